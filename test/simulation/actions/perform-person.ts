import { API_VERSION, KIND, LEXICON } from '../../../operator/api/fields.ts';
import { pathOf } from '../../../operator/cluster/kinds.ts';
import { MODEL_KINDS } from '../api/kinds.ts';
import type { ModelKind } from '../api/kinds.ts';
import { bind, usersOf } from '../controllers/claims.ts';
import { digestOf } from '../models.ts';
import type { Claim } from '../objects.ts';
import type { Written } from '../specs.ts';
import type { World } from '../world.ts';
import { NAMES } from './action.ts';
import type { Drawn, PersonDeed } from './action.ts';

/** Does what a person does, with their rights; throws what the API server answers. */
export function performPerson(world: World, { do: deed, on = '', with: given }: Drawn & { do: PersonDeed }): void {
  const { server } = world;
  const [namespace = '', name = ''] = on.split('/').slice(-2);
  const kind = on.split('/')[0] as ModelKind;
  const ask = (
    method: string,
    of: ModelKind,
    body?: unknown,
    more: { contentType?: string; sub?: string } = {},
  ): void => {
    server.handle({
      ...{
        method,
        path: pathOf(MODEL_KINDS[of], namespace, method === 'POST' ? undefined : name, more.sub),
        user: 'person',
      },
      ...(body === undefined ? {} : { body }),
      ...(more.contentType ? { contentType: more.contentType } : {}),
      query: { fieldManager: 'person', force: true },
    });
  };
  const patch = (of: ModelKind, body: unknown): void =>
    ask('PATCH', of, body, { contentType: 'application/merge-patch+json' });
  const apply = (spec: unknown): void => {
    ask(
      'PATCH',
      KIND,
      { apiVersion: API_VERSION, kind: KIND, metadata: { name, namespace }, spec },
      { contentType: 'application/apply-patch+yaml' },
    );
    world.manifests.set(`${namespace}/${name}`, spec as Written);
  };
  /** Makes a service once the one of its name is gone, as `kubectl delete` waits for that. */
  const again = (spec: Written): void => {
    if (server.get(KIND, namespace, name)) world.loop.after(5_000, () => again(spec));
    else apply(spec);
  };
  const byHand = (replicas: number | undefined): void => {
    const uid = server.get('Deployment', namespace, name)?.metadata.uid;
    if (uid === undefined || replicas === undefined) return;
    if (replicas === 0) world.zeroed.add(uid);
    else world.zeroed.delete(uid);
  };
  switch (deed) {
    case 'create':
    case 'change':
      return apply(given);
    case 'delete':
      world.excuse(on);
      return ask('DELETE', KIND, { propagationPolicy: given });
    case 'rename':
    case 'recreate': {
      const spec = world.manifests.get(on);
      world.excuse(on);
      ask('DELETE', KIND, { propagationPolicy: given ?? 'Background' });
      if (!spec) return;
      if (deed === 'recreate') return again(spec);
      const to = NAMES.find((one) => !server.get(KIND, namespace, one));
      if (to) performPerson(world, { do: 'create', on: `${namespace}/${to}`, with: spec });
      return;
    }
    case 'suspend': {
      world.excuse(on);
      const service = server.get(KIND, namespace, name);
      const suspended = (service?.['spec'] as { suspend?: boolean } | undefined)?.suspend ?? false;
      return apply({ ...world.manifests.get(on), suspend: !suspended });
    }
    case 'scale': {
      const { replicas, deployment } = given as { replicas: number; deployment: boolean };
      if (replicas === 0) world.excuse(on);
      if (deployment) byHand(replicas);
      return ask('PUT', deployment ? 'Deployment' : KIND, { metadata: {}, spec: { replicas } }, { sub: 'scale' });
    }
    case 'deleteChild':
      world.excuse(`${namespace}/`);
      return ask('DELETE', kind, { propagationPolicy: given });
    case 'replaceClaim': {
      world.excuse(`${namespace}/`);
      const claim = server.get<Claim>('PersistentVolumeClaim', namespace, name);
      const users = claim ? usersOf(world, claim) : [];
      ask('DELETE', kind, {});
      for (const one of users) server.remove('Pod', one, 'person');
      return;
    }
    case 'editChild':
      world.excuse(`${namespace}/`);
      byHand((given as { spec?: { replicas?: number } }).spec?.replicas);
      return patch(kind, given);
    case 'unlabel':
      return patch(kind, { metadata: { labels: { 'app.kubernetes.io/managed-by': null } } });
    case 'foreign': {
      const selector = { foreign: 'yes' };
      const template = { metadata: { labels: selector }, spec: { containers: [{ name: 'x', image: 'x' }] } };
      const spec =
        kind === 'Deployment'
          ? { replicas: 0, selector: { matchLabels: selector }, template }
          : kind === 'Service'
            ? { selector, ports: [{ port: 1 }] }
            : { podSelector: {} };
      return ask('POST', kind, { apiVersion: MODEL_KINDS[kind].apiVersion, kind, metadata: { name, namespace }, spec });
    }
    case 'secret': {
      if (given === 'remove') return ask('DELETE', 'Secret', {});
      if (server.get('Secret', namespace, name)) return patch('Secret', { data: { token: String(world.loop.now) } });
      return ask('POST', 'Secret', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace },
        data: { token: 'x' },
      });
    }
    case 'lexicon': {
      if (given === 'remove') return ask('DELETE', 'TTSLexicon', {});
      const sound = given === 'valid' ? { say: `at ${world.loop.now}` } : { ipa: '7' };
      const spec = { language: 'en', entries: [{ word: 'nginx', ...sound }] };
      return ask(
        'PATCH',
        'TTSLexicon',
        { apiVersion: API_VERSION, kind: LEXICON.kind, metadata: { name, namespace }, spec },
        { contentType: 'application/apply-patch+yaml' },
      );
    }
    case 'claim': {
      if (given === 'remove') {
        world.excuse(`${namespace}/`);
        return ask('DELETE', 'PersistentVolumeClaim', {});
      }
      ask('POST', 'PersistentVolumeClaim', {
        ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace } },
        spec: { accessModes: ['ReadWriteMany'], storageClassName: 'fast', resources: { requests: { storage: '2Gi' } } },
      });
      const claim = server.get<Claim>('PersistentVolumeClaim', namespace, name);
      if (!claim) return;
      bind(world, claim, undefined);
      const disk = world.disks.get(claim.metadata.uid ?? '');
      if (disk) disk.owned = true;
      if (given === 'first' || given === 'second') disk?.models.set(digestOf(given), 'whole');
      return;
    }
    case 'deletePod':
      world.excuse(`${namespace}/`);
      return ask('DELETE', 'Pod', {});
  }
}
