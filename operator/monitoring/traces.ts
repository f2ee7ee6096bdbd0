import { AsyncLocalStorage } from 'node:async_hooks';
import type { Api, CallOptions, Method } from '../cluster/api.ts';
import type { ReconcileTrace } from '../controller/controller.ts';
import { errorType } from '../../tracing/span.ts';
import type { Span, Tracing } from '../../tracing/span.ts';

/** Each reconcile as a span, and each of its calls of the API server as one below it. */
export class ReconcileTraces {
  readonly #tracing: Tracing;
  /** That of the reconcile in which something runs. */
  readonly #within = new AsyncLocalStorage<Span>();

  constructor(tracing: Tracing) {
    this.#tracing = tracing;
  }

  /** Begins the span of a reconcile of an object of this kind; the key is its namespace and name. */
  of(kind: string): (key: string, waitedSeconds: number) => ReconcileTrace {
    return (key, waitedSeconds) => {
      const [namespace, name] = key.split('/');
      const attributes = {
        ...{ 'k8s.namespace.name': namespace, 'tts.object.name': name, 'tts.object.kind': kind },
        'tts.reconcile.waited_seconds': waitedSeconds,
      };
      const span = this.#tracing.begin(`reconcile ${kind}`, { kind: 'internal', attributes });
      return {
        ids: span.ids && { ...span.ids },
        run: (reconcile) => this.#within.run(span, reconcile),
        end(result, error) {
          span.set({ 'tts.reconcile.result': result });
          if (error !== undefined) span.fail(errorType(error));
          span.end();
        },
      };
    };
  }

  /** The same API, whose calls within a reconcile have spans. Watches are outside of any. */
  api(api: Api): Api {
    const traced = <Result>(method: Method, path: string, call: () => Promise<Result>): Promise<Result> => {
      const reconcile = this.#within.getStore();
      return reconcile ? timed(reconcile, method, path, call) : call();
    };
    return {
      json: <Result>(method: Method, path: string, options?: CallOptions) =>
        traced(method, path, () => api.json<Result>(method, path, options)),
      text: (method, path, options) => traced(method, path, () => api.text(method, path, options)),
      lines: (path, options) => api.lines(path, options),
    };
  }
}

async function timed<Result>(
  reconcile: Span,
  method: Method,
  path: string,
  call: () => Promise<Result>,
): Promise<Result> {
  const template = templateOf(path);
  const attributes = { 'http.request.method': method, 'url.template': template, 'url.path': path };
  const span = reconcile.child(`${method} ${template}`, attributes, 'client');
  try {
    return await call();
  } catch (error) {
    const { status } = error as { status?: unknown };
    if (typeof status === 'number') span.set({ 'http.response.status_code': status });
    span.fail(typeof status === 'number' ? String(status) : errorType(error));
    throw error;
  } finally {
    span.end();
  }
}

/** A path of the API server without the names in it. */
export function templateOf(path: string): string {
  return path.replace(/\/namespaces\/[^/]+(\/[^/]+)(\/[^/]+)?/, (_, plural: string, name?: string) =>
    name === undefined ? `/namespaces/{namespace}${plural}` : `/namespaces/{namespace}${plural}/{name}`,
  );
}
