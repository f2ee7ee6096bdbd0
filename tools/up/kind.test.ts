import { expect, test } from 'vitest';
import { defaultConfig, kindStep } from './kind.ts';
import { imagesOf, lacks, library } from './node-content.ts';

test('a kubelet is told to accept cgroup v1 where Docker has it, and only there', () => {
  const config = defaultConfig('1') as { kubeadmConfigPatches: string[] };
  expect(config.kubeadmConfigPatches.map((patch) => JSON.parse(patch) as object)).toEqual([
    { kind: 'KubeletConfiguration', apiVersion: 'kubelet.config.k8s.io/v1beta1', failCgroupV1: false },
  ]);
  expect(defaultConfig('2')).not.toHaveProperty('kubeadmConfigPatches');
});

test('reads the steps that kind tells', () => {
  expect(kindStep(' • Ensuring node image (kindest/node:v1.36.1) 🖼  ...')).toBe(
    'Ensuring node image (kindest/node:v1.36.1)',
  );
  expect(kindStep(' • Starting control-plane 🕹️  ...')).toBe('Starting control-plane');
  expect(kindStep(' ✓ Starting control-plane 🕹️')).toBeUndefined();
  expect(kindStep('Set kubectl context to "kind-tts-operator"')).toBeUndefined();
});

test('an image is loaded only where its name is missing or means another image', () => {
  const [old, fresh] = ['a'.repeat(64), 'b'.repeat(64)];
  const held = imagesOf(
    JSON.stringify({
      images: [
        { id: `sha256:${old}`, repoTags: ['docker.io/library/tts-operator:0123456789ab'] },
        { id: `sha256:${fresh}`, repoTags: null },
      ],
    }),
  );
  const reference = library('tts-operator:0123456789ab');
  expect(lacks(held, reference, old)).toBe(false);
  expect(lacks(held, reference, `sha256:${old}`)).toBe(false);
  expect(lacks(held, reference, fresh)).toBe(true);
  expect(lacks(held, library('tts-runtime:0123456789ab'))).toBe(true);
  expect(lacks(imagesOf('{}'), reference)).toBe(true);
});
