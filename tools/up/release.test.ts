import { expect, test } from 'vitest';
import { imageFields } from './install.ts';
import { releaseOf } from './release.ts';

test('a release needs a registry and somebody to believe', () => {
  const wanted = { release: '0.1.0', registry: 'ghcr.io/team/tts', key: 'cosign.pub' };
  expect(releaseOf({})).toBeUndefined();
  expect(releaseOf(wanted)).toEqual({ version: '0.1.0', registry: 'ghcr.io/team/tts', trust: { key: 'cosign.pub' } });
  expect(releaseOf({ ...wanted, key: undefined, identity: '^x$', issuer: 'https://i.example' })?.trust).toEqual({
    identity: '^x$',
    issuer: 'https://i.example',
  });
});

test.each([
  [{ registry: 'ghcr.io/team/tts' }, 'give --release VERSION too'],
  [{ release: '0.1.0', key: 'k' }, '--release needs --registry'],
  [{ release: '0.1.0', registry: 'ghcr.io/team/tts' }, 'whose signature is believed?'],
  [{ release: '0.1.0', registry: 'ghcr.io/team/tts', key: 'k', issuer: 'i' }, 'whose signature is believed?'],
  [{ release: '0.1.0', registry: 'ghcr.io/team/tts', identity: 'i' }, 'whose signature is believed?'],
  [{ release: '0.1.0', registry: 'https://x/y', key: 'k' }, 'write HOST/NAME'],
  [{ release: '0.1.0', registry: 'ghcr.io/team/tts', key: 'k', 'runtime-image': 'x' }, 'has its own images'],
])('refuses %j', (options, reason) => {
  expect(() => releaseOf(options)).toThrow(reason);
});

test('the sample names an image by tag, by digest or by both', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(imageFields('localhost:5000/tts-runtime:dev')).toEqual({
    repository: 'localhost:5000/tts-runtime',
    tag: 'dev',
  });
  expect(imageFields(`localhost:5000/tts-runtime@${digest}`)).toEqual({
    repository: 'localhost:5000/tts-runtime',
    digest,
  });
  expect(imageFields(`x/tts-runtime:1@${digest}`)).toEqual({ repository: 'x/tts-runtime', tag: '1', digest });
});
