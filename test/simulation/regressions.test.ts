import { expect, test } from 'vitest';
import { KIND } from '../../operator/api/fields.ts';
import type { Status } from '../../operator/api/status.ts';
import { placeOf } from '../../operator/resolve/wanted.ts';
import { config, service } from '../../operator/testing/services.ts';
import type { Action } from './actions/action.ts';
import { perform } from './actions/perform.ts';
import { Invariants } from './invariants.ts';
import type { Weather } from './network.ts';
import { ownModel } from './specs.ts';
import { run } from './walk.ts';
import type { Setup } from './setup.ts';
import { World } from './world.ts';

const calm: Setup = {
  ...{ seed: 1, watch: [], defaultClass: 'fast', operators: 1, workers: 1 },
  ...{ relistSeconds: 86_400, resyncSeconds: 86_400, calm: true, sidecars: false },
  ...{ registries: true, prepared: false, pageSize: 500 },
};
const first = { model: ownModel('first', 'https://mirror-a.example') };
const second = { model: ownModel('second', 'https://mirror-b.example') };
const secretRef = { name: 'creds-a' };
const open = { model: ownModel('open', 'https://mirror-c.example') };
for (const file of open.model.files) for (const known of ['sha256', 'size']) delete file[known];
const SECOND = volumeOf(second);
const perPod = { ...first, storage: { mode: 'PerPod' } };
const sources = [{ huggingFace: { repository: 'own/speech', revision: 'a1b2c3' } }];
const named = { model: { ...first.model, sources }, storage: { mode: 'ExistingClaim', claimName: 'models-a' } };
const PER_POD = volumeOf(perPod);
const OPEN = volumeOf(open);
const FIRST = volumeOf(first);

/** The name of the volume of a spec. */
function volumeOf(spec: object): string {
  const place = placeOf(service({ spec }), config);
  if (!('volume' in place)) throw new Error(place.message);
  return place.volume.name;
}

const steps = (...actions: Omit<Action, 'after'>[]): Action[] =>
  actions.map((action) => ({ after: 120_000, ...action }));

test('a person creates an object of a name while the first write of it is on its way (seed 41006379)', async () => {
  const world = new World({ ...calm });
  const invariants = new Invariants(world);
  const late: Weather['request'] = (_, method, path) => {
    const first = method === 'PATCH' && path.includes('networkpolicies');
    return { kind: 'well', there: first ? 2_000 : 1, back: 1 };
  };
  world.weather.request = late as typeof world.weather.request;
  world.operators.start(0);
  perform(world, { after: 0, do: 'create', on: 'n1/a', with: { ...first, storage: { mode: 'PerPod' } } });
  while (!world.server.get('PodDisruptionBudget', 'n1', 'a')) await world.step();
  const soon = world.loop.now + 500;
  while (world.loop.next <= soon) await world.step();
  perform(world, { after: 0, do: 'foreign', on: 'NetworkPolicy/n1/a' });
  const end = world.loop.now + 60_000;
  while (world.loop.next <= end) await world.step();
  world.operators.end();
  expect(invariants.violations).toEqual([]);
  const { conditions } = world.server.get(KIND, 'n1', 'a')?.['status'] as Status;
  expect(conditions).toContainEqual(expect.objectContaining({ type: 'Progressing', reason: 'NameTaken' }));
});

/** Walks that broke a rule once, cut short. */
test.each<[name: string, setup: Partial<Setup>, actions: Action[]]>([
  [
    'services of two watched namespaces are both reconciled (C1)',
    { watch: ['n1', 'n2'] },
    steps({ do: 'create', on: 'n1/a', with: first }, { do: 'create', on: 'n2/a', with: second }),
  ],
  [
    'a claim that has lost its label is ours all the same (M14)',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: second },
      { do: 'create', on: 'n1/b', with: first },
      { do: 'unlabel', on: `PersistentVolumeClaim/n1/${SECOND}` },
    ),
  ],
  [
    'a claim that is deleted under its servers, and then its pods',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: second },
      { do: 'deleteChild', on: `PersistentVolumeClaim/n1/${SECOND}`, with: 'Foreground' },
      { do: 'suspend', on: 'n1/a' },
      { do: 'suspend', on: 'n1/a' },
    ),
  ],
  [
    'a volume that was never bound is left for another',
    { defaultClass: undefined },
    steps(
      { do: 'create', on: 'n2/a', with: second },
      { do: 'change', on: 'n2/a', with: { storage: { className: 'fast' } } },
    ),
  ],
  [
    'a sharer goes over to a claim that is not there',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: first },
      { do: 'create', on: 'n1/b', with: first },
      { do: 'change', on: 'n1/b', with: { storage: { mode: 'ExistingClaim', claimName: 'models-b' } } },
    ),
  ],
  [
    'damage that the pods of the younger sharer see is repaired once (C2)',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: first },
      { do: 'create', on: 'n1/b', with: first },
      { do: 'volume', on: `n1/${FIRST}`, with: { how: 'damage', pods: 2 } },
    ),
  ],
  [
    'a claim of ours is named as the user’s own (C4)',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: first },
      { do: 'change', on: 'n1/a', with: { ...first, storage: { mode: 'ExistingClaim', claimName: FIRST } } },
    ),
  ],
  [
    'a server that starts again in place on files that were wiped',
    {},
    [
      { after: 0, do: 'create', on: 'n1/a', with: first },
      { after: 60_000, do: 'volume', on: `n1/${FIRST}`, with: { how: 'wipe', pods: 0 } },
      { after: 5_000, do: 'container', on: 'n1/a', with: 'OOMKilled' },
    ],
  ],
  [
    'a former volume whose pod was evicted',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: first },
      { do: 'evict', on: 'n1/a' },
      { do: 'change', on: 'n1/a', with: second },
    ),
  ],
  [
    'a Deployment loses its label while its claim is being deleted',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: first },
      { do: 'deleteChild', on: `PersistentVolumeClaim/n1/${FIRST}`, with: 'Background' },
      { do: 'unlabel', on: 'Deployment/n1/a' },
    ),
  ],
  [
    'the files of a former volume lose their label before they go',
    {},
    [
      ...steps({ do: 'create', on: 'n1/a', with: first }, { do: 'change', on: 'n1/a', with: second }),
      { after: 5_000, do: 'unlabel', on: `ConfigMap/n1/${FIRST}-files` },
    ],
  ],
  [
    'a setting of the operator’s is given back to it',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: { ...first, server: { env: [{ name: 'TTS_PORT', value: '0' }] } } },
      { do: 'change', on: 'n1/a', with: first },
    ),
  ],
  [
    'a suspended service whose names are taken, before and after its model is there',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: first },
      { do: 'foreign', on: 'NetworkPolicy/n1/c' },
      { do: 'create', on: 'n1/c', with: { ...first, suspend: true } },
      { do: 'suspend', on: 'n1/a' },
    ),
  ],
  [
    'a service is deleted without its children, and another leaves their volume',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: first },
      { do: 'create', on: 'n1/b', with: first },
      { do: 'delete', on: 'n1/a', with: 'Orphan' },
      { do: 'change', on: 'n1/b', with: second },
    ),
  ],
  [
    'a person’s Deployment of the same name is scaled up',
    {},
    steps(
      { do: 'foreign', on: 'Deployment/n1/a' },
      { do: 'create', on: 'n1/a', with: first },
      { do: 'scale', on: 'n1/a', with: { replicas: 3, deployment: true } },
    ),
  ],
  [
    'the files of a volume are deleted while one who wants another still serves from it (C4)',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: perPod },
      { do: 'create', on: 'n1/b', with: perPod },
      { do: 'change', on: 'n1/b', with: { ...second, storage: { className: 'missing' } } },
      { do: 'deleteChild', on: `ConfigMap/n1/${PER_POD}-files`, with: 'Background' },
      { do: 'delete', on: 'n1/a', with: 'Background' },
    ),
  ],
  [
    'the files that tell what digests to ask for are edited',
    {},
    [
      { after: 0, do: 'create', on: 'n1/a', with: open },
      { after: 10, do: 'editChild', on: `ConfigMap/n1/${OPEN}-files`, with: { data: { 'manifest.json': '{}' } } },
    ],
  ],
  [
    'a person scales to zero while a pod is starting',
    {},
    [
      { after: 0, do: 'create', on: 'n1/a', with: { ...first, scaling: { minReplicas: 2, maxReplicas: 3 } } },
      { after: 26_000, do: 'scale', on: 'n1/a', with: { replicas: 0, deployment: true } },
    ],
  ],
  [
    'a Secret comes for a pod of a former spec',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: { model: { ...first.model, secretRef }, storage: { mode: 'PerPod' } } },
      { do: 'change', on: 'n1/a', with: { model: { ...second.model, secretRef } } },
      { do: 'secret', on: 'n1/creds-a', with: 'put' },
    ),
  ],
  [
    'an autoscaler that a service deleted without its children left does not act on the next of its name',
    {},
    steps(
      {
        do: 'create',
        on: 'n1/a',
        with: { ...first, scaling: { minReplicas: 1, maxReplicas: 2, targetQueueDepth: 5 } },
      },
      { do: 'delete', on: 'n1/a', with: 'Orphan' },
      { do: 'create', on: 'n1/a', with: first },
    ),
  ],
  [
    'no pod is wanted, and one a moment later',
    { calm: false, seed: 2 },
    [
      { after: 0, do: 'create', on: 'n1/a', with: { ...first, storage: { mode: 'Image', image: 'models/first' } } },
      { after: 240_000, do: 'change', on: 'n1/a', with: { ...first, scaling: { replicas: 0 } } },
      { after: 114, do: 'change', on: 'n1/a', with: first },
    ],
  ],
  [
    'what a deleted service leaves to a person is not taken again before the news of its end',
    { calm: false, seed: 2 },
    steps({ do: 'create', on: 'n1/a', with: first }, { do: 'delete', on: 'n1/a', with: 'Orphan' }),
  ],
  [
    'damage that is found again and again while its repair cannot be scheduled',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: first },
      { do: 'change', on: 'n1/a', with: { ...first, suspend: true, pod: { nodeSelector: { zone: 'b' } } } },
      { do: 'volume', on: `n1/${FIRST}`, with: { how: 'wipe', pods: 0 } },
      { do: 'create', on: 'n1/d', with: first },
    ),
  ],
  [
    'a service that was made again is told to run where the volume of its download is not',
    { defaultClass: 'local' },
    [
      { after: 0, do: 'create', on: 'n2/a', with: second },
      { after: 300, do: 'recreate', on: 'n2/a' },
      { after: 3_000, do: 'change', on: 'n2/a', with: { ...second, pod: { nodeSelector: { zone: 'b' } } } },
    ],
  ],
  [
    'a walk is not at rest while a pod whose back-off is over starts',
    { seed: 2 },
    [
      { after: 0, do: 'source', on: 'mirror-a.example', with: 'Unauthorised' },
      { after: 0, do: 'create', on: 'n1/a', with: perPod },
      { after: 0, do: 'pause', with: 1_000_000 },
    ],
  ],
  [
    'lexicons that change, break, are mended and go, under servers that run, with no resync to help',
    {},
    steps(
      { do: 'lexicon', on: 'n1/words-a', with: 'valid' },
      { do: 'create', on: 'n1/a', with: { ...first, server: { lexicons: ['words-a', 'words-b'] } } },
      { do: 'lexicon', on: 'n1/words-b', with: 'invalid' },
      { do: 'lexicon', on: 'n1/words-a', with: 'valid' },
      { do: 'lexicon', on: 'n1/words-a', with: 'invalid' },
      { do: 'lexicon', on: 'n1/words-b', with: 'valid' },
      { do: 'lexicon', on: 'n1/words-a', with: 'valid' },
    ),
  ],
  [
    'the lexicons of a service come back after somebody has edited and deleted their ConfigMap',
    {},
    steps(
      { do: 'lexicon', on: 'n1/words-a', with: 'valid' },
      { do: 'create', on: 'n1/a', with: { ...first, server: { lexicons: ['words-a'] } } },
      { do: 'editChild', on: 'ConfigMap/n1/a-lexicons', with: { data: { 'words-a.json': '{}' } } },
      { do: 'deleteChild', on: 'ConfigMap/n1/a-lexicons', with: 'Background' },
      { do: 'lexicon', on: 'n1/words-a', with: 'remove' },
    ),
  ],
  [
    'a claim is replaced under the Deployment that a person kept of another service (seed 41000244)',
    {},
    steps(
      { do: 'create', on: 'n1/a', with: first },
      { do: 'create', on: 'n1/b', with: first },
      { do: 'delete', on: 'n1/b', with: 'Orphan' },
      { do: 'replaceClaim', on: `PersistentVolumeClaim/n1/${FIRST}` },
    ),
  ],
  [
    'a claim that the operator cannot know to be named by another goes with its service (seed 41000458)',
    {},
    [
      { after: 0, do: 'create', on: 'n1/a', with: first },
      { after: 120_000, do: 'silence', with: { index: 0 } },
      {
        after: 1_000,
        do: 'create',
        on: 'n1/b',
        with: { ...first, storage: { mode: 'ExistingClaim', claimName: FIRST } },
      },
      { after: 20_000, do: 'delete', on: 'n1/a', with: 'Background' },
    ],
  ],
  [
    'a manifest is emptied while a check waits for the files (seed 41004769)',
    { seed: 41004769, calm: false },
    steps(
      { do: 'claim', on: 'n1/models-a', with: 'second' },
      { do: 'create', on: 'n1/a', with: named },
      {
        do: 'editChild',
        on: `ConfigMap/n1/${volumeOf(named)}-files`,
        with: { data: { 'manifest.json': '{}' } },
      },
    ),
  ],
  [
    'a walk is not at rest while the operator has not yet watched anew after a silence (seed 1001586)',
    { seed: 1001586 },
    [
      { after: 413, do: 'create', on: 'n2/a', with: { model: { ...open.model, secretRef } } },
      { after: 120_000, do: 'silence', with: { index: 0 } },
      { after: 9_945, do: 'create', on: 'n2/b', with: {} },
    ],
  ],
  [
    'a quota that keeps pods away for hours is looked at once every ten seconds (seed 1011224)',
    {},
    [
      { after: 0, do: 'create', on: 'n2/b', with: first },
      { after: 120_000, do: 'quota', with: false },
      { after: 120_000, do: 'change', on: 'n2/b', with: { ...first, image: { repository: 'own/runtime', tag: 'v1' } } },
      { after: 0, do: 'pause', with: 14_000_000 },
    ],
  ],
  [
    'a service is deleted while the write that gives it what a person kept of another is on its way (seed 2001908)',
    { seed: 2001908, calm: false },
    [
      {
        after: 120_000,
        do: 'create',
        on: 'n1/a',
        with: { ...first, storage: { mode: 'Image', image: 'models/first' } },
      },
      { after: 120_000, do: 'recreate', on: 'n1/a', with: 'Orphan' },
      { after: 5_601, do: 'recreate', on: 'n1/a', with: 'Background' },
    ],
  ],
  [
    'an autoscaled service is scaled to zero while its first pod is about to serve (seed 2005059)',
    { seed: 2005059, calm: false },
    [
      { after: 120_000, do: 'create', on: 'n1/a', with: { scaling: { minReplicas: 1, maxReplicas: 2 } } },
      { after: 7_316, do: 'scale', on: 'n1/a', with: { replicas: 0, deployment: false } },
    ],
  ],
  [
    'a service names the claim of another, and its Job comes to another node than the pods of that (seed 8000601)',
    { seed: 8000601 },
    steps(
      { do: 'create', on: 'n1/a', with: second },
      { do: 'change', on: 'n1/a', with: second },
      { do: 'create', on: 'n1/b', with: { ...second, storage: { mode: 'ExistingClaim', claimName: SECOND } } },
    ),
  ],
  [
    'a pod on a node that is gone is written to before anybody is told that it does not serve (seed 8000710)',
    { seed: 8000710 },
    [
      { after: 120_000, do: 'create', on: 'n1/a', with: { ...first } },
      { after: 120_000, do: 'rename', on: 'n1/a', with: 'Orphan' },
      {
        after: 120_000,
        do: 'create',
        on: 'n1/a',
        with: {
          server: { apiKeysSecretRef: { name: 'keys-a' }, lexicons: ['words-a', 'words-b'] },
          pod: { nodeSelector: { zone: 'nowhere' } },
        },
      },
      { after: 120_000, do: 'node', with: { index: 1, ms: 589_763 } },
      { after: 2_704, do: 'crash', with: { index: 0, ms: 9_670 } },
      { after: 0, do: 'pause', with: 42_246 },
    ],
  ],
])('%s', { timeout: 120_000 }, async (_, setup, actions) => {
  const { violations } = await run(1, { walk: { setup: { ...calm, ...setup }, actions } });
  expect(violations).toEqual([]);
});
