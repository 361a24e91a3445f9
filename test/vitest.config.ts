import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What looks at the program from outside, or at its sources: each file in a process of its own. */
const OUTSIDE = ['test/*.test.ts', 'test/{contract,e2e,repo}/**/*.test.ts'];

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // The workers themselves talk to nobody either.
    setupFiles: ['test/loopback-only.cjs', 'test/test-seed.ts'],
    // Most tests wait for other processes: with a worker for each core a quarter of the processor's time was left.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'outside', include: OUTSIDE } },
      {
        extends: true,
        // Nothing is kept outside of what a test makes: loading the same sources for each of 200 files took as long as
        // the tests of some.
        test: { name: 'inside', include: ['test/**/*.test.ts'], exclude: OUTSIDE, isolate: false },
      },
    ],
  },
});
