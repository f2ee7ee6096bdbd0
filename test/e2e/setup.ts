import { spawnSync } from 'node:child_process';

/** Brings the product up the way a user does; a second run is quick. */
export default function setup(): void {
  const { status } = spawnSync(process.execPath, ['tools/up.ts'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('npm run up failed');
}
