// Generated files, types, format, lint and npm's audit; stops at the first failure: `npm run check`. With --fix: generate, format, lint with fixes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repoRoot } from './cluster/paths.ts';

const bin = (name: string): string => join(repoRoot, 'node_modules/.bin', name);
const node = process.execPath;
const steps: Record<string, string[]> = process.argv.includes('--fix')
  ? {
      'generated files': [node, 'tools/generate.ts'],
      format: [bin('prettier'), '--log-level=warn', '--write', '.'],
      lint: [bin('eslint'), '--fix', '.'],
    }
  : {
      'generated files are fresh': [node, 'tools/generate.ts', '--check'],
      types: [bin('tsc'), '-b'],
      format: [bin('prettier'), '--log-level=warn', '--check', '.'],
      lint: [bin('eslint'), '.'],
      audit: [node, 'tools/audit.ts'],
    };

for (const [name, [command = '', ...args]] of Object.entries(steps)) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: repoRoot, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(1);
  }
  console.log(`check: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
