import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The server's image for arm64, run by qemu: as root, on Debian with a kernel of 6.7 or later, about two minutes on a quiet machine.
    include: ['test/arm64/*.test.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 3_600_000,
  },
});
