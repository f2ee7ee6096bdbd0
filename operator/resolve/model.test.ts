import { describe, expect, test } from 'vitest';
import type { Spec } from '../api/ttsservice.ts';
import { config, service } from '../testing/services.ts';
import { infeasible } from './feasible.ts';
import { noSource, wantedModel } from './model.ts';
import type { Pins } from './model.ts';
import { pinsOf, withPinned } from './pins.ts';

const nothing: Pins = new Map();
const spec = (model: object): Spec['model'] => service({ spec: { model } }).spec.model;
const want = (model: object, pins = nothing, over: Partial<typeof config> = {}) =>
  wantedModel(spec(model), { ...config, ...over }, pins);
const openOf = (model: object) => {
  const wanted = want(model);
  if (!('open' in wanted)) throw new Error('nothing is open');
  return wanted.open;
};

describe('digests that are not known', () => {
  test('are asked for, and what was told makes the model', () => {
    const { id, draft } = openOf({ precision: 'fp16' });
    expect(draft.files.map(({ path }) => path)).toEqual(['model.onnx']);
    const told = [{ path: 'model.onnx', size: 1000, sha256: 'a'.repeat(64) }];
    const wanted = want({ precision: 'fp16' }, new Map([[id, told]]));
    expect('model' in wanted && wanted.model.manifest.files.find(({ path }) => path === 'model.onnx')).toMatchObject({
      size: 1000,
      sha256: 'a'.repeat(64),
    });
  });

  test('are the same at another mirror and with other voices, others of another revision', () => {
    const { id } = openOf({ precision: 'fp16' });
    const mirror = { sources: [{ huggingFace: { endpoint: 'https://hub.example' } }] };
    expect(openOf({ precision: 'fp16', ...mirror }).id).toBe(id);
    expect(openOf({ precision: 'fp16', voices: ['af_sky'] }).id).toBe(id);
    const revision = { sources: [{ huggingFace: { revision: 'v2' } }] };
    expect(openOf({ precision: 'fp16', ...revision }).id).not.toBe(id);
    expect(openOf({ precision: 'q4' }).id).not.toBe(id);
  });

  test('of a user’s own files may be left out', () => {
    const files = [{ path: 'model.onnx', url: 'hf://o/n@main/model.onnx' }];
    expect(openOf({ name: 'own', files }).sources).toEqual({
      'model.onnx': [{ type: 'huggingface', repo: 'o/n', revision: 'main', path: 'model.onnx' }],
    });
  });

  test('once pinned are kept: an unreadable pin counts as none, another answer for the same is dropped', () => {
    const pinned = { id: 'x', time: '2026-01-01T00:00:00Z', files: [{ path: 'a', size: 1, sha256: 'b'.repeat(64) }] };
    expect(pinsOf({ model: { pinned: [pinned] } }).get('x')).toEqual(pinned.files);
    expect(pinsOf({ model: { pinned: [{ ...pinned, files: [{ path: 'a', size: 1, sha256: 'B' }] }] } }).size).toBe(0);
    expect(withPinned([pinned], { ...pinned, files: [] })).toEqual([pinned]);
    const many = Array.from({ length: 9 }, (_, i) => ({ ...pinned, id: String(i) }));
    expect(withPinned(many.slice(1), many[0])?.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  });
});

describe('addresses', () => {
  const hosts = { modelHosts: ['*.allowed.example'] };
  test.each<[what: string, model: object, message: RegExp]>([
    ['a file', { files: [{ path: 'a', url: 'https://b.example/a' }] }, /files\[0\]\.url: .*b\.example is not allowed/],
    ['a mirror', { sources: [{ https: { baseURL: 'https://b.example' } }] }, /sources\[0\]: .*is not allowed/],
    ['a registry', { sources: [{ pypi: { index: 'https://b.example' } }] }, /sources\[0\]: .*is not allowed/],
    ['a bucket', { sources: [{ s3: { bucket: 'models' } }] }, /amazonaws\.com is not allowed/],
    ['an OCI registry', { sources: [{ oci: { reference: 'b.example/a:1' } }] }, /b\.example is not allowed/],
    ['a reference that is none', { sources: [{ oci: { reference: 'no reference' } }] }, /is not a reference/],
    ['a proxy', { proxy: { httpProxy: 'http://b.example:1' } }, /proxy\.httpProxy/],
    ['a URL that is none', { sources: [{ https: { baseURL: 'https://[' } }] }, /is not a valid URL/],
  ])('%s that is not allowed is told with its field', (_, model, message) => {
    const told = want(model, nothing, hosts);
    expect('reason' in told && told.reason).toBe('Forbidden');
    expect('reason' in told && told.message).toMatch(message);
  });

  test('that are allowed pass, of a scheme that is', () => {
    const own = { files: [{ path: 'a', url: 'http://127.0.0.1:1/a', sha256: 'a'.repeat(64), size: 1 }] };
    const told = want(own);
    expect('reason' in told && told.message).toContain('scheme http');
    expect(want(own, nothing, { modelSchemes: ['http'], modelHosts: ['127.0.0.1'] })).toHaveProperty('model');
  });

  test('a file that no allowed source has is named', () => {
    const wanted = want({}, nothing, { npmRegistry: undefined, pypiIndex: undefined, ...hosts });
    if (!('open' in wanted)) throw new Error('nothing is open');
    const nowhere = { ...config, npmRegistry: undefined, pypiIndex: undefined, ...hosts };
    expect(noSource(wanted.open.sources, wanted.open.draft.files, spec({}), nowhere)).toMatch(
      /model\.onnx has no allowed source/,
    );
  });
});

test('a manifest that contradicts itself is told, not thrown', () => {
  const file = { path: 'a', url: 'https://a.example/a', sha256: 'a'.repeat(64), size: 1 };
  const told = want({ files: [file, file] });
  expect('reason' in told && told.reason).toBe('BadManifest');
  expect('reason' in told && told.message).toContain('twice');
});

test('a volume that cannot hold the model is told before it is made', () => {
  const wanted = want({});
  if (!('model' in wanted)) throw new Error('no model');
  const small = service({ spec: { storage: { size: '100Mi' } } });
  expect(infeasible(small, wanted, undefined)).toMatchObject({ reason: 'VolumeTooSmall' });
  expect(infeasible(service({}), wanted, undefined)).toBeUndefined();
  const claimed = service({ spec: { storage: { mode: 'ExistingClaim', claimName: 'a', size: '1Mi' } } });
  expect(infeasible(claimed, wanted, undefined)).toBeUndefined();
});
