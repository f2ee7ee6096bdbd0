import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import type { Builder } from './builder.ts';

const cache = vi.hoisted(() => ({ root: '', told: [] as string[] }));
cache.root = mkdtempSync(join(tmpdir(), 'tts-build-'));
afterAll(() => rmSync(cache.root, { recursive: true }));

vi.mock(import('../cluster/paths.ts'), async (original) => ({ ...(await original()), cacheRoot: cache.root }));
vi.mock(import('./gpu-context.ts'), async () => ({ gpuContextKey: 'key', gpuContext: async () => '/context' }));
vi.mock(import('./find-builder.ts'), async () => ({
  findBuilder: async (): Promise<Builder> => ({
    name: 'buildah',
    tidy: async () => void cache.told.push('tidy'),
    bases: async () => 'bases',
    build: async ({ dockerfile }) => (cache.told.push(`build ${dockerfile}`), { bytes: 1, id: 'a'.repeat(64) }),
    load: async (reference) => (cache.told.push('load'), reference),
  }),
}));

it('an image that another one is built on is loaded after old ones are cleared away, not before', async () => {
  const { buildImages } = await import('./build.ts');
  await buildImages(() => undefined, ['tts-runtime-gpu'], { architectures: ['amd64'] });
  expect(cache.told).toEqual(['tidy', 'build Dockerfile.runtime', 'tidy', 'load', 'build Dockerfile.runtime-gpu']);
});
