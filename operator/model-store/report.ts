import { z } from 'zod';
import { sha256Hex } from './manifest.ts';

/** Why a download, resolution or verification ended badly; each is one thing a person can act on. */
export const reasons = [
  'Unauthorised',
  'NotFound',
  'RateLimited',
  'ServerError',
  'Unreachable',
  'TlsFailed',
  'Stalled',
  'Interrupted',
  'UnexpectedContent',
  'SizeMismatch',
  'DigestMismatch',
  'NoDigest',
  'Forbidden',
  'NoSource',
  'NoSpace',
  'ReadOnlyVolume',
  'PermissionDenied',
  'VolumeError',
  'Locked',
  'BadManifest',
  'BadConfiguration',
  'NotPublished',
  'Damaged',
  'Internal',
] as const;
export type Reason = (typeof reasons)[number];

/** One line of standard output while a download runs, at most one a second. Bytes are those that cross the network. */
const progressLine = z.object({
  type: z.literal('progress'),
  bytesDownloaded: z.number(),
  bytesTotal: z.number(),
  filesVerified: z.number(),
  filesTotal: z.number(),
  bytesPerSecond: z.number(),
});
export type ProgressLine = z.infer<typeof progressLine>;

/** A size and digest that a source told of a file whose manifest did not have them. */
export const resolvedFile = z.object({
  path: z.string().max(200),
  size: z.int().nonnegative(),
  sha256: sha256Hex,
});
export type ResolvedFile = z.infer<typeof resolvedFile>;

/** The end of a run, in the termination message (4096 bytes at most, so lists in it are bounded). */
const resultLine = z.object({
  type: z.literal('result'),
  phase: z.enum(['Published', 'Verified', 'Resolved', 'Prepared', 'Failed']),
  digest: z.string().optional(),
  reason: z.enum(reasons).optional(),
  message: z.string().optional(),
  file: z.string().optional(),
  filesVerified: z.number().optional(),
  filesTotal: z.number().optional(),
  filesMissing: z.number().optional(),
  missing: z.array(z.string()).optional(),
  bytesFetched: z.number().optional(),
  seconds: z.number().optional(),
  sources: z.array(z.string()).optional(),
  image: z.string().optional(),
  resolved: z.array(resolvedFile).optional(),
  /** Of a prepared model: the name of its folder, and the sha256 of its seal. */
  name: z
    .string()
    .regex(/^[0-9a-f]{64}-[\w.-]{1,100}$/)
    .optional(),
  seal: sha256Hex.optional(),
});
export type ResultLine = z.infer<typeof resultLine>;

const line = z.discriminatedUnion('type', [progressLine, resultLine]);

/** Reads one line of a Job's output or termination message; anything else in it gives undefined. */
export function parseReport(text: string): ProgressLine | ResultLine | undefined {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The result in a termination message: the last line that is one. */
export function lastResult(message: string | undefined): ResultLine | undefined {
  for (const line of (message ?? '').trim().split('\n').reverse()) {
    const report = parseReport(line);
    if (report?.type === 'result') return report;
  }
  return undefined;
}

/** What a person should do about a reason, as one sentence for a condition's message. */
export const advice: Record<Reason, string> = {
  Unauthorised: 'Check the token or password in the Secret of spec.model.secretRef.',
  NotFound: 'Check the name, version or address of the model: the source has nothing there.',
  RateLimited: 'The source limits requests. Wait, or use a mirror or a token.',
  ServerError: 'The source is failing. The download retries later.',
  Unreachable: 'Check DNS, the proxy, network policies and the address of the source.',
  TlsFailed: 'Set spec.model.caBundleRef to the certificate authority of the source.',
  Stalled: 'The source stopped sending data. The download retries later.',
  Interrupted: 'The connection broke or the pod was stopped. The download resumes where it stopped.',
  UnexpectedContent: 'Check the address: it probably leads to a login or error page.',
  SizeMismatch:
    'The file at the source is not the pinned one. Check the address, or request the new file by its revision or sha256.',
  DigestMismatch:
    'The file at the source is not the pinned one. Check the address, or request the new file by its revision or sha256.',
  NoDigest: 'The source does not publish a sha256 of this file. Add its size and sha256 to spec.model.files.',
  Forbidden: 'The configuration of the operator does not allow this address.',
  NoSource: 'No source is configured for this file. Configure a registry, or set spec.model.sources.',
  NoSpace: 'Raise spec.storage.size, or remove old models.',
  ReadOnlyVolume: 'Use a volume that the download can write to.',
  PermissionDenied: 'The volume denies access to user 65532. Set fsGroup, or the permissions of its root.',
  VolumeError: 'Check the node of the volume and its storage driver.',
  Locked: 'Another download is writing the same model. Wait until it is finished.',
  BadManifest: 'The manifest or the sources of the download are invalid.',
  BadConfiguration: 'A setting of the download is invalid. The message names it.',
  NotPublished: 'The model is not on the volume. Copy it there, or wait for the download.',
  Damaged: 'Files on the volume differ from the manifest. Only these are downloaded again.',
  Internal: 'This is a bug. See the log of the download pod.',
};
