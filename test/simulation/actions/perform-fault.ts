import { ApiError } from '../../../operator/cluster/api.ts';
import { LABEL } from '../../../operator/objects/metadata.ts';
import { MODEL_KINDS } from '../api/kinds.ts';
import type { ModelKind } from '../api/kinds.ts';
import { usersOf } from '../controllers/claims.ts';
import type { Claim, Pod } from '../objects.ts';
import { isActive } from '../objects.ts';
import type { Harm } from '../site.ts';
import type { Contest, World } from '../world.ts';
import type { Drawn, Fault } from './action.ts';

/** Has this go wrong. */
export function performFault(world: World, { do: deed, on = '', with: given }: Drawn & { do: Fault }): void {
  const { server } = world;
  const [namespace = '', name = ''] = on.split('/');
  const operator = world.operators.running[(given as { index?: number } | undefined)?.index ?? 0];
  const isOf = ({ metadata }: Pod): boolean =>
    metadata.namespace === namespace && metadata.labels?.[LABEL.service] === name;
  const pod = (): Pod | undefined =>
    server.get<Pod>('Pod', namespace, name) ?? [...server.all<Pod>('Pod')].find((one) => isOf(one) && isActive(one));
  switch (deed) {
    case 'container': {
      world.excuse(`${namespace}/`);
      const one = pod();
      if (one) world.kubelet.crash(one, String(given));
      return;
    }
    case 'evict': {
      world.excuse(`${namespace}/`);
      const one = pod();
      if (one && isActive(one)) world.kubelet.evict(one);
      return;
    }
    case 'crash':
      return world.operators.crash((given as { index: number }).index, (given as { ms: number }).ms);
    case 'restart':
      return world.operators.restart((given as { index: number }).index, (given as { ms: number }).ms);
    case 'freeze':
      if (operator) operator.frozenUntil = world.loop.now + (given as { ms: number }).ms;
      return;
    case 'clock':
      if (operator) operator.skewMs = (given as { ms: number }).ms;
      return;
    case 'breakWatches':
      operator?.network.breakAll();
      return;
    case 'silence':
      operator?.network.silenceAll();
      return;
    case 'compact':
      for (const one of Object.keys(MODEL_KINDS) as ModelKind[]) server.compact(one);
      for (const { network } of world.operators.running) network.breakAll();
      return;
    case 'storm': {
      const { strength, ms } = given as { strength: number; ms: number };
      world.weather.storm = strength;
      world.loop.after(ms, () => (world.weather.storm = 0));
      return;
    }
    case 'node': {
      const { index, ms } = given as { index: number; ms: number };
      world.excuse('');
      world.nodeDown(index, ms);
      return;
    }
    case 'volume': {
      world.excuse(`${namespace}/`);
      const claim = server.get<Claim>('PersistentVolumeClaim', namespace, name);
      const { how, pods, are = 'deleted' } = given as { how: Harm; pods: number; are?: string };
      if (claim) world.tamper(claim, how);
      const users = claim ? usersOf(world, claim).filter(isActive) : [];
      for (const one of users.slice(0, pods))
        if (are === 'killed') world.kubelet.crash(one, 'Error');
        else if (are === 'evicted') world.kubelet.evict(one);
        else server.remove('Pod', one, 'person');
      return;
    }
    case 'source':
      if (given === '') world.broken.delete(on);
      else world.broken.set(on, String(given));
      return;
    case 'quota':
      world.podsAllowed = given as boolean;
      return;
    case 'policy': {
      const { kind: of, error, ms } = given as { kind: ModelKind; error: [number, string, string]; ms: number };
      world.policy = { kind: of, error: new ApiError(...error), until: world.loop.now + ms };
      return;
    }
    case 'load':
      return world.setLoad((given as number | null) ?? undefined);
    case 'taint': {
      const { index, ms } = given as { index: number; ms: number };
      const nodes = world.nodes.filter((_, i) => i !== index);
      world.taint(nodes, ['maintenance']);
      world.loop.after(ms, () => world.taint(nodes, []));
      return;
    }
    case 'contest': {
      const { ms, made = false, ...rest } = given as Omit<Contest, 'until'> & { ms: number };
      world.contest = { ...rest, made, until: world.loop.now + ms };
      return;
    }
    case 'pause':
      return;
  }
}
