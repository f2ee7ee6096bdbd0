import { kokoro, precisions } from './catalog/kokoro-v1.0.ts';
import type { Origin, Precision } from './catalog/kokoro-v1.0.ts';
import { pin, unresolved } from './draft.ts';
import type { Draft } from './draft.ts';
import { manifestBytes, manifestDigest } from './manifest.ts';
import type { Manifest, Role } from './manifest.ts';
import type { Source, Sources } from './source.ts';

/** A model of which every size and digest is known. `bytes` is the size of its files on the volume. */
export interface PinnedModel {
  manifest: Manifest;
  sources: Sources;
  digest: string;
  bytes: number;
}

/** A model as the catalog knows it: some digests of some precisions are asked of the source once (see `pin`). */
export interface DraftModel {
  draft: Draft;
  sources: Sources;
}

const models = { 'kokoro-v1.0': { precisions, compose: kokoro } };

/** The names and precisions that the catalog knows, and whether all digests of a precision are known beforehand. */
export function catalogEntries(): { name: string; precision: string; pinned: boolean }[] {
  return Object.entries(models).flatMap(([name, model]) =>
    model.precisions.map((precision) => ({ name, precision, pinned: catalogModel(name, precision) !== undefined })),
  );
}

/** A catalog entry as far as it is known, or undefined when the catalog has no such name or precision. */
export function catalogDraft(name: string, precision: string, origin: Origin = 'registries'): DraftModel | undefined {
  if (!Object.hasOwn(models, name)) return undefined;
  const model = models[name as keyof typeof models];
  if (!model.precisions.includes(precision as Precision)) return undefined;
  return model.compose(precision as Precision, origin);
}

/** A catalog entry whose digests are all known, or undefined. */
export function catalogModel(name: string, precision: string, origin: Origin = 'registries'): PinnedModel | undefined {
  const entry = catalogDraft(name, precision, origin);
  if (!entry || unresolved(entry.draft).length > 0) return undefined;
  return pinned(pin(entry.draft, []), entry.sources);
}

/** A manifest with its sources, digest and size. */
export function pinned(manifest: Manifest, sources: Sources): PinnedModel {
  return { manifest, sources, digest: manifestDigest(manifest), bytes: manifestBytes(manifest) };
}

/** One file of a user's own model; without size and sha256 the source is asked for them. */
export interface UserFile {
  path: string;
  url: string;
  sha256?: string | undefined;
  size?: number | undefined;
}

/** A user's own model from explicit files; `url` may be https://, http:// (where allowed), s3://bucket/key or hf://owner/name@revision/path. */
export function userModel(name: string, precision: string, files: UserFile[]): DraftModel {
  const sources: Sources = {};
  const drafts = files.map(({ path, url, sha256, size }) => {
    sources[path] = [sourceOfUrl(url)];
    return { path, role: roleOf(path), ...(sha256 ? { sha256 } : {}), ...(size === undefined ? {} : { size }) };
  });
  return { draft: { schemaVersion: 1, name, precision, files: drafts }, sources };
}

/** Keeps only the voices named (all of them when none is); other files stay. */
export function selectVoices(model: DraftModel, ids: string[]): DraftModel {
  if (ids.length === 0) return model;
  const wanted = new Set(ids);
  const files = model.draft.files.filter(({ path, role }) => role !== 'voice' || wanted.has(voiceId(path)));
  const paths = new Set(files.map(({ path }) => path));
  const sources = Object.fromEntries(Object.entries(model.sources).filter(([path]) => paths.has(path)));
  return { draft: { ...model.draft, files }, sources };
}

/** The id of a voice from its file's path: `voices/af_heart.bin` is `af_heart`. */
export function voiceId(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}

function roleOf(path: string): Role {
  if (path.startsWith('voices/')) return 'voice';
  if (path.startsWith('lexicons/')) return 'lexicon';
  if (path === 'vocab.json' || path === 'config.json') return 'vocabulary';
  return path.endsWith('.onnx') ? 'model' : 'other';
}

/** Where a URL of `UserFile` leads. */
export function sourceOfUrl(url: string): Source {
  const s3 = /^s3:\/\/([^/]+)\/(.+)$/.exec(url);
  if (s3) return { type: 's3', bucket: s3[1] ?? '', key: s3[2] ?? '' };
  const hf = /^hf:\/\/([^/]+\/[^/@]+)@([^/]+)\/(.+)$/.exec(url);
  if (hf) return { type: 'huggingface', repo: hf[1] ?? '', revision: hf[2] ?? '', path: hf[3] ?? '' };
  return { type: 'https', url, auth: true };
}
