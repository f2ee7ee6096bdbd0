import { defineConfig } from 'vitest/config';

// Run by test/kind/main.ts where kind is. The end-to-end tests that matter on another cluster, and those that need two nodes.
const each = { testTimeout: 180_000, hookTimeout: 1_800_000, fileParallelism: false };
const endToEnd = ['seed', 'race', 'models', 'lexicons', 'plugin', 'policies'].map((name) => `test/e2e/${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'one-node', include: [...endToEnd, 'test/install/node/lifecycle.test.ts'], ...each } },
      { test: { name: 'two-nodes', include: ['test/kind/two-nodes.test.ts'], ...each } },
    ],
    fileParallelism: false,
  },
});
