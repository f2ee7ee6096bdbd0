import { expect, test } from 'vitest';
import { nothing, config, service } from '../testing/services.ts';
import { plan } from '../decide/plan.ts';
import { placeOf } from '../resolve/wanted.ts';
import { deployment } from './deployment.ts';
import { roomOf, withEphemeralStorage } from './ephemeral-storage.ts';
import { servedModel } from './served.ts';

test('the room of a pod is that of its emptyDirs', () => {
  const volumes = [{ emptyDir: { sizeLimit: '1Gi' } }, { emptyDir: { sizeLimit: '256Mi' } }, { name: 'files' }];
  expect(roomOf(volumes)).toBe(1280);
});

test('resources that name the disk are left as they are', () => {
  const own = { limits: { 'ephemeral-storage': '2Gi' } };
  expect(withEphemeralStorage(own, 256)).toBe(own);
  expect(withEphemeralStorage({ limits: { cpu: '1' } }, 256)).toEqual({
    requests: { 'ephemeral-storage': '256Mi' },
    limits: { cpu: '1', 'ephemeral-storage': '384Mi' },
  });
});

interface Container {
  resources: Record<'requests' | 'limits', Record<string, string>>;
}

/** What the containers of a service's servers, or those of its download Job, ask of the node's disk. */
function storage(spec: object): (string | undefined)[] {
  const subject = service({ spec });
  const place = placeOf(subject, config);
  if (!('model' in place)) throw new Error('no model');
  const served = servedModel(subject, place.volume, place.model, 'claim-1', config);
  const { template } = deployment(subject, served, { by: 'fixed', replicas: 1, held: undefined }, config).spec as {
    template: { spec: { containers: Container[]; initContainers: Container[] } };
  };
  const jobs = plan(subject, nothing(), config).apply.filter(({ kind }) => kind === 'Job');
  const ofJobs = jobs.flatMap(
    (job) => (job.spec as typeof place & { template: typeof template }).template.spec.containers,
  );
  const all = [...template.spec.containers, ...template.spec.initContainers, ...ofJobs];
  return all.flatMap(({ resources }) => [
    resources.requests['ephemeral-storage'],
    resources.limits['ephemeral-storage'],
  ]);
}

test.each([{}, { storage: { mode: 'PerPod', size: '1Gi' } }, { compute: { resources: { limits: { cpu: '1' } } } }])(
  'every container asks for the disk that it uses: %j',
  (spec) => {
    expect(storage(spec)).not.toContain(undefined);
  },
);

test('a server that keeps the model in its own pod asks for the room of the model', () => {
  const [shared, own] = [storage({}), storage({ storage: { mode: 'PerPod', size: '1Gi' } })];
  expect(Number.parseInt(own[0] ?? '')).toBe(Number.parseInt(shared[0] ?? '') + 1024);
});
