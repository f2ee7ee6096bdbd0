import { KubeConfig } from '@kubernetes/client-node';
import { ApiClient } from '../operator/cluster/api-client.ts';
import { ApiError } from '../operator/cluster/api.ts';
import type { KubeObject } from '../operator/controller/object.ts';
import type { Given } from './arguments.ts';
import { EXIT, Failure } from './failure.ts';

/** One cluster as its user sees it. */
export interface Connection {
  config: KubeConfig;
  api: ApiClient;
  namespace: string;
  server: string;
}

/** Connects as kubectl would: --kubeconfig, KUBECONFIG or ~/.kube/config; --context; --namespace or the context's own. */
export function connect({ kubeconfig, context, namespace }: Given['options']): Connection {
  const config = new KubeConfig();
  try {
    if (kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new Failure(EXIT.usage, `The kubeconfig cannot be read: ${(error as Error).message}`, { cause: error });
  }
  if (context !== undefined) {
    if (!config.getContextObject(context)) {
      const known = config.getContexts().map(({ name }) => name);
      throw new Failure(EXIT.usage, `The kubeconfig has no context ${context}, only ${known.join(', ') || 'none'}.`);
    }
    config.setCurrentContext(context);
  }
  const cluster = config.getCurrentCluster();
  if (!cluster) throw new Failure(EXIT.usage, 'The kubeconfig names no cluster. Set KUBECONFIG or --context.');
  return {
    config,
    api: new ApiClient(config, { timeoutMs: 15_000 }),
    namespace: namespace ?? config.getContextObject(config.getCurrentContext())?.namespace ?? 'default',
    server: cluster.server,
  };
}

/** The object at a path, or undefined where there is none. */
export async function read<T = KubeObject>({ api }: Connection, path: string): Promise<T | undefined> {
  try {
    return await api.json<T>('GET', path);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

/** The items of a collection; none where the kind is not known or this user may not list it. */
export async function list<T = KubeObject>(
  { api }: Connection,
  path: string,
  query: Record<string, string> = {},
): Promise<T[]> {
  try {
    return (await api.json<{ items: T[] | null }>('GET', path, { query })).items ?? [];
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return [];
    throw error;
  }
}

/** What a failed call means to a user. */
export function explain(error: unknown, server: string | undefined): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ApiError) {
    const hint = error.status === 401 ? ' The API server does not accept the credentials of the kubeconfig.' : '';
    return new Failure(EXIT.cluster, `The API server refused the request: ${error.message}.${hint}`.replace('..', '.'));
  }
  const { message, code, cause } = error as Error & { code?: string; cause?: { code?: string } };
  const why = code ?? cause?.code;
  const network = why !== undefined || /timeout|aborted/i.test(message);
  if (network && server !== undefined)
    return new Failure(EXIT.cluster, `The API server ${server} cannot be reached: ${message || why}.`);
  return new Failure(EXIT.failed, message);
}
