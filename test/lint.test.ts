import { resolve } from 'node:path';
import { ESLint, Linter } from 'eslint';
import ts from 'typescript-eslint';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const RULE = '@typescript-eslint/no-restricted-imports';
const eslint = new ESLint({ cwd: root });

/** What the rule says of one import, by the configuration that ESLint works out for a file. */
async function refusals(file: string, line: string): Promise<string[]> {
  const config = (await eslint.calculateConfigForFile(resolve(root, file))) as { rules: Linter.RulesRecord };
  const rule = config.rules[RULE] ?? 'off';
  return new Linter()
    .verify(
      line,
      [
        {
          files: ['**/*.ts'],
          plugins: { '@typescript-eslint': ts.plugin },
          languageOptions: { parser: ts.parser },
          rules: { [RULE]: rule },
        },
      ],
      file,
    )
    .map(({ message }) => message);
}

const effect = "import { readFile } from 'node:fs/promises';";
const client = "import { CoreV1Api } from '@kubernetes/client-node';";

test.each([
  ['operator/decide/plan.ts', effect],
  ['operator/decide/plan.ts', client],
  ['operator/decide/plan.ts', "import { Cluster } from '../cluster/cluster.ts';"],
  ['operator/decide/plan.ts', "import { observe } from '../observe/observe.ts';"],
  ['operator/decide/plan.ts', "import type { Clock } from '../controller/clock.ts';"],
  ['operator/decide/plan.ts', "import { engine } from '../../runtime/speech/engine.ts';"],
  ['operator/objects/volume.ts', effect],
  ['operator/resolve/model.ts', "import { request } from 'undici';"],
  ['operator/status/status.ts', "import { act } from '../act/act.ts';"],
  ['operator/status/status.ts', "import { repoRoot } from '../../tools/cluster/paths.ts';"],
  ['operator/controller/queue.ts', "import type { Spec } from '../api/ttsservice.ts';"],
  ['operator/controller/queue.ts', "import { engine } from '../../runtime/speech/engine.ts';"],
  ['operator/reconcile.ts', "import { engine } from '../runtime/speech/engine.ts';"],
  ['runtime/speech/engine.ts', "import { readConfig } from '../../operator/config.ts';"],
  ['runtime/speech/engine.ts', client],
  ['runtime/text/written/rules.ts', effect],
  ['runtime/text/english/english.ts', "import { Worker } from 'node:worker_threads';"],
  ['runtime/text/japanese/dates.ts', effect],
  ['runtime/text/japanese/dictionary.ts', client],
  ['plugin/verify.ts', "import { engine } from '../runtime/speech/engine.ts';"],
])('lint refuses in %s: %s', async (file, line) => {
  expect(await refusals(file, line)).not.toEqual([]);
});

test.each([
  ['operator/decide/plan.ts', "import type { Observed } from '../observe/observed.ts';"],
  ['operator/decide/plan.ts', "import type { KubeObject } from '../controller/object.ts';"],
  ['operator/objects/service.ts', "import type { V1Service } from '@kubernetes/client-node';"],
  ['operator/act/act.ts', "import { Cluster } from '../cluster/cluster.ts';"],
  ['runtime/text/japanese/dictionary.ts', effect],
  ['plugin/verify.ts', "import { readConfig } from '../operator/config.ts';"],
])('lint allows in %s: %s', async (file, line) => {
  expect(await refusals(file, line)).toEqual([]);
});
