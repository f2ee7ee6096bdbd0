import { z } from 'zod';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** An image of a release: its repository, the digest of its index, and that of the image of each architecture. */
const Image = z.strictObject({
  repository: z.string().min(1),
  digest,
  platforms: z.record(z.enum(['amd64', 'arm64']), z.strictObject({ digest, sbom: z.string() }).optional()),
});

/** release.json: what a release consists of. Its sha256 is in the signed checksums. */
export const ReleaseRecord = z.strictObject({
  version: z.string(),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  images: z.strictObject({ operator: Image, runtime: Image, gpuRuntime: Image.optional() }),
  chart: z.strictObject({ repository: z.string().min(1), digest, file: z.string() }),
  /** The bundle for the Operator Lifecycle Manager. */
  bundle: z.strictObject({ repository: z.string().min(1), digest }),
});
export type ReleaseRecord = z.infer<typeof ReleaseRecord>;

/** The images that a release has. */
export const imagesOf = ({ images }: ReleaseRecord) => Object.values(images).filter((image) => image !== undefined);

/** Names of the files of every release. */
export const FILES = {
  record: 'release.json',
  install: 'install.yaml',
  crds: 'crds.yaml',
  krew: 'kubectl-tts.yaml',
  notes: 'notes.md',
  provenance: 'provenance.intoto.json',
  checksums: 'checksums.txt',
  bundle: 'checksums.txt.sigstore.json',
} as const;
