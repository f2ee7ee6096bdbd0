import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOperator } from '../../support/operator-process.ts';
import { buckets, quantile, sample } from './exposition.ts';
import { cpuSeconds, memory } from './usage.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const RECONCILE = 'controller_runtime_reconcile_time_seconds';

/** The compiled operator as a process, as its image runs it, with its metrics at hand. */
export async function watchOperator(kubeconfig: string, env: Record<string, string>, nodeArguments: string[] = []) {
  const port = await freePort();
  const operator = await startOperator(
    kubeconfig,
    // As Dockerfile.operator and config/manager start it.
    {
      MALLOC_ARENA_MAX: '1',
      MALLOC_TRIM_THRESHOLD_: '131072',
      POD_NAMESPACE: 'tts-system',
      LEADER_ELECT: 'true',
      LOG_LEVEL: 'warn',
      METRICS_PORT: String(port),
      ...env,
    },
    ['--max-semi-space-size=1', '--optimize-for-size', ...nodeArguments, 'dist/operator/main.js'],
  );
  process.once('exit', () => operator.running() && process.kill(operator.pid, 'SIGKILL'));
  const scrape = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const until = async (met: (text: string) => boolean, what: string): Promise<void> => {
    for (const end = Date.now() + 300_000; ; await sleep(250)) {
      const text = await scrape().catch(() => '');
      if (text !== '' && met(text)) return;
      if (!operator.running()) throw new Error(`the operator has ended before ${what}`);
      if (Date.now() > end) throw new Error(`not within 300 s: ${what}`);
    }
  };
  const reconciles = (text: string): number => sample(text, 'controller_runtime_reconcile_total');

  await until((text) => sample(text, 'leader_election_master_status') === 1, 'it leads');
  return {
    memory: () => memory(operator.pid),
    cpuSeconds: () => cpuSeconds(operator.pid),
    scrape,
    /** Waits until it has worked on at least so many keys since it started. */
    reconciled: (count: number) => until((text) => reconciles(text) >= count, `${count} reconciles`),
    /** Waits until nothing has been in its queue or under way for two seconds. */
    async idle(): Promise<void> {
      let calm = 0;
      await until((text) => {
        const busy = sample(text, 'workqueue_depth') + sample(text, 'controller_runtime_active_workers') > 0;
        calm = busy ? 0 : calm + 1;
        return calm >= 8;
      }, 'it is idle');
    },
    /** Reconciles and their p50 and p99 in milliseconds since an earlier reading. */
    reconcileTimes(after: string, before: string) {
      const [now, then] = [buckets(after, RECONCILE), buckets(before, RECONCILE)];
      return {
        reconciles: reconciles(after) - reconciles(before),
        reconcileP50Ms: quantile(0.5, now, then) * 1000,
        reconcileP99Ms: quantile(0.99, now, then) * 1000,
      };
    },
    running: () => operator.running(),
    /** The last warnings and errors that it logged. */
    lastWords: () =>
      operator.lines
        .slice(-5)
        .map((line) => JSON.stringify(line))
        .join('\n'),
    stop: () => operator.stop(),
  };
}

export type WatchedOperator = Awaited<ReturnType<typeof watchOperator>>;
