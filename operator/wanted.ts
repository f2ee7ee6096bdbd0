import type { TTSService } from './api/resource.ts';
import { parseTTSService } from './api/resource.ts';
import type { Spec } from './api/ttsservice.ts';
import type { OperatorConfig } from './config.ts';
import type { KubeObject } from './controller/object.ts';
import type { Pins, WantedModel } from './desired/model.ts';
import { wantedModel } from './desired/model.ts';
import type { Volume } from './desired/volume.ts';
import { volumeOf } from './desired/volume.ts';
import type { PinnedModel } from './model-store/catalog.ts';

/** The model that a service wants and the volume that holds it; or the digests to ask for first, or why there is no model. */
export type Place = { model: PinnedModel; volume: Volume } | Exclude<WantedModel, { model: PinnedModel }>;

/** Different spec.model that are remembered; a cluster rarely has more than a handful. */
const REMEMBERED = 500;
const NOTHING_TOLD: Pins = new Map();
const models = new WeakMap<Pins, Map<string, WantedModel>>();
const places = new WeakMap<Spec, { pins: Pins; place: Place }>();

/**
 * The model and the volume of a service. Equal specs are worked out once, since hashing a manifest takes about a millisecond; `pins`
 * that have changed have to be another map. The configuration is the same for the whole life of a process.
 */
export function placeOf(service: TTSService, config: OperatorConfig, pins = NOTHING_TOLD): Place {
  const known = places.get(service.spec);
  if (known?.pins === pins) return known.place;
  const wanted = remembered(service.spec.model, config, pins);
  const place = 'model' in wanted ? { model: wanted.model, volume: volumeOf(service, wanted.model) } : wanted;
  places.set(service.spec, { pins, place });
  return place;
}

function remembered(model: Spec['model'], config: OperatorConfig, pins: Pins): WantedModel {
  const answers = models.get(pins) ?? new Map<string, WantedModel>();
  models.set(pins, answers);
  const { npmRegistry, pypiIndex, hfEndpoint, modelSchemes, modelHosts } = config;
  const key = JSON.stringify([model, npmRegistry, pypiIndex, hfEndpoint, modelSchemes, modelHosts]);
  const known = answers.get(key);
  if (known) return known;
  const wanted = wantedModel(model, config, pins);
  answers.set(key, wanted);
  if (answers.size > REMEMBERED) answers.delete(answers.keys().next().value ?? '');
  return wanted;
}

/** `namespace/volume` of a TTSService as it came from the API server: what services share a volume by. */
export function volumeKey(object: KubeObject, config: OperatorConfig): string | undefined {
  const parsed = parseTTSService(object);
  if ('invalid' in parsed) return undefined;
  const place = placeOf(parsed.service, config);
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
