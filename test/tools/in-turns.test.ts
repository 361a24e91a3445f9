import { expect, it } from 'vitest';
import { Failure } from '../../src/errors.js';
import { inTurns } from '../../src/tools/in-turns.js';

function* endless(taken: { steps: number }): Generator<undefined, never, undefined> {
  for (;;) {
    taken.steps += 1;
    yield undefined;
  }
}

it('ends work that would never end once the signal is aborted, and lets timers run meanwhile', async () => {
  const stop = new AbortController();
  const taken = { steps: 0 };
  setTimeout(() => {
    stop.abort();
  }, 20);
  const error: unknown = await inTurns(endless(taken), stop.signal).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Failure);
  expect(error).toMatchObject({ kind: 'interrupted' });
  expect(taken.steps).toBeGreaterThan(1);
});

it('gives what the work gives', async () => {
  function* three(): Generator<undefined, string, undefined> {
    yield undefined;
    yield undefined;
    return 'done';
  }
  expect(await inTurns(three(), new AbortController().signal)).toBe('done');
});
