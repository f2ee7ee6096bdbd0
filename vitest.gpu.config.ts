import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The GPU image, built and started in a changed root: as root, and with 7 GB of disk. No GPU is needed.
    include: ['test/gpu/*.test.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 1_800_000,
  },
});
