// Runs a TypeScript entry point on the project's own Node: `node tools/run.mjs FILE [argument ...]`.
// Works on a machine where nothing is installed yet: it first does `npm ci` when node_modules is missing or older
// than the lockfile. Plain JavaScript without dependencies, since any Node may start it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(root, 'node_modules/node/bin/node');
const stamp = join(root, 'node_modules/.installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(node) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  process.stderr.write('installing the npm packages of package-lock.json (npm ci) ...\n');
  const started = Date.now();
  mkdirSync(join(root, '.state/log'), { recursive: true });
  const path = join(root, '.state/log/npm-ci.log');
  const log = openSync(path, 'w');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', log, log] });
  if (done.status !== 0 || !existsSync(node)) {
    process.stderr.write(`npm ci failed; its output is in ${path}:\n${readFileSync(path, 'utf8').slice(-2000)}\n`);
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
  process.stderr.write(`installed in ${Math.round((Date.now() - started) / 1000)} s\n`);
}

const args = process.argv.slice(2);
const child = spawn(node, args, {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node)}:${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}` },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
