import { KIND } from '../../operator/api/fields.ts';
import { ApiError } from '../../operator/cluster/api.ts';
import type { Api, CallOptions, Method } from '../../operator/cluster/api.ts';
import { KINDS, pathOf } from '../../operator/cluster/kinds.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { selectorOf } from './api/history.ts';
import type { WatchEvent } from './api/history.ts';
import type { ApiServer } from './api/server.ts';
import { targetOf } from './api/kinds.ts';
import { gone } from './api/errors.ts';
import type { Loop, Process } from './loop.ts';

/** What a request meets on its way. */
export type Fate =
  | { kind: 'well'; there: number; back: number }
  /** Nothing happens, and the caller is told an error of the network's or of the server's. */
  | { kind: 'fails'; there: number; status: number | undefined; retryAfter?: number }
  /** It takes effect, and no answer arrives. */
  | { kind: 'lost'; there: number; back: number };

/** Decides what befalls requests and watches; the seed speaks through it. */
export interface Weather {
  request(process: Process, method: Method, path: string): Fate;
  /** How long a watch's event takes, whether it comes twice, and whether the connection breaks before it. */
  event(process: Process, kind: string): { delay: number; twice: boolean; breaks: boolean };
}

const SERVICES = `/${KINDS.TTSService.plural}/`;
const TIMEOUT_MS = 30_000;
/** What was read this long ago is what a write rests on. */
const JUST_MS = 1_000;
const BOOKMARK_MS = 120_000;

/** A watch that is open. */
interface Connection {
  /** What is watched. */
  what: string;
  silent: boolean;
  breakOff: () => void;
}

/** The way from a process to the API server, with the time-outs of the real client. */
export class Network implements Api {
  readonly #server: ApiServer;
  readonly #loop: Loop;
  readonly #process: Process;
  readonly #weather: Weather;
  readonly #user: string;
  readonly #open = new Set<Connection>();
  /** What is watched whose last watch fell silent. */
  readonly #deaf = new Set<string>();
  /** Of when the last answer about a service (by path) was, and when it came. */
  readonly #read = new Map<string, { of: number; at: number }>();
  /** When this process was told of each version of each service, by uid: what it cannot know, it cannot heed. */
  readonly #told = new Map<string, { version: number; at: number }[]>();

  constructor(server: ApiServer, loop: Loop, process: Process, weather: Weather, user: string) {
    this.#server = server;
    this.#loop = loop;
    this.#process = process;
    this.#weather = weather;
    this.#user = user;
  }

  /** Breaks every watch that is open. */
  breakAll(): void {
    for (const { breakOff } of [...this.#open]) breakOff();
  }

  /** Has nothing more come over the watches that are open, and no end either, as when a connection is cut on its way. */
  silenceAll(): void {
    for (const connection of this.#open) {
      connection.silent = true;
      this.#deaf.add(connection.what);
    }
  }

  /** Whether this process has not yet opened a watch anew after one over which nothing came: until then it may not know of something. */
  get isDeaf(): boolean {
    return this.#deaf.size > 0;
  }

  /** When this process was first told of a service (by uid) in this version or a later one. */
  toldAt(uid: string, version: number): number {
    return this.#told.get(uid)?.find((one) => one.version >= version)?.at ?? Infinity;
  }

  /** When this process last knew of the owners of what it sends now: of when what it read of them just before was, else now. */
  #knows(body: unknown): number {
    const { now } = this.#loop;
    const { metadata } = (body ?? {}) as Partial<KubeObject>;
    const read = (metadata?.ownerReferences ?? []).flatMap(({ name }) => {
      const last = this.#read.get(pathOf(KINDS.TTSService, metadata?.namespace, name));
      return last && now - last.at < JUST_MS ? [last.of] : [];
    });
    return Math.min(now, ...read);
  }

  #tells({ kind, metadata: { uid = '', resourceVersion } }: KubeObject): void {
    if (kind !== KIND) return;
    const told = this.#told.get(uid) ?? [];
    told.push({ version: Number(resourceVersion), at: this.#loop.now });
    this.#told.set(uid, told);
  }

  async json<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
    return this.#call(method, path, options) as Promise<T>;
  }

  async text(method: Method, path: string, options: CallOptions = {}): Promise<string> {
    const answer = await this.#call(method, path, options);
    return typeof answer === 'string' ? answer : JSON.stringify(answer);
  }

  #call(method: Method, path: string, { signal, ...options }: CallOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return void reject(signal.reason as Error);
      const fate = this.#weather.request(this.#process, method, path);
      const asOf = this.#knows(options.body);
      let over = false;
      const finish = (act: () => void): void => {
        if (over) return;
        over = true;
        signal?.removeEventListener('abort', stop);
        cancel();
        act();
      };
      const stop = (): void => finish(() => reject(signal?.reason as Error));
      signal?.addEventListener('abort', stop, { once: true });
      const cancel = this.#loop.after(
        TIMEOUT_MS,
        () => finish(() => reject(new DOMException(`timed out after ${TIMEOUT_MS} ms`, 'TimeoutError'))),
        this.#process,
      );
      this.#loop.after(fate.there, () => {
        if (fate.kind === 'fails') {
          this.#loop.after(1, () => finish(() => reject(failure(fate.status, fate.retryAfter))), this.#process);
          return;
        }
        let settle: () => void;
        try {
          const answer = this.#server.handle({ method, path, ...options, user: this.#user, asOf });
          const of = this.#loop.now;
          settle = () => {
            if (method === 'GET' && path.includes(SERVICES)) this.#read.set(path, { of, at: this.#loop.now });
            for (const one of (answer as { items?: KubeObject[] }).items ?? []) this.#tells(one);
            resolve(answer);
          };
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          settle = () => reject(error);
        }
        if (fate.kind === 'lost') settle = () => reject(failure(undefined));
        this.#loop.after(fate.back, () => finish(settle), this.#process);
      });
    });
  }

  async *lines(path: string, { query = {}, signal }: CallOptions & { signal: AbortSignal }): AsyncGenerator<string> {
    const target = targetOf(path);
    if (!target) throw new Error(`the model has no ${path}`);
    signal.throwIfAborted();
    const fate = this.#weather.request(this.#process, 'GET', path);
    const lines: (string | Error)[] = [];
    let wake: (() => void) | undefined;
    let closed = false;
    let clear = 0; // events arrive in their order
    const watched = `${path}?${String(query['labelSelector'] ?? '')}`;
    const connection: Connection = { what: watched, silent: false, breakOff: () => close(failure(undefined)) };
    const put = (line: string | Error): void => {
      lines.push(line);
      wake?.();
    };
    const arrive = (delay: number, what: () => void): void => {
      clear = Math.max(clear, this.#loop.now + delay);
      this.#loop.after(clear - this.#loop.now, what, this.#process);
    };
    let stopWatch: () => void = () => undefined;
    const close = (end?: Error): void => {
      if (closed) return;
      closed = true;
      stopWatch();
      this.#open.delete(connection);
      signal.removeEventListener('abort', stop);
      put(end ?? new Error('end'));
    };
    const stop = (): void => close(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });

    this.#loop.after(fate.there, () => {
      if (closed) return;
      if (fate.kind !== 'well') {
        this.#loop.after(1, () => close(failure(fate.kind === 'fails' ? fate.status : undefined)), this.#process);
        return;
      }
      const { kind, namespace } = target;
      const tell = (event: WatchEvent): void => {
        if (closed) return;
        const { delay, twice, breaks } = this.#weather.event(this.#process, kind);
        if (breaks) {
          stopWatch();
          arrive(delay, connection.breakOff);
          return;
        }
        const line = lineOf(event);
        arrive(delay, () => {
          if (closed || connection.silent) return;
          this.#tells(event.object);
          put(line);
          if (twice) put(line);
        });
      };
      try {
        stopWatch = this.#server.watch(
          { kind, namespace, selector: selectorOf(query['labelSelector']), tell },
          Number(query['resourceVersion'] ?? 0),
        );
      } catch {
        // As the API server's cache of watches tells it: not by the status of the answer, but as an event.
        const { status: code, reason, message } = gone();
        arrive(fate.back, () => {
          put(JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code, reason, message } }));
          close();
        });
        return;
      }
      this.#open.add(connection);
      this.#deaf.delete(watched);
      const seconds = Number(query['timeoutSeconds'] ?? 300);
      this.#loop.after(seconds * 1000, () => arrive(0, () => !connection.silent && close()));
      const bookmark = (): void => {
        if (closed || !this.#process.alive) return;
        const object = { kind, metadata: { resourceVersion: String(this.#server.version) } };
        const line = JSON.stringify({ type: 'BOOKMARK', object });
        arrive(0, () => !closed && !connection.silent && put(line));
        this.#loop.after(BOOKMARK_MS, bookmark);
      };
      this.#loop.after(BOOKMARK_MS, bookmark);
    });

    try {
      for (;;) {
        for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
          if (typeof line === 'string') yield line;
          else if (line.message === 'end') return;
          else throw line;
        }
        await new Promise<void>((resolve) => (wake = resolve));
        wake = undefined;
      }
    } finally {
      close();
    }
  }
}

const texts = new WeakMap<KubeObject, string>();

/** A watch's line; the text of an object is worked out once for all who watch. */
function lineOf({ type, object, version }: WatchEvent): string {
  let text = texts.get(object);
  if (text === undefined) {
    text = JSON.stringify(object);
    texts.set(object, text);
  }
  void version;
  return `{"type":"${type}","object":${text}}`;
}

const REASONS: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
};

/** What undici throws when a connection breaks, and what a server in trouble answers. */
function failure(status: number | undefined, retryAfter?: number): Error {
  if (status === undefined) return Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  const reason = REASONS[status] ?? 'InternalError';
  return new ApiError(status, reason, `the server is in trouble (${status})`, retryAfter);
}
