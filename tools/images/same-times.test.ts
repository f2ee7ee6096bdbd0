import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sh } from '../cluster/shell.ts';
import { readArchive } from './builder.ts';
import { withSameTimes } from './same-times.ts';

const folder = mkdtempSync(join(tmpdir(), 'tts-same-times-'));
afterAll(() => rmSync(folder, { recursive: true }));
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** An archive as `docker save` writes it, of a build at this time in seconds. */
async function saved(name: string, seconds: number, text = 'hello'): Promise<string> {
  const at = join(folder, name);
  const root = join(at, 'root');
  mkdirSync(join(root, 'app'), { recursive: true });
  writeFileSync(join(root, 'app/main.js'), text, { mode: 0o640 });
  symlinkSync('main.js', join(root, 'app/link.js'));
  writeFileSync(join(root, '.wh.gone'), '');
  for (const file of ['app/main.js', '.wh.gone', 'app']) utimesSync(join(root, file), seconds, seconds);
  mkdirSync(join(at, 'abc'));
  const layer = join(at, 'abc/layer.tar');
  await sh('tar', ['--format=pax', '--sort=name', '--owner=65532', '--group=0', '-C', root, '-cf', layer, '.']);
  const date = new Date(seconds * 1000).toISOString();
  const config = {
    ...{ architecture: 'amd64', os: 'linux', created: date, config: { User: '65532' } },
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(readFileSync(layer))}`] },
    history: [{ created: date, created_by: 'COPY' }],
  };
  writeFileSync(join(at, 'config.json'), JSON.stringify(config));
  const manifest = [{ Config: 'config.json', RepoTags: ['a:1'], Layers: ['abc/layer.tar'] }];
  writeFileSync(join(at, 'manifest.json'), JSON.stringify(manifest));
  const archive = join(folder, `${name}.tar`);
  await sh('tar', ['-C', at, '-cf', archive, 'config.json', 'abc/layer.tar', 'manifest.json']);
  return archive;
}

const same = async (name: string, archive: string): Promise<string> => {
  const target = join(folder, `${name}.same.tar`);
  await withSameTimes(archive, target, new Date(0));
  return target;
};

test('two builds of the same sources give the same bytes, and another source another image', async () => {
  const [first, second] = [
    await same('1', await saved('1', 1_700_000_000.5)),
    await same('2', await saved('2', 1_800_000_000)),
  ];
  expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
  const other = await same('3', await saved('3', 1_700_000_000, 'other'));
  expect((await readArchive(other)).id).not.toBe((await readArchive(first)).id);
});

test('the image is whole: digests, owners, modes, links, and what a layer removes', async () => {
  const archive = await same('4', await saved('4', 1_700_000_000));
  const at = join(folder, 'unpacked');
  mkdirSync(at);
  await sh('tar', ['-xf', archive, '-C', at]);
  const [manifest] = JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8')) as {
    Config: string;
    RepoTags: string[];
    Layers: string[];
  }[];
  const text = readFileSync(join(at, manifest!.Config), 'utf8');
  const config = JSON.parse(text) as { created: string; config: object; rootfs: { diff_ids: string[] } };
  expect(manifest).toMatchObject({ Config: `${sha256(text)}.json`, RepoTags: ['a:1'] });
  const layer = join(at, manifest!.Layers[0]!);
  expect(config).toMatchObject({ created: '1970-01-01T00:00:00.000Z', config: { User: '65532' } });
  expect(config.rootfs.diff_ids).toEqual([`sha256:${sha256(readFileSync(layer))}`]);
  const listed = await sh('tar', ['-tvf', layer, '--numeric-owner', '--full-time', '--utc']);
  expect(listed).toMatch(/^-rw-r----- 65532\/0 +5 1970-01-01 00:00:00 .*app\/main\.js$/m);
  expect(listed).toMatch(/^l.*app\/link\.js -> main\.js$/m);
  expect(listed).toMatch(/^-.*\.wh\.gone$/m);
  expect(await sh('tar', ['-xOf', layer, './app/main.js'])).toBe('hello');
});
