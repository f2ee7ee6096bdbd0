import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mends } from './mends.ts';
import type { Mutant } from './mutant.ts';
import { others } from './others.ts';

const root = resolve(import.meta.dirname, '../../..');
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    only: { type: 'string' },
    workers: { type: 'string' },
    json: { type: 'boolean' },
  },
});
/** So many seeds may pass before a mutant counts as not found. */
const most = Number(values.seeds ?? 3_000);

interface Result {
  name: string;
  seeds: number;
  steps: number;
  rule: string | undefined;
  message: string;
}

/** Runs the simulation on a copy of the operator with one change, until a rule is broken. */
async function hunt({ name, file, from, to }: Mutant): Promise<Result> {
  const copy = mkdtempSync(join(tmpdir(), 'tts-mutant-'));
  try {
    for (const folder of ['operator', 'test/simulation'])
      cpSync(join(root, folder), join(copy, folder), { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
    for (const folder of ['node_modules', 'runtime', 'tracing']) symlinkSync(join(root, folder), join(copy, folder));
    const path = join(copy, 'operator', file);
    const text = readFileSync(path, 'utf8');
    if (text.split(from).length !== 2)
      return {
        name,
        seeds: 0,
        steps: 0,
        rule: undefined,
        message: `not applicable: ${file} has its text ${text.split(from).length - 1} times`,
      };
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
    const said = await output(
      process.execPath,
      [join(copy, 'test/simulation/main.ts'), '--seeds', String(most), '--workers', '1', '--json'],
      copy,
    );
    const [first] = said.violations;
    return { name, seeds: said.seeds, steps: said.steps, rule: first?.rule, message: first?.message ?? '' };
  } catch (error) {
    return { name, seeds: 0, steps: 0, rule: undefined, message: `broken: ${(error as Error).message.slice(0, 300)}` };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

interface Said {
  seeds: number;
  steps: number;
  violations: { rule: string; message: string }[];
}

function output(program: string, args: string[], cwd: string): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let [text, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('error', reject);
    child.once('exit', () => {
      try {
        resolve(JSON.parse(text) as Said);
      } catch {
        reject(new Error(errors || text || 'it said nothing'));
      }
    });
  });
}

const all = [...mends, ...others].filter(({ name }) => values.only === undefined || name.includes(values.only));
const results: Result[] = [];
const waiting = [...all];
await Promise.all(
  Array.from({ length: Number(values.workers ?? availableParallelism()) }, async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const result = await hunt(mutant);
      results.push(result);
      const { name, seeds, steps, rule, message } = result;
      if (!values.json)
        process.stdout.write(
          `| ${name} | ${rule ?? 'NOT FOUND'} | ${seeds} | ${steps} | ${message.slice(0, 110).replaceAll('|', '/')} |\n`,
        );
    }
  }),
);
const found = results.filter(({ rule }) => rule !== undefined).length;
if (values.json) process.stdout.write(`${JSON.stringify({ mutants: results.length, found, results })}\n`);
else process.stdout.write(`found ${found} of ${results.length}\n`);
process.exitCode = found === results.length ? 0 : 1;
