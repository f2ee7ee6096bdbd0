import { defineConfig } from 'vitest/config';

// On the cluster that `npm run up` made; test/e2e/setup.ts runs it first.
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 1_800_000,
    fileParallelism: false,
  },
});
