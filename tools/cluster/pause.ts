import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { ctr, pauseImage } from './container-runtime.ts';

const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';

/** An image of one static program, as a docker-archive: what `docker save` would write. */
async function writeArchive(file: string, image: string, program: Buffer): Promise<void> {
  const layer = pack();
  layer.entry({ name: 'pause', mode: 0o755 }, program);
  layer.finalize();
  const bytes = await buffer(layer);
  const diffId = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const config = JSON.stringify({
    ...{ architecture, os: 'linux', config: { Entrypoint: ['/pause'], User: '65535:65535' } },
    rootfs: { type: 'layers', diff_ids: [diffId] },
  });
  const archive = pack();
  archive.entry({ name: 'config.json' }, config);
  archive.entry({ name: 'layer.tar' }, bytes);
  archive.entry(
    { name: 'manifest.json' },
    JSON.stringify([{ Config: 'config.json', RepoTags: [image], Layers: ['layer.tar'] }]),
  );
  archive.finalize();
  await pipeline(archive, createWriteStream(file));
}

/** Loads the pause image into the node's containerd, unless it is there. */
export async function ensurePauseImage(binaries: string, state: string): Promise<void> {
  if ((await ctr(binaries, state, 'images', 'ls', '-q')).split('\n').includes(pauseImage)) return;
  const file = join(state, 'pause.tar');
  await writeArchive(file, pauseImage, readFileSync(join(binaries, 'pause')));
  await ctr(binaries, state, 'images', 'import', file);
  rmSync(file);
}
