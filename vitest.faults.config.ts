import { defineConfig } from 'vitest/config';

// Breaks things on the embedded node that `npm run up` made; test/faults/setup.ts runs it first. Results: .state/faults.json.
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/faults/setup.ts'],
    testTimeout: 420_000,
    hookTimeout: 1_800_000,
    fileParallelism: false,
  },
});
