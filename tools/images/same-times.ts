import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';
import { sh } from '../cluster/shell.ts';

interface Manifest {
  Config: string;
  RepoTags: string[];
  Layers: string[];
}

interface Configuration {
  created?: string;
  rootfs: { type: string; diff_ids: string[] };
  history?: { created?: string }[];
}

/** Copies a layer with no time later than `date`; gives the sha256 of the copy. */
async function copyLayer(from: string, to: string, date: Date): Promise<string> {
  const [source, target, hash] = [extract(), pack(), createHash('sha256')];
  const digest = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const written = pipeline(target, digest, createWriteStream(to));
  const read = pipeline(createReadStream(from), source);
  for await (const entry of source) {
    const { header } = entry;
    const time = header.mtime && header.mtime < date ? header.mtime : date;
    // Extended headers hold times with fractions, and would win.
    const { mtime: _, atime: _a, ctime: _c, ...pax } = (header.pax ?? {}) as Record<string, string>;
    await pipeline(entry, target.entry({ ...header, mtime: time, pax: Object.keys(pax).length === 0 ? null : pax }));
  }
  target.finalize();
  await Promise.all([read, written]);
  return hash.digest('hex');
}

/**
 * Writes a docker-archive anew, with no time in it later than `date`: two builds of the same sources then give the same bytes, also by
 * a Docker that can only `docker save`. Layers and configuration get the digests of what they now are.
 */
export async function withSameTimes(archive: string, target: string, date: Date): Promise<void> {
  const folder = mkdtempSync(`${target}-layers-`);
  try {
    await sh('tar', ['-xf', archive, '-C', folder]);
    const read = <T>(file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
    const [manifest] = read<Manifest[]>('manifest.json');
    if (manifest === undefined) throw new Error(`${archive} holds no image`);
    const configuration = read<Configuration>(manifest.Config);
    const layers: string[] = [];
    mkdirSync(join(folder, 'same'));
    for (const layer of manifest.Layers) {
      const copy = join(folder, 'same', String(layers.length));
      layers.push(await copyLayer(join(folder, layer), copy, date));
    }
    const created = date.toISOString();
    configuration.created = created;
    configuration.rootfs.diff_ids = layers.map((digest) => `sha256:${digest}`);
    for (const step of configuration.history ?? []) step.created = created;
    await writeArchive(target, manifest.RepoTags, configuration, layers, join(folder, 'same'), date);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeArchive(
  target: string,
  tags: string[],
  configuration: Configuration,
  layers: string[],
  folder: string,
  date: Date,
): Promise<void> {
  const text = JSON.stringify(configuration);
  const name = `${createHash('sha256').update(text).digest('hex')}.json`;
  const archive = pack();
  mkdirSync(dirname(target), { recursive: true });
  const written = pipeline(archive, createWriteStream(target));
  const add = async (file: string, size: number, content: Readable) =>
    pipeline(content, archive.entry({ name: file, size, mtime: date }));
  await add(name, Buffer.byteLength(text), Readable.from([text]));
  for (const digest of new Set(layers)) {
    const file = join(folder, String(layers.indexOf(digest)));
    await add(`${digest}.tar`, statSync(file).size, createReadStream(file));
  }
  const manifest = JSON.stringify([{ Config: name, RepoTags: tags, Layers: layers.map((digest) => `${digest}.tar`) }]);
  await add('manifest.json', Buffer.byteLength(manifest), Readable.from([manifest]));
  archive.finalize();
  await written;
}
