import { KubeConfig } from '@kubernetes/client-node';
import { Agent, ProxyAgent, request } from 'undici';
import type { Dispatcher } from 'undici';
import type https from 'node:https';
import { systemClock } from '../controller/clock.ts';
import { within } from '../controller/within.ts';
import { ApiError } from './api.ts';
import type { Api, CallOptions, Method } from './api.ts';

export interface ApiClientOptions {
  /** For one call; watches have none but their own. */
  timeoutMs?: number;
  /** Told of every answer, for metrics. */
  onResponse?: (method: string, status: number) => void;
}

/**
 * Raw JSON over HTTP to one API server: authentication and TLS by client-node, nothing else of it, since its typed objects cost
 * twelve times the parsing (docs/decisions/0003-own-controller-runtime.md).
 */
export class ApiClient implements Api {
  readonly #config: KubeConfig;
  readonly #base: string;
  readonly #options: Required<Pick<ApiClientOptions, 'timeoutMs'>> & ApiClientOptions;
  #agent: Agent | ProxyAgent | undefined;
  #agentCredentials = '';

  constructor(config: KubeConfig, options: ApiClientOptions = {}) {
    const cluster = config.getCurrentCluster();
    if (!cluster) throw new Error('no cluster in the kubeconfig: set KUBECONFIG, or run inside a cluster');
    this.#config = config;
    this.#base = cluster.server.replace(/\/$/, '');
    this.#options = { timeoutMs: 30_000, ...options };
  }

  async json<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
    return JSON.parse(await this.text(method, path, options)) as T;
  }

  async text(method: Method, path: string, options: CallOptions = {}): Promise<string> {
    return within(systemClock, options.signal, this.#options.timeoutMs, async (signal) => {
      const response = await this.#send(method, path, { ...options, signal });
      return response.body.text();
    });
  }

  async *lines(path: string, options: CallOptions & { signal: AbortSignal }): AsyncGenerator<string> {
    const { body } = await this.#send('GET', path, options);
    body.setEncoding('utf8');
    let rest = '';
    for await (const chunk of body as AsyncIterable<string>) {
      rest += chunk;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        if (end > 0) yield rest.slice(0, end);
        rest = rest.slice(end + 1);
      }
    }
    if (rest !== '') yield rest;
  }

  async close(): Promise<void> {
    await this.#agent?.destroy();
  }

  async #send(method: Method, path: string, options: CallOptions): Promise<Dispatcher.ResponseData> {
    const url = new URL(this.#base + path);
    for (const [key, value] of Object.entries(options.query ?? {}))
      if (value !== undefined) url.searchParams.set(key, String(value));
    const tls: https.RequestOptions = {};
    await this.#config.applyToHTTPSOptions(tls);
    const headers: Record<string, string> = {
      accept: options.accept ?? 'application/json',
      'user-agent': 'tts-operator',
    };
    for (const [name, value] of Object.entries(tls.headers ?? {}))
      if (typeof value === 'string') headers[name.toLowerCase()] = value;
    if (options.body !== undefined) headers['content-type'] = options.contentType ?? 'application/json';
    const response = await request(url, {
      method,
      headers,
      dispatcher: this.#dispatcher(tls),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    this.#options.onResponse?.(method, response.statusCode);
    if (response.statusCode >= 400) throw await failure(response);
    return response;
  }

  /** One connection pool, made anew only when the client certificate or the CA changes. */
  #dispatcher(tls: https.RequestOptions): Dispatcher {
    const credentials = [tls.ca, tls.cert, tls.key].map(String).join('\n');
    if (this.#agent && credentials === this.#agentCredentials) return this.#agent;
    this.#agentCredentials = credentials;
    const connect = {
      timeout: 10_000,
      ...(tls.ca ? { ca: tls.ca as Buffer } : {}),
      ...(tls.cert ? { cert: tls.cert as Buffer } : {}),
      ...(tls.key ? { key: tls.key as Buffer } : {}),
      ...(tls.servername ? { servername: tls.servername } : {}),
      ...(tls.rejectUnauthorized === false ? { rejectUnauthorized: false } : {}),
    };
    const pool = { connections: 256, bodyTimeout: 0, headersTimeout: this.#options.timeoutMs };
    const uri = this.#config.getCurrentCluster()?.proxyUrl;
    if (uri === undefined) this.#agent = new Agent({ ...pool, connect });
    else if (/^https?:/.test(uri)) this.#agent = new ProxyAgent({ ...pool, uri, requestTls: connect });
    else throw new Error(`proxy-url ${uri} of the kubeconfig: only proxies with http or https can be used`);
    return this.#agent;
  }
}

async function failure(response: Dispatcher.ResponseData): Promise<ApiError> {
  const text = await response.body.text();
  const header = Number(response.headers['retry-after']);
  let reason = 'Unknown';
  let message = '';
  try {
    const status = JSON.parse(text) as { reason?: string; message?: string };
    reason = status.reason ?? reason;
    message = status.message ?? message;
  } catch {
    // not a metav1.Status: a proxy in between, or a server that is starting
    if (!/[<{\n]/.test(text.trim())) message = text.trim().slice(0, 500);
  }
  message ||= `The API server answered with status ${response.statusCode}.`;
  return new ApiError(response.statusCode, reason, message, Number.isFinite(header) ? header : undefined);
}

/** The client of the current context of KUBECONFIG, ~/.kube/config or the pod's service account. */
export function defaultKubeConfig(): KubeConfig {
  const config = new KubeConfig();
  config.loadFromDefault();
  return config;
}
