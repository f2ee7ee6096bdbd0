import type { Client } from '../http/client.ts';
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

/** What every source needs to find a location. */
export interface SourceContext {
  client: Client;
  settings: Settings;
  signal: AbortSignal;
}

/** The key of a package's archive. */
export function archiveKey(registry: 'npm' | 'pypi', name: string, version: string): string {
  return `${registry}-${name.replace('/', '+')}-${version}`;
}

/** The key of a file that is fetched whole. */
export function fileKey(sha256: string): string {
  return `sha256-${sha256}`;
}
