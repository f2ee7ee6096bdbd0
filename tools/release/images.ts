import { createReadStream, createWriteStream, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sh } from '../cluster/shell.ts';
import type { Architecture } from '../images/architecture.ts';
import { Layout, indexType, manifestType } from './layout.ts';
import type { Descriptor } from './layout.ts';

/** An image as a docker-archive, and what it is for. */
export interface ImageArchive {
  architecture: Architecture;
  archive: string;
}

/** An index of images, one for each architecture. */
export interface ImageIndex {
  index: Descriptor;
  manifests: Descriptor[];
  /** The bill of materials that each image has at /app/sbom.cdx.json, in the order of `manifests`. */
  bills: Buffer[];
}

interface ArchiveManifest {
  Config: string;
  Layers: string[];
}

const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
const configType = 'application/vnd.oci.image.config.v1+json';

async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return `sha256:${hash.digest('hex')}`;
}

/** Compresses a layer into the layout. zlib's output depends on its version, which the project pins with Node. */
async function addLayer(layout: Layout, tar: string): Promise<Descriptor> {
  const part = join(layout.folder, 'layer.part');
  await pipeline(createReadStream(tar), createGzip({ level: 6 }), createWriteStream(part));
  const digest = await fileDigest(part);
  const { size } = statSync(part);
  renameSync(part, layout.path(digest));
  return { mediaType: layerType, digest, size };
}

/** The last layer that holds the file wins, as in the image. */
async function billOf(layers: string[]): Promise<Buffer> {
  for (const layer of layers.toReversed()) {
    const names = (await sh('tar', ['-tf', layer])).split('\n');
    const path = names.find((name) => /^(\.?\/)?app\/sbom\.cdx\.json$/.test(name));
    if (path !== undefined) return Buffer.from(await sh('tar', ['-xOf', layer, path]));
  }
  throw new Error('the image has no bill of materials at /app/sbom.cdx.json');
}

async function addImage(layout: Layout, image: ImageArchive, scratch: string): Promise<[Descriptor, Buffer]> {
  const { architecture, archive } = image;
  await sh('mkdir', ['-p', scratch]);
  try {
    await sh('tar', ['-xf', archive, '-C', scratch]);
    const manifests = JSON.parse(readFileSync(join(scratch, 'manifest.json'), 'utf8')) as ArchiveManifest[];
    const [{ Config, Layers } = { Config: '', Layers: [] }] = manifests;
    const configBytes = readFileSync(join(scratch, Config));
    const about = JSON.parse(configBytes.toString()) as { architecture?: string };
    if (about.architecture !== architecture)
      throw new Error(`${archive} is an image for ${about.architecture ?? 'no architecture'}, not for ${architecture}`);
    const config = layout.add(configType, configBytes);
    const files = Layers.map((layer) => join(scratch, layer));
    const layers: Descriptor[] = [];
    for (const file of files) layers.push(await addLayer(layout, file));
    const manifest = layout.addJson(manifestType, { schemaVersion: 2, mediaType: manifestType, config, layers });
    return [{ ...manifest, platform: { architecture, os: 'linux' } }, await billOf(files)];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Writes images of one program as an OCI index. It depends on the archives alone, not on the program that made them. */
export async function imageIndex(
  folder: string,
  images: ImageArchive[],
  annotations: Record<string, string>,
): Promise<ImageIndex> {
  const layout = new Layout(folder);
  const made: [Descriptor, Buffer][] = [];
  for (const image of images) made.push(await addImage(layout, image, join(folder, 'scratch')));
  const manifests = made.map(([manifest]) => manifest);
  const index = layout.addJson(indexType, { schemaVersion: 2, mediaType: indexType, manifests, annotations });
  layout.finish(index);
  return { index, manifests, bills: made.map(([, bill]) => bill) };
}
