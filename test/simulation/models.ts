import type { z } from 'zod';
import { wantedModel } from '../../operator/resolve/model.ts';
import { Spec } from '../../operator/api/ttsservice.ts';
import type { ResolvedFile } from '../../operator/model-store/report.ts';
import { withDefaults } from '../../operator/api/resource.ts';
import { PRECISION, resolveFile } from './specs.ts';
import { createHash } from 'node:crypto';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const origins = {
  npmRegistry: 'https://npm.example',
  pypiIndex: 'https://pypi.example/simple',
  hfEndpoint: undefined,
  modelSchemes: ['https'],
  modelHosts: ['*'],
};
const digests = new Map<string, string>();

/** The digest of one of the simulation's own models. */
export function digestOf(name: string): string {
  let digest = digests.get(name);
  if (digest === undefined) {
    const files = ['model.onnx', 'vocab.json'].map((path) => ({
      ...{ path, url: `https://mirror-a.example/${name}/${path}`, sha256: sha(`${name}/${path}`), size: 5_000_000 },
    }));
    const wanted = wantedModel(
      withDefaults(Spec.parse({ model: { name, precision: PRECISION, files } })).model,
      origins,
      new Map(),
    );
    digest = 'model' in wanted ? wanted.model.digest : '';
    digests.set(name, digest);
  }
  return digest;
}

/** The model that an image holds. */
export function imageContents(reference: string): string | undefined {
  const name = reference.split('/')[1];
  return name === 'first' || name === 'second' ? digestOf(name) : undefined;
}

/** The digest of the model that a spec wants; undefined where there is none, or its files are asked for first. */
export function modelDigest(spec: z.infer<typeof Spec>): string | undefined {
  const { model } = withDefaults(spec);
  const pins = new Map<string, ResolvedFile[]>();
  let wanted = wantedModel(model, origins, pins);
  if ('open' in wanted) {
    pins.set(
      wanted.open.id,
      wanted.open.draft.files.map(({ path }) => resolveFile(path)),
    );
    wanted = wantedModel(model, origins, pins);
  }
  return 'model' in wanted ? wanted.model.digest : undefined;
}
