import { defineConfig } from 'vitest/config';

// The 25 bug patterns of operators, each against a real control plane through a proxy that makes the faults.
export default defineConfig({
  test: {
    include: ['test/patterns/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 1_800_000,
    fileParallelism: false,
  },
});
