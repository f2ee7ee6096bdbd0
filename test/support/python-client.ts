import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../operator/model-store/pull-shown.ts';
import { ensurePackages } from '../../tools/cluster/packages.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../e2e/python');

/** Python with OpenAI's client alone. */
export const pythonWithOpenai = (): Promise<string> => pythonWith(join(folder, 'requirements.txt'));

/** Python with the packages that a file pins, installed into the cache on first use with pip's own index. */
export async function pythonWith(requirements: string): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const home = join(cacheFolder('..'), `python-${digest}`);
  const python = join(home, 'bin/python');
  if (existsSync(join(home, 'complete'))) return python;
  await ensurePackages({ python3: 'python3' }, report);
  await rm(home, { recursive: true, force: true });
  await mkdir(join(home, '..'), { recursive: true });
  const create = () => run('python3', ['-m', 'venv', home]);
  await create().catch(async () => {
    // Debian keeps what venv needs in a package of its own, which brings no program.
    await ensurePackages({ 'python3-venv is not there': 'python3-venv' }, report);
    await create();
  });
  report(`installing Python packages of ${relative(process.cwd(), requirements)}`);
  await run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  await writeFile(join(home, 'complete'), '');
  return python;
}

/** Runs test/e2e/python/openai_client.py against a server; `requests` and the result are described there. */
export async function askWithPython<Result>(baseUrl: string, requests: object, scratch: string): Promise<Result> {
  const file = join(scratch, 'requests.json');
  await writeFile(file, JSON.stringify(requests));
  const { stdout } = await run(await pythonWithOpenai(), [join(folder, 'openai_client.py'), baseUrl, file], {
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout) as Result;
}

function report(line: string): void {
  process.stderr.write(`${line}\n`);
}
