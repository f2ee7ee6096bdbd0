import type { Client } from '../http/client.ts';
import { retry } from '../retry.ts';
import type { Settings } from '../settings.ts';

/** What a file is checked against: any of the hashes a registry gives, as hex. */
export interface Integrity {
  algorithm: 'sha256' | 'sha512' | 'sha1';
  hex: string;
}

/** One stream of bytes that is fetched once, with resume, and checked as a whole. */
export interface Blob {
  /** Names the same bytes wherever they come from, and the partial file on disk. */
  key: string;
  url: string;
  size: number | undefined;
  integrity: Integrity | undefined;
  /** Credentials for the first host, made anew for each attempt (signatures and tokens expire). */
  secret(signal: AbortSignal): Promise<Record<string, string>>;
}

/** How a file is made: a whole blob, members of archives in order, or a file of a mounted volume. */
export type Location =
  | { kind: 'blob'; blob: Blob }
  | { kind: 'members'; format: 'tar' | 'zip'; parts: { blob: Blob; member: string }[] }
  | { kind: 'local'; path: string };

/** What every source needs to find a location. `memo` keeps what registries answered. */
export interface SourceContext {
  client: Client;
  settings: Settings;
  signal: AbortSignal;
  attempts: number;
  log: (message: string) => void;
  memo: Map<string, Promise<unknown>>;
}

/** Asks a registry once, trying again while it fails in a way that may pass; a failure is not kept. */
export function ask<T>(key: string, at: SourceContext, work: () => Promise<T>): Promise<T> {
  const known = at.memo.get(key) as Promise<T> | undefined;
  if (known) return known;
  const { attempts, signal, log } = at;
  const asking = retry(work, { attempts, signal, log, backOffSeconds: at.settings.backOffSeconds });
  at.memo.set(key, asking);
  asking.catch(() => at.memo.delete(key));
  return asking;
}

/** The key of a package's archive. */
export function archiveKey(registry: 'npm' | 'pypi', name: string, version: string): string {
  return `${registry}-${name.replace('/', '+')}-${version}`;
}

/** The key of a file that is fetched whole. */
export function fileKey(sha256: string): string {
  return `sha256-${sha256}`;
}
