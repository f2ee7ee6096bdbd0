import type { Problem } from '../api/conditions.ts';
import type { TTSService } from '../api/resource.ts';
import { parseTTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import type { Origins } from './allowed.ts';
import { infeasible } from './feasible.ts';
import type { OpenModel, WantedModel } from './model.ts';
import { noSource, wantedModel } from './model.ts';
import { pinsOf } from './pins.ts';
import { resolutionOf } from './volume.ts';
import type { Volume } from './volume.ts';
import { volumeOf } from './volume.ts';
import type { PinnedModel } from '../model-store/catalog.ts';

/**
 * The model that a service wants and the volume that holds it; or digests to ask for first, where `volume` only names the Job that
 * asks; or why there is neither.
 */
export type Place = { model: PinnedModel; volume: Volume } | { open: OpenModel; volume: Volume } | Problem;

interface Remembered {
  wanted: WantedModel;
  /** Tells of a file that no source may be asked for. */
  unsourced: string | undefined;
}

/** Different spec.model that are remembered; a cluster rarely has more than a handful. */
const REMEMBERED = 500;
const models = new Map<string, Remembered>();
const places = new WeakMap<TTSService, { origins: Origins; place: Place }>();

/** The model and the volume of a service. Equal specs are worked out once: that takes some milliseconds. */
export function placeOf(service: TTSService, origins: Origins): Place {
  const known = places.get(service);
  if (known?.origins === origins) return known.place;
  const { wanted, unsourced } = remembered(service, origins);
  const place = 'reason' in wanted ? wanted : (infeasible(service, wanted, unsourced) ?? placed(service, wanted));
  places.set(service, { origins, place });
  return place;
}

function placed(service: TTSService, wanted: { model: PinnedModel } | { open: OpenModel }): Place {
  if ('open' in wanted) return { ...wanted, volume: resolutionOf(wanted.open) };
  return { ...wanted, volume: volumeOf(service, wanted.model) };
}

function remembered({ spec, status }: TTSService, origins: Origins): Remembered {
  const { npmRegistry, pypiIndex, hfEndpoint, modelSchemes, modelHosts } = origins;
  const configured = [npmRegistry, pypiIndex, hfEndpoint, modelSchemes, modelHosts];
  const key = JSON.stringify([spec.model, status.model?.pinned, configured]);
  const known = models.get(key);
  if (known) return known;
  const wanted = wantedModel(spec.model, origins, pinsOf(status));
  const found = { wanted, unsourced: unsourced(wanted, spec.model, origins) };
  models.set(key, found);
  if (models.size > REMEMBERED) models.delete(models.keys().next().value ?? '');
  return found;
}

function unsourced(wanted: WantedModel, spec: TTSService['spec']['model'], origins: Origins): string | undefined {
  if ('open' in wanted) return noSource(wanted.open.sources, wanted.open.draft.files, spec, origins);
  return 'model' in wanted ? noSource(wanted.model.sources, wanted.model.manifest.files, spec, origins) : undefined;
}

/** `namespace/volume` of a TTSService as it came from the API server: what services share a volume by. */
export function volumeKey(object: KubeObject, origins: Origins): string | undefined {
  const parsed = parseTTSService(object);
  if ('invalid' in parsed) return undefined;
  const place = placeOf(parsed.service, origins);
  return 'volume' in place ? `${object.metadata.namespace ?? ''}/${place.volume.name}` : undefined;
}

/** The one of several services that speaks for all of them: the oldest. */
export function eldest<T extends { metadata: KubeObject['metadata'] }>(services: T[]): T | undefined {
  let first: T | undefined;
  for (const service of services) if (!first || older(service.metadata, first.metadata)) first = service;
  return first;
}

function older(a: KubeObject['metadata'], b: KubeObject['metadata']): boolean {
  const [x, y] = [a.creationTimestamp ?? '', b.creationTimestamp ?? ''];
  return x === y ? (a.uid ?? '') < (b.uid ?? '') : x < y;
}
