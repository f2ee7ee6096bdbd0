import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { getCACertificates } from 'node:tls';
import { EnvHttpProxyAgent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { StoreFailure, classify } from '../failure.ts';
import type { Settings } from '../settings.ts';
import { checkAddress, checkUrl, shown } from './address.ts';
import type { AddressPolicy } from './address.ts';

/** An answer with a status of 200 or 206. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Readable;
}

export interface GetOptions {
  /** Sent to every host. */
  headers?: Record<string, string>;
  /** Credentials: sent to the first origin only, never after a redirect to another one. */
  secret?: Record<string, string>;
  method?: 'GET' | 'HEAD';
  /** Statuses besides 200 and 206 that the caller wants to see. */
  accept?: number[];
  /** Redirects to follow; a redirect beyond them is an answer when `accept` has its status. */
  redirects?: number;
  signal?: AbortSignal;
}

export interface Client {
  get(url: string, options?: GetOptions): Promise<Answer>;
  close(): Promise<void>;
}

const redirect = new Set([301, 302, 303, 307, 308]);

/** HTTP with the proxy, certificate authorities and address policy of the settings. */
export function createClient(settings: Settings): Client {
  const policy = policyOf(settings);
  const ca = settings.ca ? { ca: [...getCACertificates('default'), settings.ca] } : {};
  const { http, https, no } = settings.proxy;
  const agent = new EnvHttpProxyAgent({
    httpProxy: http,
    httpsProxy: https,
    noProxy: no,
    allowH2: false,
    connectTimeout: settings.connectMs,
    headersTimeout: settings.stallMs,
    bodyTimeout: 0,
    connect: { ...ca, timeout: settings.connectMs, lookup: guardedLookup(policy) },
    requestTls: ca,
    proxyTls: ca,
  });
  return {
    get: (url, options = {}) => get(agent, policy, url, options),
    close: () => agent.destroy(),
  };
}

async function get(agent: Dispatcher, policy: AddressPolicy, first: string, options: GetOptions): Promise<Answer> {
  let url = new URL(first);
  const origin = url.origin;
  for (let hops = 0; ; hops++) {
    checkUrl(url, policy);
    const secret = url.origin === origin ? options.secret : {};
    const answer = await send(agent, url, { ...options.headers, ...secret }, options);
    const { statusCode: status, body } = answer;
    const headers = plain(answer.headers);
    if (status === 200 || status === 206) return { status, headers, body };
    const location = headers['location'];
    if (redirect.has(status) && location && hops < (options.redirects ?? 5)) {
      body.destroy();
      const next = new URL(location, url);
      if (url.protocol === 'https:' && next.protocol !== 'https:') {
        throw new StoreFailure('Forbidden', `${shown(url)} redirects to ${shown(next)}, which is not encrypted`);
      }
      url = next;
      continue;
    }
    if (options.accept?.includes(status)) return { status, headers, body };
    body.destroy();
    throw badStatus(status, headers, url);
  }
}

async function send(agent: Dispatcher, url: URL, headers: Record<string, string>, options: GetOptions) {
  try {
    const signal = options.signal ? { signal: options.signal } : {};
    const answer = await request(url, {
      dispatcher: agent,
      method: options.method ?? 'GET',
      headers: { 'user-agent': 'tts-operator', 'accept-encoding': 'identity', ...headers },
      ...signal,
    });
    answer.body.on('error', () => undefined);
    return answer;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    const failure = classify(error);
    const { reason, retry, message } = failure;
    throw new StoreFailure(reason, reason === 'Forbidden' ? message : `${shown(url)}: ${message}`, {
      retry,
      cause: error,
    });
  }
}

function badStatus(status: number, headers: Record<string, string>, url: URL): StoreFailure {
  const said = `${shown(url)} answers ${status}`;
  const wait = retryAfter(headers['retry-after']);
  const later = { retry: true, ...(wait === undefined ? {} : { retryAfter: wait }) };
  if (status === 401 || status === 403 || status === 407) return new StoreFailure('Unauthorised', said);
  if (status === 404 || status === 410) return new StoreFailure('NotFound', said);
  if (status === 429) return new StoreFailure('RateLimited', said, later);
  if (status >= 500 || status === 408) return new StoreFailure('ServerError', said, later);
  return new StoreFailure('UnexpectedContent', said);
}

/** Seconds of a Retry-After header (RFC 9110, 10.2.3): a number or a date. */
export function retryAfter(value: string | undefined, now = Date.now()): number | undefined {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function policyOf(settings: Settings): AddressPolicy {
  const configured = [settings.npmRegistry, settings.pypiIndex, settings.hfEndpoint, settings.s3Endpoint];
  return {
    schemes: settings.schemes,
    hosts: settings.hosts,
    trusted: [
      ...configured.flatMap((url) => (url ? [new URL(url).origin] : [])),
      ...settings.ociPlainHttp.map((host) => `http://${host}`),
    ],
  };
}

/** Looks a name up and refuses the addresses that the policy forbids, so that a name cannot hide one of them. */
function guardedLookup(policy: AddressPolicy): LookupFunction {
  return (host, options, done) => {
    systemLookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return done(error, '');
      try {
        for (const { address } of addresses) checkAddress(address, host, policy);
      } catch (refused) {
        return done(refused as Error, '');
      }
      if (options.all) return done(null, addresses);
      const one = addresses[0];
      return done(null, one?.address ?? '', one?.family ?? 4);
    });
  };
}

function plain(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
  );
  return Object.fromEntries(entries) as Record<string, string>;
}
