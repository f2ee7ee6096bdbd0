import type { Logger } from 'pino';
import { expect, test } from 'vitest';
import type { Api } from './cluster/api.ts';
import { ApiError } from './cluster/api.ts';
import { systemClock } from './controller/clock.ts';
import { runOperator } from './operator.ts';
import { config } from './testing/services.ts';

const log = { info() {}, warn() {}, error() {}, child: () => log } as unknown as Logger;
const never = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

/** An API server that holds nothing: `answers` says what it does with a path. */
function api(answers: (path: string) => 'hang' | 'refuse' | 'answer'): Api {
  return {
    async json<T>(method: string, path: string, { signal, body }: { signal?: AbortSignal; body?: unknown } = {}) {
      const how = answers(path);
      if (how === 'hang') return never(signal);
      if (how === 'refuse') throw new ApiError(403, 'Forbidden', 'no');
      if (path.includes('/leases') && method === 'GET') throw new ApiError(404, 'NotFound', 'none');
      return (method === 'GET' ? { metadata: { resourceVersion: '1' }, items: [] } : body) as T;
    },
    text: async () => '',
    async *lines(_, { signal }) {
      yield await never(signal);
    },
  };
}

function start(answers: Parameters<typeof api>[0], watchNamespaces: string[] = []) {
  const stop = new AbortController();
  const parts = { api: api(answers), config: { ...config, watchNamespaces }, clock: systemClock, log };
  return { stop, operator: runOperator({ ...parts, signal: stop.signal }) };
}
const until = async (met: () => boolean): Promise<void> => {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('a signal to stop ends the filling of the caches at once', async () => {
  const { stop, operator } = start(() => 'hang');
  expect(operator.ready()).toBe('no namespace is synced yet');
  setTimeout(() => stop.abort(), 20);
  expect(await operator.done).toBe(true);
});

test('a signal to stop ends the waiting for the lease at once', async () => {
  const { stop, operator } = start((path) => (path.includes('/leases') ? 'hang' : 'answer'));
  await until(() => operator.ready() === undefined);
  stop.abort();
  expect(await operator.done).toBe(true);
});

test('a namespace that may not be read makes the operator neither unready nor unhealthy, and is named', async () => {
  const { stop, operator } = start((path) => (path.includes('/closed/pods') ? 'refuse' : 'answer'), ['a', 'closed']);
  await until(() => operator.ready() === undefined);
  await until(() => operator.note() === 'closed: not synced yet: Pod');
  expect(operator.healthy()).toBeUndefined();
  stop.abort();
  expect(await operator.done).toBe(true);
});
