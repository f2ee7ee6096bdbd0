import { spawnSync } from 'node:child_process';
import { ensurePackages } from '../../tools/cluster/packages.ts';

/** Brings the product up the way a user does; a second run is quick. */
export default async function setup(): Promise<void> {
  await ensurePackages({ ffprobe: 'ffmpeg', file: 'file' }, (line) => process.stderr.write(`${line}\n`));
  const { status } = spawnSync(process.execPath, ['tools/up.ts'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('npm run up failed');
}
