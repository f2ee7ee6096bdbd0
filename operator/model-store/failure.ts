import { BadManifest } from './manifest.ts';
import type { Reason } from './report.ts';

/** A classified failure. `retry` says whether the same request may succeed later; `retryAfter` is in seconds. */
export class StoreFailure extends Error {
  override name = 'StoreFailure';
  reason: Reason;
  retry: boolean;
  retryAfter: number | undefined;
  file: string | undefined;

  constructor(reason: Reason, message: string, more: { retry?: boolean; retryAfter?: number; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.reason = reason;
    this.retry = more.retry ?? false;
    this.retryAfter = more.retryAfter;
  }
}

const byCode: Record<string, [Reason, boolean, string]> = {
  ENOSPC: ['NoSpace', false, 'the volume is full'],
  EDQUOT: ['NoSpace', false, 'the quota of the volume is exhausted'],
  EROFS: ['ReadOnlyVolume', false, 'the volume is read-only'],
  EACCES: ['PermissionDenied', false, 'the volume denies access to this user'],
  EPERM: ['PermissionDenied', false, 'the volume denies access to this user'],
  EIO: ['VolumeError', false, 'an I/O error on the volume'],
  ESTALE: ['VolumeError', false, 'the volume is no longer available'],
  ENOTFOUND: ['Unreachable', true, 'the host name does not exist'],
  EAI_AGAIN: ['Unreachable', true, 'the host name could not be resolved'],
  ECONNREFUSED: ['Unreachable', true, 'the host refused the connection'],
  EHOSTUNREACH: ['Unreachable', true, 'there is no route to the host'],
  ENETUNREACH: ['Unreachable', true, 'there is no route to the host'],
  ETIMEDOUT: ['Unreachable', true, 'the host did not respond'],
  UND_ERR_CONNECT_TIMEOUT: ['Unreachable', true, 'the host did not respond'],
  UND_ERR_HEADERS_TIMEOUT: ['Stalled', true, 'the server accepted the request but did not respond'],
  UND_ERR_BODY_TIMEOUT: ['Stalled', true, 'the server stopped sending data'],
  ECONNRESET: ['Interrupted', true, 'the connection was closed'],
  EPIPE: ['Interrupted', true, 'the connection was closed'],
  UND_ERR_SOCKET: ['Interrupted', true, 'the connection was closed'],
  EPROTO: ['TlsFailed', false, 'the TLS handshake failed'],
};

/** Turns anything thrown into a StoreFailure; what it does not know becomes `Internal`. */
export function classify(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  if (error instanceof BadManifest) return new StoreFailure('BadManifest', error.message);
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (cause instanceof StoreFailure) return cause;
    const inner = cause instanceof AggregateError ? (cause.errors[0] as unknown) : undefined;
    const code = codeOf(cause) ?? codeOf(inner);
    if (code === undefined) continue;
    const refused = code === 'UND_ERR_ABORTED' ? proxyStatus(cause.message) : undefined;
    if (refused !== undefined) return proxyFailure(refused, error);
    const known = byCode[code];
    const path = 'path' in cause && typeof cause.path === 'string' ? ` (${cause.path})` : '';
    if (known) return new StoreFailure(known[0], `${known[2]}${path} [${code}]`, { retry: known[1], cause: error });
    if (/^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(code)) {
      return new StoreFailure('TlsFailed', `the certificate of the server is not trusted [${code}]`, { cause: error });
    }
    if (code.startsWith('HPE_')) {
      return new StoreFailure('UnexpectedContent', `the server does not respond in HTTP [${code}]`, { cause: error });
    }
  }
  const text = error instanceof Error ? error.message : String(error);
  return new StoreFailure('Internal', text, { cause: error });
}

/** The status with which a proxy refused a tunnel (undici's ProxyAgent tells it in words alone). */
function proxyStatus(message: string): number | undefined {
  const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
  return status === undefined ? undefined : Number(status);
}

function proxyFailure(status: number, cause: unknown): StoreFailure {
  const said = `the proxy responded with ${status}`;
  if (status === 407)
    return new StoreFailure('Unauthorised', `${said}: its address needs a user and a password`, { cause });
  if (status === 401 || status === 403)
    return new StoreFailure('Unauthorised', `${said}: it does not allow access to this host`, { cause });
  return new StoreFailure('Unreachable', said, { retry: status === 429 || status >= 500, cause });
}

function codeOf(value: unknown): string | undefined {
  return value instanceof Error && 'code' in value && typeof value.code === 'string' ? value.code : undefined;
}
