import type { z } from 'zod';
import { wantedModel } from '../../operator/resolve/model.ts';
import { Spec } from '../../operator/api/ttsservice.ts';
import type { ResolvedFile } from '../../operator/model-store/report.ts';
import { withDefaults } from '../../operator/api/resource.ts';
import { PRECISION, resolveFile } from './specs.ts';
import { createHash } from 'node:crypto';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const withRegistries = {
  npmRegistry: 'https://npm.example',
  pypiIndex: 'https://pypi.example/simple',
  hfEndpoint: undefined,
  modelSchemes: ['https'],
  modelHosts: ['*'],
};
const digests = new Map<string, string>();
const counts = new Map<string, number>();

/** How many files the manifest of a digest names, as the published folder has it. */
export function filesIn(digest: string): number {
  return counts.get(digest) ?? 0;
}

/** Notes how many files a digest stands for. */
export function known(digest: string, files: number): void {
  counts.set(digest, files);
}

/** The digest of one of the simulation's own models. */
export function digestOf(name: string): string {
  let digest = digests.get(name);
  if (digest === undefined) {
    const files = ['model.onnx', 'vocab.json'].map((path) => ({
      ...{ path, url: `https://mirror-a.example/${name}/${path}`, sha256: sha(`${name}/${path}`), size: 5_000_000 },
    }));
    const wanted = wantedModel(
      withDefaults(Spec.parse({ model: { name, precision: PRECISION, files } })).model,
      withRegistries,
      new Map(),
    );
    digest = 'model' in wanted ? wanted.model.digest : '';
    digests.set(name, digest);
    known(digest, files.length);
  }
  return digest;
}

/** The model that an image holds. */
export function imageContents(reference: string): string | undefined {
  const name = reference.split('/')[1];
  return name === 'first' || name === 'second' ? digestOf(name) : undefined;
}

/** The digest of the model that a spec wants; undefined where there is none. `registries`: whether the operator's configuration has any. */
export function modelDigest(spec: z.infer<typeof Spec>, registries: boolean): string | undefined {
  const { model } = withDefaults(spec);
  const origins = registries ? withRegistries : { ...withRegistries, npmRegistry: undefined, pypiIndex: undefined };
  const pins = new Map<string, ResolvedFile[]>();
  let wanted = wantedModel(model, origins, pins);
  if ('open' in wanted) {
    pins.set(
      wanted.open.id,
      wanted.open.draft.files.map(({ path }) => resolveFile(path)),
    );
    wanted = wantedModel(model, origins, pins);
  }
  if (!('model' in wanted)) return undefined;
  known(wanted.model.digest, wanted.model.manifest.files.length);
  return wanted.model.digest;
}
