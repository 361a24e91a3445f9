import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // The workers themselves talk to nobody either.
    setupFiles: ['test/loopback-only.cjs', 'test/test-seed.ts'],
    // Most tests wait for other processes: with a worker for each core a quarter of the processor's time was left.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
