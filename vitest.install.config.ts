import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    fileParallelism: false,
    projects: [
      {
        // The chart, the overlays and install.yaml, rendered and taken by a real API server. Builds Helm at first.
        test: {
          name: 'render',
          include: ['test/install/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
      {
        // Installed, upgraded and removed on the cluster of `npm run up`, which is put back at the end.
        test: {
          name: 'node',
          include: ['test/install/node/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          bail: 1,
          testTimeout: 180_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
