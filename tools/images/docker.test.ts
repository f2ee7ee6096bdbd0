import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sh } from '../cluster/shell.ts';
import { basesOf, ownImage, readArchive } from './builder.ts';
import { dockerBuild, dockerBuilder } from './docker.ts';

const facts = { clientVersion: '28.2.2', driver: undefined, containerdStore: false };

test.each([
  ['an old client has its own', { clientVersion: '20.10.24+dfsg1' }, ['build'], false],
  ['buildx in the daemon', { driver: 'docker' }, ['buildx', 'build'], false],
  [
    'buildx in the daemon with the store of containerd',
    { driver: 'docker', containerdStore: true },
    ['buildx', 'build'],
    true,
  ],
  ['buildx in a container', { driver: 'docker-container' }, ['buildx', 'build'], true],
])('builder: %s', (_, over, command, writesArchive) => {
  expect(dockerBuild({ ...facts, ...over })).toEqual({ command, writesArchive });
});

test('a client of 23 or later without buildx has no builder', () => {
  expect(dockerBuild(facts)).toBeUndefined();
});

test('the digest of an image is read from its archive, in both layouts that Docker writes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-archive-'));
  try {
    const id = 'c'.repeat(64);
    for (const config of [`${id}.json`, `blobs/sha256/${id}`]) {
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify([{ Config: config, RepoTags: ['a:1'] }]));
      const archive = join(folder, 'image.tar');
      await sh('tar', ['-cf', archive, '-C', folder, 'manifest.json']);
      expect(await readArchive(archive)).toEqual({ id, bytes: 10240 });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('`down` knows the images of `up` from others', () => {
  expect(ownImage('tts-operator:0123456789ab')).toBe(true);
  expect(ownImage('docker.io/library/tts-runtime:dev')).toBe(true);
  expect(ownImage('registry.example/tts-operator:0.1.0')).toBe(false);
  expect(ownImage('tts-operator:0.1.0')).toBe(false);
});

test('other base images make other images, so the tag changes with them', async () => {
  const bases = (...names: Parameters<typeof basesOf>) =>
    dockerBuilder({ command: ['build'], writesArchive: false }, basesOf(...names)).bases('amd64');
  const made = [bases(undefined, undefined), bases('base', undefined), bases('base', 'build')];
  expect(new Set(await Promise.all(made)).size).toBe(3);
});
