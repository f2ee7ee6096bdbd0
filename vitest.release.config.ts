import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A release of small images: pushed to a registry of this machine, signed, verified, tampered with. Builds crane and cosign at first.
    include: ['test/release/*.test.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 3_600_000,
  },
});
