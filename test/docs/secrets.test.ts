import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';

interface AuditEvent {
  verb: string;
  user: { username: string };
  objectRef?: { resource: string; namespace?: string; name?: string };
  requestURI: string;
  responseStatus?: { code: number };
}

const USER = 'system:serviceaccount:tts-system:tts-operator';

let plane: ControlPlane;
let k: Kubectl;
let kubelet: { stop(): Promise<void> } | undefined;

beforeAll(async () => {
  plane = await startControlPlane({ controllerManager: true, scheduler: true });
  k = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  await k.ok(['apply', '-f', 'config/manager/namespace.yaml']);
  await k.ok(['apply', '-k', 'config/rbac']);
});
afterAll(async () => {
  await kubelet?.stop();
  await plane?.stop();
});

const reads = (): AuditEvent[] =>
  readFileSync(plane.auditLog, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter(({ user, objectRef }) => user.username === USER && objectRef?.resource === 'secrets');

test('of all Secrets, the operator asks only for those that a TTSService names for its downloads, each by name', async () => {
  for (const name of ['mirror-login', 'speech-keys', 'pull-secret', 'of-nobody'])
    await k.ok(['create', 'secret', 'generic', name, '--from-literal=token=not-to-be-read']);
  await k.ok(['create', 'secret', 'generic', 'mirror-login', '-n', 'kube-system', '--from-literal=token=other']);
  const groups = ['system:serviceaccounts', 'system:serviceaccounts:tts-system', 'system:authenticated'];
  const operator = await startOperator(await plane.kubeconfigFor(USER, groups), {
    LEADER_ELECT: 'true',
    POD_NAME: 'a',
  });
  try {
    await operator.leading;
    // The download fails, so that the operator has a reason to look whether the Secret was corrected.
    const result = { type: 'result', phase: 'Failed', reason: 'Unauthorised', message: 'The mirror answers 401.' };
    kubelet = playKubelet(k, { download: () => ({ succeeded: false, result }) });
    await k.apply(
      JSON.stringify({
        apiVersion: 'tts.pattern-agentic.io/v1alpha1',
        kind: 'TTSService',
        metadata: { name: 'hello', namespace: 'default' },
        spec: {
          model: { secretRef: { name: 'mirror-login' } },
          server: { apiKeysSecretRef: { name: 'speech-keys' } },
          image: { pullSecrets: [{ name: 'pull-secret' }] },
        },
      }),
    );
    await k.apply(
      'apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: plain}\nspec: {model: {voices: [af_sky]}, storage: {mode: PerPod}}\n',
    );
    await k.ok(['wait', '--for=condition=Ready', 'tts/plain', '--timeout=150s']);
    await eventually('the failed download is judged', async () =>
      /Unauthorised/.test(await k.ok(['get', 'tts', 'hello', '-o', 'jsonpath={.status.conditions[*].reason}'])),
    );
  } finally {
    await operator.stop();
  }
  const asked = reads();
  expect(
    asked.map(({ verb }) => verb).filter((verb) => verb !== 'get'),
    'never listed, watched or written',
  ).toEqual([]);
  const named = asked.map(({ objectRef }) => `${objectRef?.namespace}/${objectRef?.name}`);
  expect([...new Set(named)].filter((name) => name !== 'default/mirror-login')).toEqual([]);
  expect(readFileSync(plane.auditLog, 'utf8')).toContain('"resource":"ttsservices"');
  expect(operator.lines.some((line) => JSON.stringify(line).includes('not-to-be-read'))).toBe(false);
}, 300_000);
