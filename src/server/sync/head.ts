import type { ItemKind } from '../../domain/sync/item.js';

/** How large a head may be. A list of snapshots is long, and reads four numbers and names of each. */
export const MOST_HEAD_BYTES: Readonly<Record<ItemKind, number>> = {
  history: 8_000,
  channel: 8_000,
  setting: 8_000,
  snapshot: 500,
};
/** Of a text that is cut. */
const LONGEST_TEXT = 400;

/**
 * What lists show of a body, JSON: all but its result, for results are large. Of a body that is large even so there are the
 * small members, its texts cut, as many as fit. @param body JSON; null for what was deleted
 */
export function headOf(kind: ItemKind, body: string | null): string | null {
  if (body === null) return null;
  // It was written by `push`.
  const all = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const rest = Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'result'));
  const whole = JSON.stringify(rest);
  if (Buffer.byteLength(whole) <= MOST_HEAD_BYTES[kind]) return whole;
  const members = Object.entries(rest)
    .map(([name, value]) => [name, typeof value === 'string' ? cut(value) : value] as const)
    .map(([name, value]) => ({ name, value, bytes: Buffer.byteLength(JSON.stringify({ [name]: value })) }))
    .sort((a, b) => a.bytes - b.bytes);
  let bytes = 0;
  const fitting = members.filter((member) => (bytes += member.bytes) <= MOST_HEAD_BYTES[kind]);
  return JSON.stringify(Object.fromEntries(fitting.map(({ name, value }) => [name, value])));
}

/** No half of a sign at its end. */
const cut = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
