import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensurePackages } from '../../tools/cluster/packages.ts';

// Chromium comes with npm; its one library that a bare Debian lacks has no program to be found by, so a file of it stands for it.
const browserLibraries =
  existsSync('/usr/lib/x86_64-linux-gnu/libnss3.so') || existsSync('/usr/lib/aarch64-linux-gnu/libnss3.so')
    ? {}
    : { 'libnss3 is not there': 'libnss3' };

/** Brings the product up the way a user does; a second run is quick. */
export default async function setup(): Promise<void> {
  await ensurePackages({ ffprobe: 'ffmpeg', file: 'file', ...browserLibraries }, (line) =>
    process.stderr.write(`${line}\n`),
  );
  const { status } = spawnSync(process.execPath, ['tools/up.ts'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('npm run up failed');
}
