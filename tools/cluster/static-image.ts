import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';

const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';

/** An image of one static program and links to it, with what it runs. */
export interface StaticImage {
  reference: string;
  program: { path: string; bytes: Buffer };
  links: string[];
  command: string[];
  user: string;
}

/** Writes an image as a docker-archive: what `docker save` would write. */
export async function writeArchive(file: string, image: StaticImage): Promise<void> {
  const { path, bytes } = image.program;
  const layer = pack();
  layer.entry({ name: 'tmp', type: 'directory', mode: 0o1777 });
  layer.entry({ name: path, mode: 0o755 }, bytes);
  for (const name of image.links) layer.entry({ name, type: 'symlink', linkname: `/${path}` });
  layer.finalize();
  const layerBytes = await buffer(layer);
  const diffId = `sha256:${createHash('sha256').update(layerBytes).digest('hex')}`;
  const config = { Cmd: image.command, User: image.user, Env: ['PATH=/usr/bin:/bin'] };
  const archive = pack();
  archive.entry(
    { name: 'config.json' },
    JSON.stringify({ architecture, os: 'linux', config, rootfs: { type: 'layers', diff_ids: [diffId] } }),
  );
  archive.entry({ name: 'layer.tar' }, layerBytes);
  const manifest = [{ Config: 'config.json', RepoTags: [image.reference], Layers: ['layer.tar'] }];
  archive.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  archive.finalize();
  await pipeline(archive, createWriteStream(file));
}
