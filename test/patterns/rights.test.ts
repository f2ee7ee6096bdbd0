import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { eventually } from '../support/kubectl.ts';
import { applyKedaCrds, placeInterceptor, playKeda } from '../support/played-keda.ts';
import { startOperator } from '../support/operator-process.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => world.tidy());
afterAll(() => world?.end());

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}
interface AuditEvent {
  stage: string;
  verb: string;
  user: { username: string };
  objectRef?: { resource: string; subresource?: string; apiGroup?: string; namespace?: string; name?: string };
  responseStatus?: { code: number };
}

const USER = 'system:serviceaccount:tts-system:tts-operator';
/**
 * Asked for by admission, not by a request of their own: blockOwnerDeletion, and creating by apply. A Job is read where its first write is
 * refused, as everything is: here all have ended by the time their labels are taken off.
 */
const IMPLIED = /ttsservices\/finalizers update|^(?!.* leases ).* create$|^batch jobs get$/;

const granted = (): Set<string> =>
  new Set(
    ['role.yaml', 'leader-election.yaml']
      .flatMap((file) => loadAll(readFileSync(`config/rbac/${file}`, 'utf8')) as { rules?: Rule[] }[])
      .flatMap(({ rules = [] }) => rules)
      .flatMap(({ apiGroups, resources, verbs }) =>
        apiGroups.flatMap((group) =>
          resources.flatMap((resource) => verbs.map((verb) => `${group} ${resource} ${verb}`)),
        ),
      ),
  );

const GROUPS = ['system:serviceaccounts', 'system:serviceaccounts:tts-system', 'system:authenticated'];

/** What the operator asked for so far, as `group resource verb`; throws when something was forbidden. */
function asked(from = 0): Set<string> {
  const used = new Set<string>();
  for (const line of readFileSync(world.plane.auditLog, 'utf8').trim().split('\n').slice(from)) {
    const { stage, verb, user, objectRef, responseStatus } = JSON.parse(line) as AuditEvent;
    if (stage !== 'ResponseComplete' || user.username !== USER || !objectRef) continue;
    const what = `${objectRef.apiGroup ?? ''} ${objectRef.resource}${objectRef.subresource ? `/${objectRef.subresource}` : ''} ${verb}`;
    expect(responseStatus?.code, `${what} ${objectRef.name ?? ''}`).not.toBe(403);
    used.add(what);
  }
  return used;
}

/** Takes our label off, and waits until it is back: what the caches do not hold is read before it is written over. */
async function unlabel(kinds: string, namespace: string): Promise<void> {
  const { k } = world;
  const label = 'app.kubernetes.io/managed-by';
  const ours = ['-n', namespace, '-l', `${label}=tts-operator`];
  const count = async (): Promise<number> => (await k.ok(['get', kinds, ...ours, '-o', 'name'])).split('\n').length;
  const before = await count();
  await k.ok(['label', kinds, ...ours, `${label}-`]);
  await eventually(`${kinds} have our label`, async () => (await count()) === before);
}

test('T19 a namespaced install needs no right outside of its namespace', async () => {
  const { k, plane } = world;
  const rendered = loadAll(await k.ok(['kustomize', 'config/overlays/namespaced'])) as KubeObject[];
  expect(rendered.filter(({ kind }) => kind.startsWith('Cluster'))).toEqual([]);
  const rights = rendered.filter(({ kind }) => ['Namespace', 'ServiceAccount', 'Role', 'RoleBinding'].includes(kind));
  await k.ok(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: rights }));
  const other = await world.namespace();
  const operator = await startOperator(await plane.kubeconfigFor(USER, GROUPS), {
    LEADER_ELECT: 'true',
    WATCH_NAMESPACES: 'tts-system',
  });
  await operator.leading;
  await world.apply(other, 'hello', {});
  await world.apply('tts-system', 'hello', { scaling: { minReplicas: 1, maxReplicas: 2 } });
  await world.settled('tts-system', 'hello');
  expect((await world.items('pvc', other)).length).toBe(0);
  await k.ok(['delete', 'tts', 'hello', '-n', 'tts-system']);
  await operator.stop();
  expect(asked().size).toBeGreaterThan(15);
});

test('T19 the operator’s role is what it uses: no verb is missing, none is to spare', async () => {
  const { k, plane } = world;
  await k.ok(['apply', '-f', 'config/manager/namespace.yaml']);
  await k.ok(['apply', '-k', 'config/rbac']);
  const namespace = await world.namespace();
  await applyKedaCrds(k);
  await placeInterceptor(k, '10.9.9.1');
  const keda = playKeda(k);
  const operator = await startOperator(await plane.kubeconfigFor(USER, GROUPS), {
    LEADER_ELECT: 'true',
    POD_NAME: 'a',
  });
  await operator.leading;
  await k.ok(['create', 'secret', 'generic', 'keys', '-n', namespace, '--from-literal=a=b']);
  const lexicon = {
    apiVersion: 'tts.pattern-agentic.io/v1alpha1',
    kind: 'TTSLexicon',
    metadata: { name: 'words', namespace },
    spec: { language: 'en', entries: [{ word: 'nginx', say: 'engine x' }] },
  };
  await k.ok(['apply', '-f', '-'], JSON.stringify(lexicon));
  await world.apply(namespace, 'hello', {
    model: { secretRef: { name: 'keys' } },
    scaling: { minReplicas: 1, maxReplicas: 2 },
    server: { apiKeysSecretRef: { name: 'keys' }, lexicons: ['words'] },
  });
  await world.settled(namespace, 'hello');
  await eventually('the pods get their lexicons', async () =>
    (await world.items('pods', namespace)).some(
      ({ metadata }) => metadata.annotations?.['tts.pattern-agentic.io/lexicons'],
    ),
  );
  await unlabel('deployments,services,configmaps,pvc,hpa,pdb,networkpolicies', namespace);
  // Another model, so that the former volume, its Job and its ConfigMap are removed; no autoscaler, no policy.
  await world.apply(namespace, 'hello', {
    model: { voices: ['af_sky'] },
    scaling: { replicas: 2 },
    networkPolicy: { enabled: false },
  });
  await world.settled(namespace, 'hello');
  await eventually('the former volume goes', async () => (await world.items('pvc', namespace)).length === 1);
  await world.apply(namespace, 'claimed', {
    storage: { mode: 'ExistingClaim', claimName: (await world.items('pvc', namespace))[0]?.metadata.name ?? '' },
  });
  await eventually(
    'a check of the claim',
    async () => (await world.condition(namespace, 'claimed', 'ModelReady'))?.status === 'True',
    60_000,
  );
  // The same Event a second time, which is counted on the first.
  for (const [replicas, reason] of [
    [0, 'ScaledToZero'],
    [1, 'Serving'],
    [0, 'ScaledToZero'],
  ] as const) {
    await world.apply(namespace, 'hello', { model: { voices: ['af_sky'] }, scaling: { replicas } });
    await eventually(reason, async () => (await world.condition(namespace, 'hello', 'Available'))?.reason === reason);
  }
  // A service that may sleep, and then one that may not, so that all of it is removed.
  const sleeps = { model: { voices: ['af_sky'] }, scaling: { minReplicas: 0, maxReplicas: 2 } };
  await world.apply(namespace, 'hello', sleeps);
  const scaled = async (): Promise<number> => (await world.items('scaledobjects', namespace)).length;
  await eventually('a ScaledObject', async () => (await scaled()) === 1, 90_000);
  await unlabel('scaledobjects,interceptorroutes,endpointslices', namespace);
  await placeInterceptor(k, '10.9.9.2');
  await k.ok([
    'annotate',
    'scaledobjects',
    '--all',
    '-n',
    namespace,
    'tts.pattern-agentic.io/applied=other',
    '--overwrite',
  ]);
  await k.ok([
    'annotate',
    'interceptorroutes',
    '--all',
    '-n',
    namespace,
    'tts.pattern-agentic.io/applied=other',
    '--overwrite',
  ]);
  await world.apply(namespace, 'hello', { model: { voices: ['af_sky'] }, scaling: { replicas: 1 } });
  const released = async (): Promise<boolean> =>
    (await world.items('interceptorroutes', namespace)).every(
      ({ metadata }) => metadata.annotations?.['tts.pattern-agentic.io/released'],
    );
  await eventually('clients are not led to the interceptor', released);
  // As if their connections had had the hour that they may be kept, and more.
  const before = `tts.pattern-agentic.io/released=${new Date(Date.now() - 7_200_000).toISOString()}`;
  await k.ok(['annotate', 'interceptorroutes', '--all', '-n', namespace, before, '--overwrite']);
  await eventually(
    'nothing of KEDA’s is left',
    async () => (await world.items('interceptorroutes', namespace)).length === 0,
  );
  await k.ok(['delete', 'tts', '--all', '-n', namespace]);
  await operator.stop();
  await keda.stop();

  const used = asked();
  const rights = granted();
  expect(used.size).toBeGreaterThan(20);
  expect([...used].filter((what) => !rights.has(what)).sort(), 'used without being granted').toEqual([]);
  expect([...used].filter((what) => what.includes('secrets'))).toEqual([' secrets get']);
  expect([...rights].filter((what) => !used.has(what) && !IMPLIED.test(what)).sort(), 'granted and never used').toEqual(
    [],
  );
}, 240_000);
