import { safeText } from '../../domain/safe-text.js';
import { Failure, UnknownOutcome } from '../../errors.js';
import { isRecord } from '../http/json-record.js';

/** How a prediction stands, as far as it matters here. */
export interface Prediction {
  readonly id: string;
  readonly status: 'starting' | 'processing' | 'succeeded' | 'failed' | 'canceled' | 'aborted';
  /** The addresses of its pictures; empty before it is done. */
  readonly pictures: readonly string[];
  /** Why it failed, in the model's own words; null when it says nothing. */
  readonly error: string | null;
}

const STATUSES = ['starting', 'processing', 'succeeded', 'failed', 'canceled', 'aborted'] as const;
const LONGEST_ERROR = 200;

/** Reads an answer of the API; null when it is no prediction. */
export function readPrediction(answer: unknown): Prediction | null {
  if (!isRecord(answer)) return null;
  const { id, output, error } = answer;
  const status = STATUSES.find((known) => known === answer.status);
  // It becomes a part of an address.
  if (typeof id !== 'string' || !/^\w{1,64}$/.test(id) || status === undefined) return null;
  const outputs: readonly unknown[] = Array.isArray(output) ? output : [output];
  const words = typeof error === 'string' ? safeText(error).trim().slice(0, LONGEST_ERROR) : '';
  return {
    id,
    status,
    pictures: outputs.filter((each) => typeof each === 'string'),
    error: words === '' ? null : words,
  };
}

export function isOver({ status }: Prediction): boolean {
  return status !== 'starting' && status !== 'processing';
}

/**
 * The address of the picture of a prediction that is over.
 * @throws Failure `provider` when it made none; UnknownOutcome when it says that it did, and has its price
 */
export function pictureOf({ id, status, pictures, error }: Prediction): string {
  const [first] = pictures;
  if (status === 'succeeded') {
    if (first !== undefined) return first;
    const message = 'the prediction of Replicate says that it succeeded, and names no picture';
    throw new UnknownOutcome('provider', message, `look at replicate.com/p/${id}`);
  }
  const why = {
    canceled: 'was cancelled on the side of Replicate',
    aborted: 'was ended before it began',
    failed: `failed: ${error ?? 'it does not say why'}`,
    starting: 'did not end',
    processing: 'did not end',
  }[status];
  throw new Failure('provider', `the prediction of Replicate ${why}`, 'try again, with other words or another seed');
}
