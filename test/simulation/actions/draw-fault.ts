import { keyOf } from '../../../operator/controller/object.ts';
import { usersOf } from '../controllers/claims.ts';
import type { Claim, Pod } from '../objects.ts';
import { isActive } from '../objects.ts';
import type { Random } from '../random.ts';
import { HOSTS } from '../specs.ts';
import { CHILDREN } from '../setup.ts';
import type { World } from '../world.ts';
import type { Drawn, Fault } from './action.ts';

/** What quotas, policies, webhooks and a namespace that is being deleted answer the operator's writes with. */
const REFUSALS: [status: number, reason: string, message: string][] = [
  [403, 'Forbidden', 'exceeded quota: objects, requested: count=1, used: count=9, limited: count=9'],
  [403, 'Forbidden', 'forbidden: unable to create new content in namespace because it is being terminated'],
  [403, 'Forbidden', 'a policy forbids this'],
  [404, 'NotFound', 'namespaces not found'],
  [413, 'RequestEntityTooLarge', 'the limit is 3145728 bytes'],
  [422, 'Invalid', 'admission webhook denied the request'],
  [500, 'InternalError', 'failed calling webhook'],
  [500, 'InternalError', ''],
];

/** What this goes wrong with, and how; undefined where there is nothing. */
export function drawFault(deed: Fault, world: World, random: Random): Drawn | undefined {
  const { server } = world;
  const any = <T>(list: T[]): T | undefined => (list.length > 0 ? random.pick(list) : undefined);
  switch (deed) {
    case 'container': {
      const pods = [...server.all<Pod>('Pod')].filter(isActive);
      const downloads = pods.filter(({ spec }) => spec.restartPolicy === 'Never');
      const pod = any(downloads.length > 0 && random.chance(0.5) ? downloads : pods);
      return pod && { on: keyOf(pod), with: random.pick(['OOMKilled', 'Error']) };
    }
    case 'evict': {
      const pod = any([...server.all<Pod>('Pod')].filter((one) => isActive(one) && one.spec.nodeName !== undefined));
      return pod && { on: keyOf(pod) };
    }
    case 'crash':
    case 'restart':
      return { with: { index: random.below(world.setup.operators), ms: random.below(20_000) } };
    case 'freeze':
      return { with: { index: random.below(world.setup.operators), ms: random.below(60_000) } };
    case 'clock':
      return { with: { index: random.below(world.setup.operators), ms: random.below(1_200_000) - 600_000 } };
    case 'breakWatches':
    case 'silence':
      return { with: { index: random.below(world.setup.operators) } };
    case 'compact':
      return {};
    case 'storm':
      return { with: { strength: 0.1 + random.next() * 0.6, ms: random.below(120_000) } };
    case 'node':
      return { with: { index: random.below(3), ms: random.below(600_000) } };
    case 'volume': {
      const claims = [...server.all<Claim>('PersistentVolumeClaim')];
      const used = claims.filter((one) => usersOf(world, one).some(isActive));
      const claim = any(used.length > 0 ? used : claims);
      return (
        claim && {
          on: keyOf(claim),
          with: {
            how: random.weighted({ damage: 4, wipe: 3, full: 1, lost: 1 }),
            pods: random.below(4),
            are: random.pick(['deleted', 'killed', 'evicted']),
          },
        }
      );
    }
    case 'source':
      return {
        on: random.pick([...HOSTS, 'npm.example']),
        with: random.pick(['', 'Unreachable', 'Unauthorised', 'DigestMismatch', 'Stalled']),
      };
    case 'quota':
      return { with: random.chance(0.5) };
    case 'policy':
      return { with: { kind: random.pick(CHILDREN), error: random.pick(REFUSALS), ms: random.below(300_000) } };
    case 'load':
      return { with: random.chance(0.2) ? null : random.below(6) };
    case 'taint':
      return { with: { index: random.below(6), ms: random.below(300_000) } };
    case 'contest':
      return {
        with: random.pick([
          { kind: 'Service', patch: { spec: { type: 'NodePort' } }, ms: 300_000 },
          { kind: 'Deployment', patch: { spec: { progressDeadlineSeconds: 900 } }, ms: 300_000 },
          { kind: 'PersistentVolumeClaim', patch: { spec: { storageClassName: 'slow' } }, ms: 300_000, made: true },
          { kind: 'ConfigMap', patch: { metadata: { labels: { 'app.kubernetes.io/name': 'other' } } }, ms: 300_000 },
        ]),
      };
    case 'pause': {
      const ms = random.below(300_000);
      return { with: random.chance(0.1) ? 24 * ms : ms }; // Jobs have deadlines of more than an hour
    }
  }
}
