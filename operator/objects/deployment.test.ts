import { describe, expect, test } from 'vitest';
import { config, nothing, service } from '../testing/services.ts';
import { plan } from '../decide/plan.ts';
import { placeOf } from '../resolve/wanted.ts';
import { deployment } from './deployment.ts';
import { servedBy, servedModel } from './served.ts';

/** The Deployment of a service whose model is verified. */
function made(spec: object) {
  const subject = service({ spec });
  const place = placeOf(subject, config);
  if (!('model' in place)) throw new Error('no model');
  const served = servedModel(subject, place.volume, place.model, 'claim-1', config);
  return { served, live: deployment(subject, served, { by: 'fixed', replicas: 1, held: undefined }, config) };
}

const modes = [
  {},
  { storage: { mode: 'PerPod' } },
  { storage: { mode: 'ExistingClaim', claimName: 'mine' } },
  { storage: { mode: 'Image', image: 'x.example/model:1' } },
  { storage: { accessModes: ['ReadWriteOncePod'] } },
  { storage: { accessModes: ['ReadWriteMany'] }, server: { apiKeysSecretRef: { name: 'keys' } } },
];

test.each(modes)('what the template says of its model can be read back: %j', (spec) => {
  const { served, live } = made(spec);
  expect(servedBy(live)).toEqual(served);
});

test('a claim of ours is read-only for the server, and not for the kubelet, which hands it to fsGroup', () => {
  const { template } = made({}).live.spec as { template: { spec: { volumes: object[]; containers: object[] } } };
  expect(template.spec.volumes[0]).not.toHaveProperty('persistentVolumeClaim.readOnly');
  expect(template.spec.containers[0]).toHaveProperty('volumeMounts.0', {
    name: 'models',
    mountPath: '/models',
    readOnly: true,
  });
});

describe('the step that prepares the model', () => {
  const steps = (spec: object) =>
    (
      made(spec).live.spec as {
        template: { spec: { initContainers: { name: string; env: object[]; volumeMounts: object[] }[] } };
      }
    ).template.spec.initContainers;

  test('comes after the check, and may write to the volume', () => {
    const [check, prepare] = steps({ server: { env: [{ name: 'TTS_TEMP_DIR', value: '/tmp/other' }] } });
    expect([check?.name, prepare?.name]).toEqual(['model', 'prepare']);
    expect(check?.volumeMounts[0]).toEqual({ name: 'models', mountPath: '/models', readOnly: true });
    expect(prepare?.volumeMounts[0]).toEqual({ name: 'models', mountPath: '/models' });
    expect(prepare?.env).toContainEqual({ name: 'TTS_TEMP_DIR', value: '/tmp/other' });
  });

  test('is there too where the spec names the image that the operator has anyway', () => {
    const [repository, tag] = config.runtimeImage.split(':');
    expect(steps({ image: { repository, tag } }).map(({ name }) => name)).toEqual(['model', 'prepare']);
  });

  test.each([
    { storage: { mode: 'PerPod' } },
    { storage: { mode: 'ExistingClaim', claimName: 'mine' } },
    { storage: { mode: 'Image', image: 'x.example/model:1' } },
    { image: { tag: 'mine' } },
  ])('is left out where it could keep nothing: %j', (spec) => {
    expect(steps(spec).map(({ name }) => name)).toEqual(['model']);
  });
});

test('there is room for a prepared copy of the model among the temporary files', () => {
  const room = (size: number, compute = {}) => {
    const file = { path: 'model.onnx', url: 'https://x.example/m', size, sha256: 'a'.repeat(64) };
    const { served } = made({
      compute,
      model: { name: 'mine', files: [file] },
      storage: { mode: 'Image', image: 'x.example/m' },
    });
    return served.volumes.find(({ name }) => name === 'tmp');
  };
  expect(room(2 ** 20)).toEqual({ name: 'tmp', emptyDir: { sizeLimit: '258Mi' } });
  expect(room(400 * 2 ** 20)).toEqual({ name: 'tmp', emptyDir: { sizeLimit: '856Mi' } });
  expect(room(100 * 2 ** 20, { device: 'gpu' })).toEqual({ name: 'tmp', emptyDir: { sizeLimit: '856Mi' } });
});

test('a port of the environment is the one that probes and the Service find', () => {
  const { template } = made({ server: { env: [{ name: 'TTS_PORT', value: '9000' }] } }).live.spec as {
    template: { spec: { containers: { ports: object[] }[] } };
  };
  expect(template.spec.containers[0]?.ports).toMatchObject([{ name: 'http', containerPort: 9000 }]);
});

describe('a rollout', () => {
  const strategy = (spec: object) => (made(spec).live.spec as { strategy: object }).strategy;

  test('starts one pod more before it ends one', () => {
    expect(strategy({})).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
  });

  test('ends a pod first where there is no room for one more', () => {
    const rollout = { maxSurge: 0, maxUnavailable: 1 };
    expect(strategy({ rollout })).toEqual({ type: 'RollingUpdate', rollingUpdate: rollout });
  });

  test('ends the old pod where one pod alone may use the volume', () => {
    expect(strategy({ storage: { accessModes: ['ReadWriteOncePod'] } })).toEqual({ type: 'Recreate' });
    expect(strategy({ storage: { mode: 'PerPod', accessModes: ['ReadWriteOncePod'] } })).toHaveProperty(
      'rollingUpdate',
    );
  });
});

test('services do not share a volume that one pod alone may use', () => {
  const claims = (name: string, accessModes: string[]) =>
    plan(service({ metadata: { name }, spec: { storage: { accessModes } } }), nothing(), config)
      .apply.filter(({ kind }) => kind === 'PersistentVolumeClaim')
      .map(({ metadata }) => metadata.name);
  expect(claims('a', ['ReadWriteOncePod'])).not.toEqual(claims('b', ['ReadWriteOncePod']));
  expect(claims('a', ['ReadWriteOnce'])).toEqual(claims('b', ['ReadWriteOnce']));
});

test.each([
  [{}, ['nvidia.com/gpu']],
  [{ resourceName: 'nvidia.com/mig-1g.10gb' }, ['nvidia.com/mig-1g.10gb', 'nvidia.com/gpu']],
  [{ resourceName: 'example.com/gpu' }, ['example.com/gpu']],
])('the taints of nodes with GPUs are tolerated, those of whole ones by their slices: %j', (gpu, keys) => {
  const { template } = made({ model: { precision: 'q8' }, compute: { device: 'gpu', gpu } }).live.spec as {
    template: { spec: { tolerations: object[] } };
  };
  expect(template.spec.tolerations).toEqual(keys.map((key) => ({ key, operator: 'Exists', effect: 'NoSchedule' })));
});
