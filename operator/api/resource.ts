import type { z } from 'zod';
import type { KubeObject } from '../controller/object.ts';
import { Spec } from './ttsservice.ts';
import type { Status } from './status.ts';

/** A TTSService as the rest of the operator sees it: parsed once, defaults filled in. */
export interface TTSService {
  metadata: KubeObject['metadata'] & { uid: string; namespace: string };
  spec: Spec;
  status: Status;
}

type Parsed = { service: TTSService } | { invalid: string };
const known = new WeakMap<KubeObject, Parsed>();
/** Specs by their text: a service is written twenty times and more with the same one, and those of a team are much alike. */
const specs = new Map<string, { spec: Spec } | { invalid: string }>();
const REMEMBERED = 500;

/** Reads a TTSService off the wire, each object once; a spec that the schema refuses gives the reason instead. */
export function parseTTSService(object: KubeObject): Parsed {
  const parsed = known.get(object) ?? parse(object);
  known.set(object, parsed);
  return parsed;
}

/** int8 is the fastest on CPUs; a GPU computes in floating point. */
export function withDefaults(spec: z.infer<typeof Spec>): Spec {
  const precision = spec.model.precision ?? (spec.compute.device === 'gpu' ? 'fp32' : 'q8');
  return { ...spec, model: { ...spec.model, precision } };
}

function parse(object: KubeObject): Parsed {
  const parsed = parseSpec(object.spec ?? {});
  if ('invalid' in parsed) return parsed;
  const { uid = '', namespace = '' } = object.metadata;
  return {
    service: { metadata: { ...object.metadata, uid, namespace }, spec: parsed.spec, status: object.status ?? {} },
  };
}

function parseSpec(written: unknown): { spec: Spec } | { invalid: string } {
  const text = JSON.stringify(written);
  const remembered = specs.get(text);
  if (remembered) return remembered;
  const { data, error } = Spec.safeParse(written);
  const first = error?.issues[0];
  const parsed = data
    ? { spec: withDefaults(data) }
    : { invalid: `spec.${first?.path.join('.') ?? ''}: ${first?.message ?? 'not valid'}` };
  specs.set(text, parsed);
  if (specs.size > REMEMBERED) specs.delete(specs.keys().next().value ?? '');
  return parsed;
}
