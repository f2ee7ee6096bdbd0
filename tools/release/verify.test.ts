import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { checksums } from './checksums.ts';
import type { Verification } from './cosign.ts';
import type { Registry } from './crane.ts';
import { digestOf } from './layout.ts';
import { FILES } from './record.ts';
import { verifyRelease } from './verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'tts-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const predicate = { runDetails: { builder: { id: 'https://builder.example' } } };
const bill = { bomFormat: 'CycloneDX' };
const image = (letter: string) => ({
  repository: `r.example/${letter}`,
  digest: digest(letter),
  platforms: { amd64: { digest: digest(`${Number(letter) + 5}`), sbom: `sbom-${letter}.json` } },
});
const record = {
  version: '1.0.0',
  commit: 'a'.repeat(40),
  images: { operator: image('1'), runtime: image('2') },
  chart: { repository: 'r.example/chart', digest: digest('3'), file: 'chart.tgz' },
  bundle: { repository: 'r.example/bundle', digest: digest('4') },
};
const files: Record<string, string> = {
  [FILES.record]: JSON.stringify(record),
  [FILES.provenance]: JSON.stringify({ predicate }),
  'chart.tgz': 'chart',
  'sbom-1.json': JSON.stringify(bill),
  'sbom-2.json': JSON.stringify(bill),
};

const registry: Registry = {
  push: () => Promise.reject(new Error('nothing is pushed')),
  digest: async (reference) =>
    [...Object.values(record.images), record.chart, record.bundle].find(
      ({ repository }) => reference === `${repository}:1.0.0`,
    )?.digest ?? '',
  manifest: async () => `{"layers":[{"digest":"${digestOf('chart')}"}]}`,
  blob: async () => Buffer.of(),
  validate: async () => undefined,
};
const verification: Verification = {
  image: async () => undefined,
  attestations: async (_, type) => [type === 'cyclonedx' ? bill : predicate],
  file: async () => undefined,
};
const refusal = () => Promise.reject(new Error('no signature'));

beforeEach(() => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const list = checksums(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
  writeFileSync(join(folder, FILES.checksums), list);
  writeFileSync(join(folder, FILES.bundle), '{}');
});

const verify = (of: Partial<Registry> = {}, by: Partial<Verification> = {}) =>
  verifyRelease(folder, '1.0.0', { ...registry, ...of }, { ...verification, ...by }, () => undefined);

test('a good release is good', async () => {
  expect(await verify()).toEqual(record);
});

test.each([...Object.keys(files), FILES.checksums])('another byte in %s is found', async (name) => {
  writeFileSync(join(folder, name), `${readFileSync(join(folder, name), 'utf8')} `);
  await expect(verify()).rejects.toThrow();
});

test.each<[string, Partial<Registry>, Partial<Verification>, string]>([
  ['a list that nobody signed', {}, { file: refusal }, 'no signature'],
  ['an image that nobody signed', {}, { image: refusal }, 'no signature'],
  ['an image without provenance', {}, { attestations: refusal }, 'no signature'],
  ['a tag that was moved', { digest: async () => digest('9') }, {}, 'the release has'],
  ['a damaged layer', { validate: refusal }, {}, 'no signature'],
  ['another chart', { manifest: async () => '{"layers":[]}' }, {}, 'chart.tgz is not the chart of the registry'],
  ['another provenance', {}, { attestations: async () => [bill] }, 'its attested provenance is not'],
  ['another bill of materials', {}, { attestations: async () => [predicate] }, 'its attested bill of materials is not'],
])('%s is found', async (_, of, by, reason) => {
  await expect(verify(of, by)).rejects.toThrow(reason);
});

test('the files of another version are found', async () => {
  await expect(verifyRelease(folder, '1.0.1', registry, verification, () => undefined)).rejects.toThrow('not of 1.0.1');
});
