import { z } from 'zod';

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
export const progressLine = z.object({
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
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ResolvedFile = z.infer<typeof resolvedFile>;

/** The end of a run, in the termination message (4096 bytes at most, so lists in it are bounded). */
export const resultLine = z.object({
  type: z.literal('result'),
  phase: z.enum(['Published', 'Verified', 'Resolved', 'Failed']),
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
  resolved: z.array(resolvedFile).optional(),
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
  NotFound: 'Check the name, version or address of the model; nothing is served there.',
  RateLimited: 'The source limits requests; wait, or use a mirror or a token.',
  ServerError: 'The source is failing; it is tried again later.',
  Unreachable: 'Check DNS, the proxy, network policies and the address of the source.',
  TlsFailed: "Give the source's certificate authority in spec.model.caBundleRef.",
  Stalled: 'The source stopped sending; it is tried again later.',
  Interrupted: 'The connection was cut or the pod was stopped; the download resumes where it was.',
  UnexpectedContent: 'The address answers with a web page, not with a file; check it for a login or error page.',
  SizeMismatch:
    'The file at the source is not the pinned one; check the address, or ask for the new one by its revision or sha256.',
  DigestMismatch:
    'The file at the source is not the pinned one; check the address, or ask for the new one by its revision or sha256.',
  NoDigest: 'The source tells no sha256 of this file; write size and sha256 into the model.',
  Forbidden: "The operator's configuration does not allow this address.",
  NoSource: 'No source is configured for this file; set a registry address or give a source.',
  NoSpace: 'The volume is too small; raise spec.storage.size or remove old models.',
  ReadOnlyVolume: 'The volume is read-only; give one that the download can write to.',
  PermissionDenied: 'The volume refuses user 65532; set fsGroup or the permissions of its root.',
  VolumeError: 'The volume fails to read or write; check its node and its storage driver.',
  Locked: 'Another download is writing the same model; it is waited for.',
  BadManifest: 'The manifest or the sources given to the download are wrong.',
  BadConfiguration: 'A setting of the download is wrong; the message names it.',
  NotPublished: 'The model is not on the volume; put it there, or let the download finish.',
  Damaged: 'Files on the volume differ from the manifest; only these are downloaded again.',
  Internal: 'This is a defect of the downloader; see the log of its pod.',
};
