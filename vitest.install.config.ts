import { defineConfig } from 'vitest/config';

// The chart, the overlays and install.yaml, rendered by Helm and kustomize and taken by a real API server. Builds Helm at first.
export default defineConfig({
  test: {
    include: ['test/install/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 1_800_000,
    fileParallelism: false,
  },
});
