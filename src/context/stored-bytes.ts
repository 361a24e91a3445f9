import { randomBytes } from 'node:crypto';

const STORE_BYTES = 8192;

/** Random bytes, fit for secrets, each given out once: asking the system for few takes as long as for many. */
export function storedBytes(): (count: number) => Uint8Array {
  let store = randomBytes(0);
  return (count) => {
    if (store.length < count) store = randomBytes(Math.max(count, STORE_BYTES));
    const bytes = store.subarray(0, count);
    store = store.subarray(count);
    return bytes;
  };
}
