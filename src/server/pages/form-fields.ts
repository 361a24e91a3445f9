import type { Context } from 'hono';
import { Problem } from '../http/problem.js';
import type { ServerEnv } from '../http/route.js';

const FORM = 'application/x-www-form-urlencoded';

/** What a form of a page sent: one text by name, empty for what it did not send. */
export interface FormFields {
  (name: string): string;
  /** Of a group of boxes: those that were ticked. */
  all(name: string): readonly string[];
}

/** Reads a form. @throws Problem `wrong-type` */
export async function formOf(context: Context<ServerEnv>): Promise<FormFields> {
  const type = context.req.header('content-type') ?? '';
  if (type.split(';')[0]?.trim().toLowerCase() !== FORM) {
    throw new Problem('wrong-type', { detail: 'This address takes what the forms of the page send.' });
  }
  // PostgreSQL keeps no text with a zero byte in it.
  const fields = new URLSearchParams((await context.req.text()).replaceAll(/%00|\0/g, '%EF%BF%BD'));
  return Object.assign((name: string) => fields.get(name) ?? '', { all: (name: string) => fields.getAll(name) });
}
