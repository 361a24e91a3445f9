import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // The workers themselves talk to nobody either.
    setupFiles: ['test/loopback-only.mjs', 'test/test-seed.ts'],
    // Vitest leaves one core alone: on two cores that is half of them, and most tests wait for other processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
