import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreFailure } from './failure.ts';

const address = z.url({ protocol: /^https?$/ }).transform((url) => (url.endsWith('/') ? url : `${url}/`));
const list = z.string().transform((text) => text.split(',').flatMap((item) => item.trim() || []));
const seconds = (fallback: number) => z.coerce.number().positive().max(86_400).default(fallback);

const shape = z.object({
  /** Registry addresses; without one, sources of that kind are skipped. */
  TTS_NPM_REGISTRY: address.optional(),
  TTS_PYPI_INDEX: address.optional(),
  TTS_HF_ENDPOINT: address.default('https://huggingface.co/'),
  TTS_S3_ENDPOINT: address.optional(),
  TTS_S3_REGION: z.string().default('us-east-1'),
  /** OCI registries (host or host:port) that are asked without TLS. */
  TTS_OCI_PLAIN_HTTP: list.default([]),
  /** More certificate authorities, as PEM. */
  MODEL_CA_FILE: z.string().optional(),
  /** A mounted Secret: one file per key; see credentials below. */
  MODEL_CREDENTIALS_DIR: z.string().optional(),
  /** Where sources of type `claim` are mounted. */
  MODEL_CLAIM_PATH: z.string().default('/source'),
  MODEL_ALLOWED_SCHEMES: list.default(['https']),
  MODEL_ALLOWED_HOSTS: list.default(['*']),
  MODEL_PARALLEL: z.coerce.number().int().min(1).max(32).default(4),
  MODEL_ATTEMPTS: z.coerce.number().int().min(1).max(100).default(6),
  MODEL_STALL_SECONDS: seconds(30),
  MODEL_CONNECT_SECONDS: seconds(10),
  /** The wait before a second attempt; it doubles with each attempt that brings nothing. */
  MODEL_BACKOFF_SECONDS: seconds(0.5),
  /** How long optional files may hold up a model of which everything else is verified. */
  MODEL_OPTIONAL_SECONDS: seconds(10),
  HTTP_PROXY: z.string().default(''),
  HTTPS_PROXY: z.string().default(''),
  NO_PROXY: z.string().default(''),
});

/** How the downloader reaches its sources. Times are in milliseconds, addresses end in a slash. */
export interface Settings {
  npmRegistry: string | undefined;
  pypiIndex: string | undefined;
  hfEndpoint: string;
  s3Endpoint: string | undefined;
  s3Region: string;
  ociPlainHttp: string[];
  claimPath: string;
  ca: string | undefined;
  credentials: Credentials;
  schemes: string[];
  hosts: string[];
  parallel: number;
  attempts: number;
  stallMs: number;
  connectMs: number;
  backOffSeconds: number;
  optionalMs: number;
  proxy: { http: string; https: string; no: string };
}

/** Keys that a Secret may have; `https-headers` holds lines of `Name: value`, sent to `https` sources with `auth`. */
const credentialKeys = [
  'huggingface-token',
  'npm-token',
  'pypi-username',
  'pypi-password',
  's3-access-key-id',
  's3-secret-access-key',
  's3-session-token',
  'oci-username',
  'oci-password',
  'https-headers',
] as const;
export type Credentials = Partial<Record<(typeof credentialKeys)[number], string>>;

/** Reads settings from the environment; throws BadConfiguration naming the variable. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const pick = (name: string) => env[name] || env[name.toLowerCase()] || undefined;
  const given = Object.fromEntries(Object.keys(shape.shape).map((name) => [name, pick(name)]));
  const parsed = shape.safeParse(given);
  if (!parsed.success) throw new StoreFailure('BadConfiguration', z.prettifyError(parsed.error));
  const it = parsed.data;
  const index = it.TTS_PYPI_INDEX ? new URL(it.TTS_PYPI_INDEX) : undefined;
  const inUrl = index?.password
    ? { 'pypi-username': unescaped(index.username), 'pypi-password': unescaped(index.password) }
    : {};
  return {
    npmRegistry: it.TTS_NPM_REGISTRY && withoutUser(it.TTS_NPM_REGISTRY),
    pypiIndex: it.TTS_PYPI_INDEX && withoutUser(it.TTS_PYPI_INDEX),
    hfEndpoint: it.TTS_HF_ENDPOINT,
    s3Endpoint: it.TTS_S3_ENDPOINT,
    s3Region: it.TTS_S3_REGION,
    ociPlainHttp: it.TTS_OCI_PLAIN_HTTP,
    claimPath: it.MODEL_CLAIM_PATH,
    ca: it.MODEL_CA_FILE && readCertificates(it.MODEL_CA_FILE),
    credentials: { ...inUrl, ...(it.MODEL_CREDENTIALS_DIR ? readCredentials(it.MODEL_CREDENTIALS_DIR) : {}) },
    schemes: it.MODEL_ALLOWED_SCHEMES,
    hosts: it.MODEL_ALLOWED_HOSTS,
    parallel: it.MODEL_PARALLEL,
    attempts: it.MODEL_ATTEMPTS,
    stallMs: it.MODEL_STALL_SECONDS * 1000,
    connectMs: it.MODEL_CONNECT_SECONDS * 1000,
    backOffSeconds: it.MODEL_BACKOFF_SECONDS,
    optionalMs: it.MODEL_OPTIONAL_SECONDS * 1000,
    proxy: { http: it.HTTP_PROXY, https: it.HTTPS_PROXY, no: it.NO_PROXY },
  };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StoreFailure('BadConfiguration', 'TTS_PYPI_INDEX: encode a % in the user or password as %25');
  }
}

/** A registry's address may carry a user and password, as pip allows; messages shall not. */
function withoutUser(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}

function readCertificates(path: string): string {
  const text = readText(path, 'MODEL_CA_FILE');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new StoreFailure('BadConfiguration', `MODEL_CA_FILE: ${path} holds no certificate in PEM form`);
}

/** Keys of the mounted Secret that nothing reads, most often misspelt ones. */
export function unknownCredentials(folder: string | undefined): string[] {
  if (!folder) return [];
  try {
    const known: readonly string[] = credentialKeys;
    return readdirSync(folder).filter((key) => !key.startsWith('.') && !known.includes(key));
  } catch {
    return []; // `readCredentials` tells why
  }
}

function readCredentials(folder: string): Credentials {
  try {
    const names = new Set(readdirSync(folder));
    const present = credentialKeys.filter((key) => names.has(key));
    return Object.fromEntries(present.map((key) => [key, readText(join(folder, key), key).trim()]));
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    throw new StoreFailure('BadConfiguration', `MODEL_CREDENTIALS_DIR ${folder} cannot be read`);
  }
}

/** Reads a small text file that a setting names. */
export function readText(path: string, setting: string): string {
  try {
    if (statSync(path).size > 4 << 20) throw new StoreFailure('BadConfiguration', `${setting}: ${path} is too large`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    throw new StoreFailure('BadConfiguration', `${setting}: ${path} cannot be read`);
  }
}
