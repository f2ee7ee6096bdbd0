import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Draft } from './draft.ts';
import { parseDraft, pin } from './draft.ts';
import { resolveDraft } from './resolve.ts';
import { readSettings } from './settings.ts';
import type { Source } from './source.ts';
import { startFaultServer } from './testing/fault-server.ts';
import type { FaultServer } from './testing/fault-server.ts';
import { startMain, taskEnvironment } from './testing/process.ts';
import { makeSample, scratch, sourcesAt, testEnvironment } from './testing/sample.ts';
import type { Sample } from './testing/sample.ts';

let sample: Sample;
let server: FaultServer;
let dir: Awaited<ReturnType<typeof scratch>>;
let draft: Draft;

beforeEach(async () => {
  sample = makeSample({ 'model.onnx': 70_000 });
  draft = { ...sample.manifest, files: [{ path: 'model.onnx', role: 'model' }] };
  server = await startFaultServer(sample.served);
  dir = await scratch();
});
afterEach(async () => {
  await server.close();
  await dir[Symbol.asyncDispose]();
});

const told = () => sample.manifest.files.map(({ path, size, sha256 }) => ({ path, size, sha256 }));
const log: string[] = [];
const ask = (source: Source, given = draft) => {
  log.length = 0;
  const settings = readSettings({ ...testEnvironment, TTS_HF_ENDPOINT: server.url });
  const say = (message: string) => void log.push(message);
  return resolveDraft(given, { 'model.onnx': [source] }, settings, say, new AbortController().signal);
};
const hub: Source = { type: 'huggingface', repo: 'o/n', revision: 'main', path: 'model.onnx' };
const web = (): Source => ({ type: 'https', url: `${server.url}/model.onnx` });

it("takes a hub's word, without reading the file", async () => {
  const [{ sha256, size } = { sha256: '', size: 0 }] = told();
  server.fault = (path) =>
    path === '/o/n/resolve/main/model.onnx'
      ? {
          kind: 'status',
          status: 302,
          headers: { 'x-linked-etag': `"${sha256}"`, 'x-linked-size': String(size), location: 'http://cdn.example/x' },
        }
      : undefined;
  expect(await ask(hub)).toEqual(told());
  expect(server.requests.length).toBe(1);
  expect(log).toEqual([expect.stringMatching(/from 127/)]);
});

it('follows a hub to the new name of a repository', async () => {
  const [{ sha256, size } = { sha256: '', size: 0 }] = told();
  server.fault = (path) =>
    path === '/o/n/resolve/main/model.onnx'
      ? { kind: 'status', status: 307, headers: { location: '/new/n/resolve/main/model.onnx' } }
      : {
          kind: 'status',
          status: 302,
          headers: { 'x-linked-etag': sha256, 'x-linked-size': String(size), location: '/x' },
        };
  expect(await ask(hub)).toEqual(told());
});

it('reads a file once when nobody tells its digest', async () => {
  expect(await ask(web())).toEqual(told());
  expect(log).toEqual([expect.stringMatching(/which does not publish a sha256/)]);
});

it('reads again after a cut, and refuses a web page', async () => {
  server.fault = (_path, _n, request) =>
    request.method === 'GET' && server.requests.length < 4 ? { kind: 'cut', after: 30_000 } : undefined;
  expect(await ask(web())).toEqual(told());
  server.fault = () => ({ kind: 'html' });
  await expect(ask(web())).rejects.toMatchObject({ reason: 'UnexpectedContent', file: 'model.onnx' });
});

it('refuses a file that is not what is known of it', async () => {
  const known: Draft = { ...draft, files: [{ path: 'model.onnx', role: 'model', sha256: 'c'.repeat(64) }] };
  await expect(ask(web(), known)).rejects.toMatchObject({ reason: 'DigestMismatch' });
});

it('is a verb of the entry, whose answer completes the draft', async () => {
  const env = await taskEnvironment(dir.path, sample, sourcesAt(sample, server.url), join(dir.path, 'models'));
  await writeFile(env.MODEL_MANIFEST_FILE, JSON.stringify(draft));
  const { code, result } = await startMain(['resolve'], env).ended;
  expect([code, result?.phase]).toEqual([0, 'Resolved']);
  expect(pin(parseDraft(JSON.stringify(draft)), result?.resolved ?? []).files[0]).toMatchObject(told()[0]!);
});
