import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sh } from '../../tools/cluster/shell.ts';
import { ensureLua } from '../../tools/gitops/lua.ts';

const folder = mkdtempSync(join(tmpdir(), 'tts-lua-'));
const { data } = load(readFileSync('config/gitops/argocd-cm.yaml', 'utf8')) as { data: Record<string, string> };
let lua: string;

beforeAll(async () => {
  lua = await ensureLua((line) => console.error(line));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A value as an expression of Lua. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(literal).join(', ')}}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, field]) => `[${JSON.stringify(key)}] = ${literal(field)}`)
    .join(', ')}}`;
}

/** What the script says of an object: its health and the message. */
async function health(kind: string, object: object): Promise<string[]> {
  const script = data[`resource.customizations.health.tts.pattern-agentic.io_${kind}`] ?? '';
  const file = join(folder, 'health.lua');
  const call = `obj = ${literal(object)}\nlocal function check()\n${script}\nend\nlocal h = check()\n`;
  writeFileSync(file, `${call}print(h.status)\nprint(h.message)\n`);
  return (await sh(lua, [file])).trim().split('\n');
}

const condition = (type: string, status: string, reason: string) => ({ type, status, reason, message: `${reason}.` });
const seen = (...conditions: object[]) => ({
  metadata: { generation: 2 },
  status: { observedGeneration: 2, conditions },
});
const settled = condition('Progressing', 'False', 'Settled');

test.each([
  ['without a status', { metadata: { generation: 1 } }, 'Progressing'],
  ['not seen yet', { metadata: { generation: 1 }, status: { observedGeneration: -1 } }, 'Progressing'],
  ['changed since', { ...seen(condition('Ready', 'True', 'Ready')), metadata: { generation: 3 } }, 'Progressing'],
  ['ready', seen(condition('Ready', 'True', 'Ready'), settled), 'Healthy'],
  ['scaled to zero', seen(condition('Ready', 'True', 'ScaledToZero'), settled), 'Healthy'],
  ['suspended', seen(condition('Ready', 'True', 'Suspended'), settled), 'Suspended'],
  [
    'downloading',
    seen(condition('Ready', 'False', 'Downloading'), condition('Progressing', 'True', 'Downloading')),
    'Progressing',
  ],
  [
    'standing still',
    seen(condition('Ready', 'False', 'Unschedulable'), condition('Progressing', 'False', 'X')),
    'Degraded',
  ],
])('a service %s', async (_, object, expected) => {
  expect((await health('TTSService', object))[0]).toBe(expected);
});

test.each([
  ['of which every entry can be spoken', seen(condition('Ready', 'True', 'Ready')), 'Healthy'],
  ['with an entry that cannot be spoken', seen(condition('Ready', 'False', 'Invalid')), 'Degraded'],
])('a lexicon %s', async (_, object, expected) => {
  expect((await health('TTSLexicon', object))[0]).toBe(expected);
});

test('the message is that of Ready', async () => {
  expect((await health('TTSService', seen(condition('Ready', 'False', 'Unschedulable'), settled)))[1]).toBe(
    'Unschedulable.',
  );
});
