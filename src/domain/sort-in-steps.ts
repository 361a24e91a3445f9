import { STEP, type Steps } from './steps.js';

/** How many different values 16 bits have: a number of 64 bits is sorted by a quarter at a time. */
const BUCKETS = 65_536;
const QUARTERS = [0, 1, 2, 3] as const;
/** Which of the four quarters of a number in memory holds its sign. */
const SIGNED = new Uint16Array(new Float64Array([-1]).buffer)[3] === 0 ? 0 : 3;

/**
 * Sorts places of a list by what stands there in one or more columns: largest first, equal ones by the next column, and
 * those equal in all as they came. Few are compared with each other; many are dealt out by one quarter of their numbers
 * after the other (a radix sort), which takes a fifth of the time, and pauses in between: the built-in sort of a million
 * takes half a second in which nobody hears Ctrl-C.
 * @param places are used up: the order is that of the array given back
 * @param columns numbers by place, none of them NaN or −0, −Infinity where unknown
 */
export function* sortInSteps(places: Uint32Array, ...columns: readonly Float64Array[]): Steps<Uint32Array> {
  if (places.length <= STEP) {
    return places.sort((a, b) => {
      for (const column of columns) {
        const [left = 0, right = 0] = [column[a], column[b]];
        if (left !== right) return left > right ? -1 : 1;
      }
      return 0;
    });
  }
  let from = places;
  let to: Uint32Array = new Uint32Array(places.length);
  // The least of columns and quarters comes first: each deal keeps the order of the one before among equals.
  for (const column of columns.toReversed()) {
    const quarters = new Uint16Array(column.buffer, column.byteOffset, column.length * 4);
    const counts = countedQuarters(from, quarters);
    yield;
    for (const quarter of SIGNED === 3 ? QUARTERS : QUARTERS.toReversed()) {
      const count = counts.subarray(quarter * BUCKETS, (quarter + 1) * BUCKETS);
      // All alike there: whole numbers have no more than their first digits.
      if (count.includes(places.length)) continue;
      deal(from, to, quarters, quarter, count);
      [from, to] = [to, from];
      yield;
    }
  }
  return from;
}

/** How often each value of each quarter occurs. */
function countedQuarters(places: Uint32Array, quarters: Uint16Array): Uint32Array {
  const counts = new Uint32Array(4 * BUCKETS);
  for (const place of places) {
    for (const quarter of QUARTERS) {
      const bucket = quarter * BUCKETS + bucketOf(quarters, place, quarter);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
  }
  return counts;
}

/** Puts each place into the next free one of its bucket; `count` says how many each bucket takes, and is used up. */
function deal(from: Uint32Array, to: Uint32Array, quarters: Uint16Array, quarter: number, count: Uint32Array): void {
  let next = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const size = count[bucket] ?? 0;
    count[bucket] = next;
    next += size;
  }
  for (const place of from) {
    const bucket = bucketOf(quarters, place, quarter);
    const at = count[bucket] ?? 0;
    count[bucket] = at + 1;
    to[at] = place;
  }
}

/** The larger the number, the smaller the bucket: the bits of positive numbers rise with them, those of negative ones fall. */
function bucketOf(quarters: Uint16Array, place: number, quarter: number): number {
  const bits = quarters[place * 4 + quarter] ?? 0;
  const isNegative = (quarters[place * 4 + SIGNED] ?? 0) > 0x7fff;
  if (isNegative) return bits;
  return bits ^ (quarter === SIGNED ? 0x7fff : 0xffff);
}
