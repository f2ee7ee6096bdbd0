import { readFileSync, readdirSync } from 'node:fs';
import { dump, load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../operator/controller/object.ts';
import { ANNOTATION } from '../operator/objects/metadata.ts';
import { plan } from '../operator/decide/plan.ts';
import { config, nothing, service } from '../operator/testing/services.ts';

const cases = readdirSync(new URL('golden', import.meta.url));

/** The objects before the model is verified, and after: one YAML stream each. */
describe.each(cases)('%s', (name) => {
  const input = load(readFileSync(new URL(`golden/${name}/input.yaml`, import.meta.url), 'utf8')) as KubeObject;
  const subject = service({ ...input, metadata: { ...input.metadata, uid: 'uid-1' } });
  const first = plan(subject, nothing(), config);

  test('before the model is verified', async () => {
    expect(first.apply.map(({ kind }) => kind)).not.toContain(
      subject.spec.storage.mode === 'PerPod' ? 'Job' : 'Deployment',
    );
    await expect(yaml(first.apply)).toMatchFileSnapshot(`golden/${name}/before.yaml`);
  });

  test('once it is verified', async () => {
    const claim = first.apply.find(({ kind }) => kind === 'PersistentVolumeClaim') ?? {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'models' },
    };
    const manifest = first.apply.find(({ kind }) => kind === 'ConfigMap');
    const verified = {
      [ANNOTATION.verifiedClaim]: 'claim-uid',
      [ANNOTATION.verifiedTime]: '2026-01-02T00:00:00Z',
      [ANNOTATION.verifiedFiles]: '60/60',
    };
    const observed = nothing({
      claim: { ...claim, metadata: { ...claim.metadata, uid: 'claim-uid' } },
      manifest: manifest && { ...manifest, metadata: { ...manifest.metadata, annotations: verified } },
    });
    const after = plan(subject, observed, config).apply.filter(
      ({ kind }) => kind !== 'PersistentVolumeClaim' && kind !== 'ConfigMap',
    );
    expect(after.map(({ kind }) => kind)).toContain('Deployment');
    await expect(yaml(after)).toMatchFileSnapshot(`golden/${name}/after.yaml`);
  });
});

/** The manifest itself is the model store's; here its size is enough. */
function yaml(objects: KubeObject[]): string {
  const shown = objects.map((object) => {
    if (object.kind !== 'ConfigMap') return object;
    const data = Object.entries(object.data as Record<string, string>).map(([key, text]) => [
      key,
      `${text.length} characters`,
    ]);
    return { ...object, data: Object.fromEntries(data) as Record<string, string> };
  });
  return shown.map((object) => dump(object, { noRefs: true, lineWidth: 140 })).join('---\n');
}

test('the pod of config/samples that looks at the volume names its claim', () => {
  const sample = readFileSync(new URL('../config/samples/pvc-uploader.yaml', import.meta.url), 'utf8');
  const claims = load(
    readFileSync(new URL('golden/pattern-tts/before.yaml', import.meta.url), 'utf8').split('---\n')[0] ?? '',
  ) as KubeObject;
  expect(claims.kind).toBe('PersistentVolumeClaim');
  expect(sample).toContain(`claimName: ${claims.metadata.name}\n`);
});
