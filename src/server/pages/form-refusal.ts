import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Problem, type ProblemName } from '../http/problem.js';
import type { FormError } from './field.js';

/** A form that was not taken: what is told beside it, and the status of the answer. */
export interface Refusal extends FormError {
  readonly status: ContentfulStatusCode;
}

/**
 * Does what a form asks for. What whoever filled it can mend is told beside it; everything else is thrown on.
 * @param fields by the name of a problem the field that it is about, null for the whole form
 * @returns null when it was done
 */
export async function refusalOf(
  work: () => Promise<unknown>,
  fields: Readonly<Partial<Record<ProblemName, string | null>>>,
): Promise<Refusal | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const field = fields[error.problem];
    if (field === undefined) throw error;
    return { field, message: error.message, status: error.status };
  }
}
