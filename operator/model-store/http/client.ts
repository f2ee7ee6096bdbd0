import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { getCACertificates } from 'node:tls';
import { Agent, EnvHttpProxyAgent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { StoreFailure, classify } from '../failure.ts';
import type { Settings } from '../settings.ts';
import { bareHost, checkAddress, checkUrl, shown } from './address.ts';
import type { AddressPolicy } from './address.ts';
import { networksOf } from './no-proxy.ts';
import { watched } from './watched.ts';

/** An answer with a status of 200 or 206, or one that the caller accepts. Its body is read once, or discarded. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** The body; throws Stalled when it brings next to nothing for the stall time of the settings. */
  chunks(): AsyncGenerator<Buffer>;
  discard(): void;
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
  const common = {
    allowH2: false,
    connectTimeout: settings.connectMs,
    headersTimeout: settings.stallMs,
    bodyTimeout: 0,
    connect: { ...ca, timeout: settings.connectMs, lookup: guardedLookup(policy) },
  };
  const agent = new EnvHttpProxyAgent({
    ...common,
    httpProxy: http,
    httpsProxy: https,
    noProxy: no,
    requestTls: ca,
    proxyTls: ca,
  });
  const direct = new Agent(common);
  const needsNone = networksOf(no);
  const dispatcherOf = (url: URL): Dispatcher => (needsNone(bareHost(url)) ? direct : agent);
  return {
    get: (url, options = {}) => get({ dispatcherOf, policy, stallMs: settings.stallMs }, url, options),
    close: async () => void (await Promise.all([agent.destroy(), direct.destroy()])),
  };
}

interface Connection {
  dispatcherOf: (url: URL) => Dispatcher;
  policy: AddressPolicy;
  stallMs: number;
}

async function get({ dispatcherOf, policy, stallMs }: Connection, first: string, options: GetOptions): Promise<Answer> {
  let url = new URL(first);
  const origin = url.origin;
  for (let hops = 0; ; hops++) {
    checkUrl(url, policy);
    const secret = url.origin === origin ? options.secret : {};
    const answer = await send(dispatcherOf(url), url, { ...options.headers, ...secret }, options);
    const { statusCode: status, body } = answer;
    const headers = plain(answer.headers);
    const answered: Answer = {
      ...{ status, headers },
      chunks: () => watched(body, stallMs, options.signal ?? new AbortController().signal),
      discard: () => void body.destroy(),
    };
    if (status === 200 || status === 206) {
      if (options.method === 'HEAD' || !isEncoded(headers)) return answered;
      body.destroy();
      const message = `${shown(url)} uses the unsupported content encoding ${headers['content-encoding']}`;
      throw new StoreFailure('UnexpectedContent', message);
    }
    const location = headers['location'];
    if (redirect.has(status) && location && hops < (options.redirects ?? 5)) {
      body.destroy();
      const next = URL.parse(location, url.href);
      if (!next) throw new StoreFailure('UnexpectedContent', `${shown(url)} redirects to an invalid URL`);
      if (url.protocol === 'https:' && next.protocol !== 'https:') {
        throw new StoreFailure('Forbidden', `${shown(url)} redirects to ${shown(next)}, which is not encrypted`);
      }
      url = next;
      continue;
    }
    if (options.accept?.includes(status)) return answered;
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

/** Whether a body is not the bytes of the file itself, though it was asked for as these. */
export function isEncoded(headers: Record<string, string>): boolean {
  return (headers['content-encoding'] ?? 'identity') !== 'identity';
}

function badStatus(status: number, headers: Record<string, string>, url: URL): StoreFailure {
  const said = `${shown(url)} responded with ${status}`;
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
