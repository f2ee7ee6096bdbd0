import js from '@eslint/js';
import ts from 'typescript-eslint';

/** Modules that can fail, or that differ from one call to the next: a decision imports none of them. */
const effects = [
  ...['node:fs*', 'node:net', 'node:http*', 'node:dns*', 'node:timers*', 'node:child_process', 'node:worker_threads'],
  'undici',
];

/**
 * What the files of a folder may not import, and why: the layer table of docs/architecture.md. A file obeys every layer that it lies in.
 */
export const layers = [
  {
    folder: 'operator',
    group: ['**/runtime/**', '**/tools/**', '**/test/**', '**/plugin/**'],
    message: 'operator/ stands on tracing/ alone',
  },
  {
    folder: 'runtime',
    group: ['**/operator/**', '**/tools/**', '**/test/**', '**/plugin/**', '@kubernetes/*'],
    message: 'runtime/ stands on tracing/ alone',
  },
  {
    folder: 'tracing',
    group: ['**/operator/**', '**/runtime/**', '**/tools/**', '**/test/**', '**/plugin/**'],
    message: 'tracing/ stands alone',
  },
  {
    folder: 'plugin',
    group: ['**/runtime/**', '**/tools/**', '**/test/**'],
    message: 'plugin/ stands on operator/ alone',
  },
  ...['decide', 'objects', 'resolve', 'status'].map((room) => ({
    folder: `operator/${room}`,
    group: [
      ...effects,
      ...['cluster', 'watch', 'act', 'monitoring'].map((other) => `**/${other}/**`),
      ...['observe', 'controller'].map((other) => `**/${other}/*`),
      ...['observed', 'jobs'].map((file) => `!**/observe/${file}.ts`),
      ...['object', 'workloads', 'drift', 'outcome'].map((file) => `!**/controller/${file}.ts`),
    ],
    message: 'a decision: no client, no clock, no files',
  })),
  ...['decide', 'objects', 'resolve', 'status'].map((room) => ({
    folder: `operator/${room}`,
    group: ['@kubernetes/*'],
    allowTypeImports: true,
    message: 'a decision: of the Kubernetes client, only the types of its objects',
  })),
  ...['written', 'english', 'chinese', 'french', 'hindi', 'italian', 'japanese', 'portuguese', 'spanish'].map(
    (room) => ({
      folder: `runtime/text/${room}`,
      except: 'runtime/text/japanese/dictionary.ts',
      group: [...effects, 'fastify', 'onnxruntime-node'],
      message: 'rules of text: no files, no network, no threads',
    }),
  ),
  {
    folder: 'operator/controller',
    group: ['api', 'objects', 'resolve', 'decide', 'status', 'model-store', 'cluster'].map((other) => `**/${other}/**`),
    message: 'the controller runtime knows nothing of speech',
  },
];

/** One block for each folder with all the layers that it lies in: of several blocks for a file, ESLint keeps the last one only. */
const blocks = [...new Set(layers.map(({ folder }) => folder))]
  .sort((a, b) => a.length - b.length)
  .map((folder) => ({
    files: [`${folder}/**/*.ts`],
    ignores: ['**/testing/**', ...layers.flatMap((layer) => (layer.folder === folder && layer.except) || [])],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: layers
            .filter((layer) => `${folder}/`.startsWith(`${layer.folder}/`))
            .map(({ folder: _, except: __, ...pattern }) => pattern),
        },
      ],
    },
  }));

export default ts.config(
  { ignores: ['dist/**', 'node_modules/**', '**/*.mjs', 'eslint.config.js', 'vitest*.config.ts'] },
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-console': 'error',
    },
  },
  ...blocks,
  { files: ['tools/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.test.ts', 'test/**/*.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
);
