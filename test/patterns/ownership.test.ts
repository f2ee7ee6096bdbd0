import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/kubectl.ts';
import { published } from '../support/played-kubelet.ts';
import { CHILDREN, makeWorld } from './world.ts';
import type { World } from './world.ts';

/** A StorageClass of which no volume is ever made. */
const UNKNOWN_CLASS = 'unknown';
let world: World;
/** What a download waits for before it ends. */
let download: Promise<void> = Promise.resolve();
beforeAll(async () => {
  world = await makeWorld(() => ({
    binds: ({ spec }) => spec.storageClassName !== UNKNOWN_CLASS,
    download: async () => {
      await download;
      return { succeeded: true, result: published };
    },
  }));
});
afterEach(() => world.tidy());
afterAll(() => world?.end());

const get = (namespace: string, path: string, ...what: string[]) =>
  world.k.ok(['get', ...what, '-n', namespace, '-o', `jsonpath={${path}}`]);

test('T07 an object of the same name that is somebody else’s is never touched', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  await world.operator(namespace, proxy);
  await world.k.ok(['create', 'deployment', 'hello', '-n', namespace, '--image=x']);
  const before = await get(namespace, '.metadata.resourceVersion', 'deployment', 'hello');
  await world.apply(namespace, 'hello', {});
  const told = await eventually('a condition', async () => {
    const condition = await world.condition(namespace, 'hello', 'Progressing');
    return condition?.reason === 'NameTaken' && condition;
  });
  expect(told.message).toContain('Deployment named hello');
  // One write, of a kind that is refused where something exists (docs/decisions/0062-create-only.md).
  const offered = proxy.writes().filter(({ path }) => path.includes('/deployments/'));
  expect(offered.map(({ body }) => /"resourceVersion":"(\d+)"/.exec(body)?.[1])).toEqual(['1']);
  expect(await get(namespace, '.metadata.annotations', 'deployment', 'hello')).not.toContain('tts.pattern-agentic.io');
  expect(await get(namespace, '.metadata.labels.app', 'deployment', 'hello')).toBe('hello');
  expect(before).not.toBe('');
});

test('T07 an object with our labels and another owner is never touched either', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  await world.operator(namespace, proxy);
  await world.k.ok(['create', 'configmap', 'owner', '-n', namespace]);
  const uid = await get(namespace, '.metadata.uid', 'configmap', 'owner');
  await world.k.apply(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'hello-service',
        namespace,
        labels: { 'app.kubernetes.io/managed-by': 'tts-operator' },
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid, controller: true }],
      },
      spec: { ports: [{ port: 1 }] },
    }),
  );
  await world.apply(namespace, 'hello', {});
  await eventually('a condition', async () => {
    const condition = await world.condition(namespace, 'hello', 'Ready');
    return condition?.reason === 'NameTaken';
  });
  expect(proxy.writes().filter(({ path }) => path.includes('/services/'))).toEqual([]);
  await world.k.ok(['delete', 'service', 'hello-service', '-n', namespace]);
  await world.settled(namespace, 'hello');
});

test.each(['background', 'foreground', 'orphan'])(
  'T08 deletion (%s) ends, and nothing is made after it began',
  async (cascade) => {
    const namespace = await world.namespace();
    const proxy = await world.proxy();
    await world.operator(namespace, proxy);
    await world.apply(namespace, 'hello', { scaling: { minReplicas: 1, maxReplicas: 2 } });
    await world.settled(namespace, 'hello');
    const from = proxy.calls.length;
    const started = Date.now();
    await world.k.ok(['delete', 'tts', 'hello', '-n', namespace, `--cascade=${cascade}`, '--timeout=60s']);
    expect(Date.now() - started).toBeLessThan(60_000);
    if (cascade !== 'orphan')
      await eventually(
        'nothing is left',
        async () => {
          await world.k.run(['delete', 'pods', '-n', namespace, '--all', '--force', '--grace-period=0']);
          return (await Promise.all(CHILDREN.map((kind) => world.items(kind, namespace)))).flat().length === 0;
        },
        60_000,
        1000,
      );
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(
      proxy.calls
        .slice(from)
        .filter(({ method, path }) => method === 'PATCH' && !path.includes('/status') && !path.includes('/events/')),
    ).toEqual([]);
    if (cascade === 'orphan') expect(await world.items('deployments', namespace)).toHaveLength(1);
  },
);

test('T09 deletion ends although what the service refers to is gone', async () => {
  const namespace = await world.namespace();
  await world.operator(namespace);
  await world.k.ok(['create', 'secret', 'generic', 'login', '-n', namespace, '--from-literal=token=x']);
  await world.k.ok(['create', 'configmap', 'ca', '-n', namespace, '--from-literal=ca.crt=x']);
  await world.apply(namespace, 'hello', { model: { secretRef: { name: 'login' }, caBundleRef: { name: 'ca' } } });
  await world.settled(namespace, 'hello');
  await world.k.ok(['delete', 'secret/login', 'configmap/ca', '-n', namespace]);
  await world.k.ok(['delete', 'pvc', '--all', '-n', namespace, '--wait=false']);
  await world.k.ok(['delete', 'tts', 'hello', '-n', namespace, '--timeout=60s']);
  await eventually(
    'nothing is left',
    async () => {
      await world.k.run(['delete', 'pods', '-n', namespace, '--all', '--force', '--grace-period=0']);
      return (await Promise.all(CHILDREN.map((kind) => world.items(kind, namespace)))).flat().length === 0;
    },
    60_000,
    1000,
  );
});

test('T10 the pod of a finished download does not keep its claim from being deleted', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  await world.operator(namespace, proxy);
  await world.apply(namespace, 'hello', { scaling: { replicas: 0 } });
  await world.settled(namespace, 'hello');
  expect((await world.items('pods', namespace)).map(({ metadata }) => metadata.ownerReferences?.[0]?.kind)).toEqual([
    'Job',
  ]);
  await world.k.ok(['delete', 'tts', 'hello', '-n', namespace]);
  await eventually(
    'claim and pod are gone',
    async () => (await world.items('pvc', namespace)).length + (await world.items('pods', namespace)).length === 0,
    60_000,
  );
});

test('T11 turning autoscaling on and off never drops the live number, and the autoscaler alone owns it', async () => {
  const namespace = await world.namespace();
  await world.operator(namespace);
  await world.apply(namespace, 'hello', { scaling: { replicas: 4 } });
  await world.settled(namespace, 'hello');
  const seen: number[] = [];
  let watching = true;
  const watch = (async () => {
    while (watching) seen.push(Number(await get(namespace, '.spec.replicas', 'deployment', 'hello')));
  })();
  for (const scaling of [{ minReplicas: 2, maxReplicas: 8 }, { replicas: 4 }, { minReplicas: 2, maxReplicas: 8 }]) {
    await world.apply(namespace, 'hello', { scaling });
    await eventually(
      'the autoscaler comes or goes',
      async () => ((await world.items('hpa', namespace)).length === 1) === 'maxReplicas' in scaling,
    );
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  watching = false;
  await watch;
  expect(Math.min(...seen)).toBe(4);
  await world.k.ok(['scale', 'deployment', 'hello', '-n', namespace, '--replicas=6']);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(await get(namespace, '.spec.replicas', 'deployment', 'hello')).toBe('6');
  const managers = JSON.parse(
    await world.k.ok(['get', 'deployment', 'hello', '-n', namespace, '-o', 'json', '--show-managed-fields']),
  ) as { metadata: { managedFields: { manager: string; fieldsV1: { 'f:spec'?: object } }[] } };
  const owners = managers.metadata.managedFields
    .filter(({ fieldsV1 }) => fieldsV1['f:spec'] !== undefined && 'f:replicas' in fieldsV1['f:spec'])
    .map(({ manager }) => manager);
  expect(owners).not.toContain('tts-operator');
});

test('T12 another manager of the same field makes one write per change, not a storm', async () => {
  const namespace = await world.namespace();
  await world.operator(namespace);
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
  const generation = async () => Number(await get(namespace, '.metadata.generation', 'deployment', 'hello'));
  const before = await generation();
  await world.k.ok(['set', 'env', 'deployment/hello', '-n', namespace, '-c', 'tts-service', 'TTS_LOG_LEVEL=DEBUG']);
  await eventually(
    'ours is back',
    async () =>
      (await get(
        namespace,
        '.spec.template.spec.containers[0].env[?(@.name=="TTS_LOG_LEVEL")].value',
        'deployment',
        'hello',
      )) === 'INFO',
  );
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect((await generation()) - before).toBeLessThanOrEqual(4); // theirs, ours, and the revision annotations of the Deployment controller
  await world.k.ok(['set', 'env', 'deployment/hello', '-n', namespace, '-c', 'tts-service', 'SOMEBODYS=own']);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(
    await get(namespace, '.spec.template.spec.containers[0].env[?(@.name=="SOMEBODYS")].value', 'deployment', 'hello'),
  ).toBe('own');
});

/** A node for the scheduler to put pods on: what it cannot place, it says so of, over what a test says of the pod. */
async function addNode(name: string): Promise<() => Promise<unknown>> {
  await world.k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name } }));
  const capacity = { cpu: '8', memory: '32Gi', pods: '100', 'ephemeral-storage': '1Ti' };
  const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', lastHeartbeatTime: new Date().toISOString() };
  const status = { capacity, allocatable: capacity, conditions: [ready] };
  const patch = ['--type=merge', '-p', JSON.stringify({ status })];
  await world.k.ok(['patch', 'node', name, '--subresource=status', ...patch]);
  return () => world.k.ok(['delete', 'node', name]);
}

test('T13 Ready is true only while it is: crashed pods, no pods, a lost volume', async () => {
  const removeNode = await addNode('t13');
  const namespace = await world.namespace();
  await world.operator(namespace);
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
  expect(await world.condition(namespace, 'hello', 'Ready')).toMatchObject({ status: 'True' });

  const pod = await get(namespace, '.items[0].metadata.name', 'pods', '-l', 'app=hello-service');
  const crashed = {
    conditions: [{ type: 'Ready', status: 'False' }],
    containerStatuses: [
      {
        name: 'tts-service',
        image: 'x',
        imageID: 'x',
        ready: false,
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      },
    ],
  };
  await world.k.ok([
    'patch',
    'pod',
    pod,
    '-n',
    namespace,
    '--subresource=status',
    '--type=merge',
    '-p',
    JSON.stringify({ status: crashed }),
  ]);
  const told = await eventually(
    'Ready is False',
    async () => {
      const condition = await world.condition(namespace, 'hello', 'Ready');
      return condition?.status === 'False' && condition;
    },
    10_000,
  );
  expect(told).toMatchObject({ reason: 'OOMKilled' });
  expect(told.message).toContain('limits.memory');

  await world.k.ok(['scale', 'tts', 'hello', '-n', namespace, '--replicas=0']);
  await eventually(
    'ScaledToZero',
    async () => (await world.condition(namespace, 'hello', 'Ready'))?.reason === 'ScaledToZero',
    10_000,
  );
  const claim = await get(namespace, '.items[0].metadata.name', 'pvc');
  const again = Promise.withResolvers<void>();
  download = again.promise;
  await world.k.ok(['delete', 'pvc', claim, '-n', namespace, '--wait=false']);
  await eventually(
    'ModelReady is not True for a claim that goes',
    async () => (await world.condition(namespace, 'hello', 'ModelReady'))?.status === 'False',
    10_000,
  );
  again.resolve();
  await eventually(
    'ModelReady is True once the model is there again',
    async () => (await world.condition(namespace, 'hello', 'ModelReady'))?.status === 'True',
    20_000,
  );
  await removeNode();
});

test('T18 every child that is deleted or edited comes back', async () => {
  const namespace = await world.namespace();
  await world.operator(namespace);
  await world.apply(namespace, 'hello', { scaling: { minReplicas: 1, maxReplicas: 2 } });
  await world.settled(namespace, 'hello');
  const wanted = await world.fingerprint(namespace);
  const edits: Record<string, string> = {
    deployments: '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"evil"}]',
    services: '[{"op":"replace","path":"/spec/ports/0/port","value":81}]',
    hpa: '[{"op":"replace","path":"/spec/maxReplicas","value":50}]',
    pdb: '[{"op":"replace","path":"/spec/maxUnavailable","value":9}]',
    networkpolicies: '[{"op":"replace","path":"/spec/ingress","value":[]}]',
    configmaps: '[{"op":"remove","path":"/data"}]',
  };
  for (const [kind, patch] of Object.entries(edits)) {
    const [child] = await world.items(kind, namespace);
    await world.k.ok(['patch', kind, child?.metadata.name ?? '', '-n', namespace, '--type=json', '-p', patch]);
    await eventually(
      `the edited ${kind} is as before`,
      async () => JSON.stringify(await world.fingerprint(namespace)) === JSON.stringify(wanted),
      20_000,
    );
    await world.k.ok(['delete', kind, child?.metadata.name ?? '', '-n', namespace, '--wait=false']);
    await eventually(
      `the deleted ${kind} is as before`,
      async () => JSON.stringify(await world.fingerprint(namespace)) === JSON.stringify(wanted),
      40_000,
    );
  }
});

test('T20 a claim that cannot be bound or made is told with its reason, without a hang', async () => {
  const namespace = await world.namespace();
  await world.operator(namespace);
  const told = (name: string, type: string, reason: string) =>
    eventually(`${name} tells ${reason}`, async () => {
      const condition = await world.condition(namespace, name, type);
      return condition?.reason === reason && condition.message;
    });
  await world.apply(namespace, 'absent', { storage: { mode: 'ExistingClaim', claimName: 'nowhere' } });
  expect(await told('absent', 'StorageReady', 'ClaimNotFound')).toContain('Claim nowhere does not exist');
  await world.apply(namespace, 'classless', { storage: { className: UNKNOWN_CLASS } });
  expect(await told('classless', 'StorageReady', 'Unbound')).toContain(
    `StorageClass ${UNKNOWN_CLASS} has not provided a volume`,
  );
});

test('T20 a quota that is used up is told where it stops the service', async () => {
  const namespace = await world.namespace();
  await world.operator(namespace);
  const quota = (hard: object) =>
    world.k.apply(
      JSON.stringify({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace }, spec: { hard } }),
    );
  const told = (type: string, reason: string) =>
    eventually(`${type} tells ${reason}`, async () => {
      const condition = await world.condition(namespace, 'hello', type);
      return condition?.reason === reason && condition.message;
    });
  await quota({ persistentvolumeclaims: '0', pods: '0' });
  await eventually('the quota counts', async () =>
    (await get(namespace, '.status.hard', 'resourcequota', 'q')).includes('persistentvolumeclaims'),
  );
  await world.apply(namespace, 'hello', {});
  expect(await told('StorageReady', 'QuotaExceeded')).toContain('exceeded quota');
  await quota({ pods: '0' });
  await world.k.ok(['annotate', 'tts', 'hello', '-n', namespace, 'look=again']);
  expect(await told('ModelReady', 'PodNotCreated')).toContain('kubectl describe job');
  await world.k.ok(['delete', 'resourcequota', 'q', '-n', namespace]);
  await world.settled(namespace, 'hello');
  await quota({ pods: '1' });
  await world.apply(namespace, 'hello', { scaling: { replicas: 4 } });
  expect(await told('Ready', 'QuotaExceeded')).toContain('exceeded quota');
});
