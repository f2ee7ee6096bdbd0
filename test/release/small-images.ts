import { createWriteStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import type { Architecture } from '../../tools/images/architecture.ts';
import type { ImageArchive } from '../../tools/release/images.ts';

/** A docker-archive of one layer with a bill of materials and one more file, as `npm run images` writes large ones. */
export async function smallImage(file: string, program: string, architecture: Architecture): Promise<ImageArchive> {
  const layer = pack();
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    components: [{ type: 'library', name: program }],
  };
  layer.entry({ name: 'app/sbom.cdx.json', mtime: new Date(0) }, JSON.stringify(bill));
  layer.entry({ name: 'app/program', mtime: new Date(0) }, `${program} for ${architecture}\n`.repeat(1000));
  layer.finalize();
  const bytes = await buffer(layer);
  const diffId = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const config = { architecture, os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: [diffId] } };
  const archive = pack();
  archive.entry({ name: 'config.json' }, JSON.stringify(config));
  archive.entry({ name: 'layer.tar' }, bytes);
  archive.entry({ name: 'manifest.json' }, JSON.stringify([{ Config: 'config.json', Layers: ['layer.tar'] }]));
  archive.finalize();
  await pipeline(archive, createWriteStream(file));
  return { architecture, archive: file };
}
