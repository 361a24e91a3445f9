import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // The workers themselves talk to nobody either.
    setupFiles: ['test/loopback-only.mjs'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
