// `npm run alerts`: has promtool check the alerts of config/monitoring and run their unit tests (test/docs/alerts.promtool.yaml).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { repoRoot } from './cluster/paths.ts';
import { ensurePromtool } from './monitoring/promtool.ts';

const promtool = await ensurePromtool((line) => console.error(line));
const folder = mkdtempSync(join(tmpdir(), 'tts-alerts-'));
try {
  // promtool reads the groups alone; prometheus-operator's object wraps them.
  const { spec } = load(readFileSync(join(repoRoot, 'config/monitoring/alerts.yaml'), 'utf8')) as { spec: object };
  writeFileSync(join(folder, 'rules.yaml'), dump(spec));
  writeFileSync(join(folder, 'tests.yaml'), readFileSync(join(repoRoot, 'test/docs/alerts.promtool.yaml')));
  const runs = [
    ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml'],
    ['test', 'rules', 'tests.yaml'],
  ].map((args) => spawnSync(promtool, args, { cwd: folder, stdio: 'inherit' }).status);
  process.exitCode = runs.every((status) => status === 0) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
