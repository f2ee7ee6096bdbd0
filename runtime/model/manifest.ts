import { z } from 'zod';

/** A sha256, and the name of a published folder. */
export const SHA256 = /^[0-9a-f]{64}$/;

const ManifestFile = z.object({
  path: z.string().regex(/^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]*$/),
  size: z.number().int().nonnegative(),
  sha256: z.string().regex(SHA256),
  role: z.string(),
  optional: z.boolean().default(false),
});

const Manifest = z.object({
  schemaVersion: z.literal(1),
  name: z.string(),
  precision: z.string(),
  files: z.array(ManifestFile),
});

export type ManifestFile = z.infer<typeof ManifestFile>;
export type Manifest = z.infer<typeof Manifest>;

/** Reads the bytes of a manifest.json (docs/architecture.md); throws when it is not one. */
export function parseManifest(bytes: Uint8Array): Manifest {
  return Manifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
