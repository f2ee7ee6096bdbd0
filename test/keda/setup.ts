import { spawnSync } from 'node:child_process';

/** Installs KEDA on the cluster of `npm run up`. */
export default function setup(): void {
  const { status } = spawnSync(process.execPath, ['tools/up.ts', '--with', 'keda'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('npm run up -- --with keda failed');
}
