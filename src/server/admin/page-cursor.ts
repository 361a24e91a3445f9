import { Problem } from '../http/problem.js';

/** Where a page of a list ends: the time and the id of its last row, which tell it from all others. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

/** A place as a client keeps it: text that means nothing to it. */
export function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** @throws Problem `invalid-request` for what no page gave */
export function placeOf(cursor: string): Place {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(read)) {
      const [at, id] = read as unknown[];
      if (typeof at === 'number' && Number.isSafeInteger(at) && typeof id === 'string' && !id.includes('\0'))
        return { at, id };
    }
  } catch {
    // Said below, as for everything else that is none.
  }
  throw new Problem('invalid-request', { detail: 'This cursor is none that a page gave.' });
}
