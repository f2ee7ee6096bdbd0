import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { repoRoot } from '../cluster/paths.ts';
import { bundleFiles, bundleImage } from './olm.ts';

const images = {
  operator: 'r.example/tts-operator@sha256:1',
  RUNTIME_IMAGE: 'r.example/tts-runtime@sha256:2',
  RUNTIME_GPU_IMAGE: 'r.example/tts-runtime-gpu:1.0.0',
};
const files = bundleFiles(readFileSync(join(repoRoot, 'config/install.yaml'), 'utf8'), images, {
  version: '1.0.0',
  repository: 'https://git.example/tts',
});

interface ServiceVersion {
  spec: {
    install: {
      spec: {
        permissions: { rules: { resources: string[] }[] }[];
        deployments: { spec: { template: { spec: { containers: { image: string; env: { name: string }[] }[] } } } }[];
      };
    };
    customresourcedefinitions: { owned: { kind: string; name: string }[] };
  };
}
const csv = load(files.get('manifests/tts-operator.clusterserviceversion.yaml') ?? '') as ServiceVersion;

test('the operator watches the namespaces that OLM chooses, and names the images of the release', () => {
  const [container] = csv.spec.install.spec.deployments[0]?.spec.template.spec.containers ?? [];
  expect(container?.image).toBe(images.operator);
  expect(container?.env.slice(2)).toEqual([
    { name: 'OPERATOR_IMAGE', value: images.operator },
    { name: 'RUNTIME_IMAGE', value: images.RUNTIME_IMAGE },
    { name: 'RUNTIME_GPU_IMAGE', value: images.RUNTIME_GPU_IMAGE },
    {
      name: 'WATCH_NAMESPACES',
      valueFrom: { fieldRef: { fieldPath: "metadata.annotations['olm.targetNamespaces']" } },
    },
  ]);
  expect([...files.values()].join('')).not.toContain(':dev');
});

test('it has the rights of config/rbac, the lease included, and each CRD that it owns is in the bundle', () => {
  const resources = csv.spec.install.spec.permissions.flatMap(({ rules }) => rules.flatMap((rule) => rule.resources));
  expect(resources).toEqual(expect.arrayContaining(['ttsservices', 'ttslexicons/status', 'deployments', 'leases']));
  const owned = csv.spec.customresourcedefinitions.owned.map(({ name }) => name);
  const crds = [...files.keys()].filter((path) => path.includes('customresourcedefinition'));
  expect(crds.map((path) => path.slice('manifests/'.length).replace('.customresourcedefinition.yaml', ''))).toEqual(
    owned.toSorted(),
  );
});

test('the image carries the labels of the metadata, and is the same twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-bundle-'));
  try {
    const [first, second] = [await bundleImage(join(folder, '1'), files), await bundleImage(join(folder, '2'), files)];
    expect(second).toEqual(first);
    const blob = (digest: string): unknown =>
      JSON.parse(readFileSync(join(folder, '1/blobs/sha256', digest.slice('sha256:'.length)), 'utf8'));
    const { config } = blob(first.digest) as { config: { digest: string } };
    const { annotations } = load(files.get('metadata/annotations.yaml') ?? '') as { annotations: object };
    expect(blob(config.digest)).toMatchObject({ config: { Labels: annotations } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
