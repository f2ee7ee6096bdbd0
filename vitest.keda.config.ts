import { defineConfig } from 'vitest/config';

// Services that sleep at zero pods, on the cluster of `npm run up -- --with keda`; test/keda/setup.ts runs that first.
export default defineConfig({
  test: {
    include: ['test/keda/**/*.test.ts'],
    globalSetup: ['test/keda/setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 3_600_000,
    fileParallelism: false,
  },
});
