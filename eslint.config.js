import js from '@eslint/js';
import ts from 'typescript-eslint';

/** Forbids importing the given globs from the given files: the layer table of docs/architecture.md. */
const layer = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

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
  layer(['operator/**/*.ts'], ['**/runtime/**', '**/tools/**', '**/test/**'], 'operator/ stands alone'),
  layer(['runtime/**/*.ts'], ['**/operator/**', '**/tools/**', '**/test/**', '@kubernetes/*'], 'runtime/ stands alone'),
  layer(['plugin/**/*.ts'], ['**/runtime/**', '**/tools/**', '**/test/**'], 'plugin/ stands on operator/ alone'),
  layer(
    ['operator/desired/**/*.ts', 'operator/{plan,status,workload-status,scaling,mounters,workload}.ts'],
    [
      'node:fs*',
      'node:net',
      'node:http*',
      'node:child_process',
      '@kubernetes/*',
      '**/cluster/**',
      '**/controller/**',
      '!**/controller/object.ts',
      '!**/controller/drift.ts',
      '!**/controller/outcome.ts',
      '**/runtime/**',
    ],
    'pure: no client, no clock, no files',
  ),
  layer(
    ['operator/controller/**/*.ts'],
    ['**/api/**', '**/desired/**', '**/model-store/**', '**/runtime/**'],
    'the controller runtime knows nothing of speech',
  ),
  { files: ['tools/**/*.ts', '**/*cli.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.test.ts', 'test/**/*.ts'], rules: { 'no-restricted-imports': 'off' } },
);
