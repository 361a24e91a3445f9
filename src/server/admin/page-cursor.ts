import { cursorPlace, cursorText } from '../http/cursor.js';
import { Problem } from '../http/problem.js';

/** Where a page of a list ends: the time and the id of its last row, which tell it from all others. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

/** A place as a client keeps it. */
export const cursorOf = ({ at, id }: Place): string => cursorText([at, id]);

/** @throws Problem `invalid-request` for what no page gave */
export function placeOf(cursor: string): Place {
  const [at, id] = cursorPlace(cursor) ?? [];
  if (typeof at === 'number' && typeof id === 'string') return { at, id };
  throw new Problem('invalid-request', { detail: 'This cursor is none that a page gave.' });
}
