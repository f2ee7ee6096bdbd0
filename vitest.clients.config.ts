import { defineConfig } from 'vitest/config';

// Unmodified clients, installed at the versions of test/clients, against a server with the real model.
export default defineConfig({
  test: {
    include: ['test/clients/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 1_800_000,
    fileParallelism: false,
  },
});
