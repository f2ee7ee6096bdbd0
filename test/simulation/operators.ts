import type { Logger } from 'pino';
import { readConfig } from '../../operator/config.ts';
import type { OperatorConfig } from '../../operator/config.ts';
import type { Clock } from '../../operator/controller/clock.ts';
import { runOperator } from '../../operator/operator.ts';
import type { ApiServer } from './api/server.ts';
import type { Loop, Process } from './loop.ts';
import { Network } from './network.ts';
import type { Weather } from './network.ts';
import type { Random } from './random.ts';
import { EPOCH, OPERATOR } from './setup.ts';
import type { Setup } from './setup.ts';

const REGISTRIES = { TTS_NPM_REGISTRY: 'https://npm.example', TTS_PYPI_INDEX: 'https://pypi.example/simple' };
/** The simulated cluster has no KEDA. */
const NO_KEDA = { KEDA_INTERCEPTOR: '' };
const CONFIG = { with: readConfig({ ...REGISTRIES, ...NO_KEDA }), without: readConfig(NO_KEDA) };

/** All servers have spoken a hundred requests of three segments, each within half a second. */
const readMetrics = async (): Promise<string> =>
  [
    'tts_lanes 1',
    'tts_audio_seconds_total 1200',
    ...['first', 'later'].flatMap((place) =>
      [0.2, 0.5, '+Inf'].map(
        (le, index) =>
          `tts_segment_seconds_bucket{le="${le}",place="${place}"} ${[0, 1, 1][index]! * (place === 'first' ? 100 : 200)}`,
      ),
    ),
  ].join('\n');

const silent = {
  info() {},
  warn() {},
  error() {},
  debug() {},
  trace() {},
  fatal() {},
  child: () => silent,
} as unknown as Logger;

interface RunningOperator extends Process {
  network: Network;
  abort: AbortController;
  skewMs: number;
}

/** Where operators run. */
interface Surroundings {
  setup: Setup;
  server: ApiServer;
  loop: Loop;
  weather: Weather;
  random: (stream: string) => Random;
  trace: ((line: string) => void) | undefined;
}

/** The operators of a cluster, as their Deployment keeps them: each has an index, and is started again after its end. */
export class Operators {
  /** The present process of each index. */
  readonly running: RunningOperator[] = [];
  /** What an operator threw that should never throw. */
  failure: Error | undefined;
  readonly #world: Surroundings;
  readonly #lived: RunningOperator[] = [];

  constructor(world: Surroundings) {
    this.#world = world;
  }

  /** Starts an operator, as its Deployment would after a crash. */
  start(index: number): void {
    const { server, loop, setup, weather } = this.#world;
    const process = { name: `operator-${index}#${this.#lived.length + 1}`, alive: true, frozenUntil: 0 };
    const network = new Network(server, loop, process, weather, OPERATOR);
    const operator: RunningOperator = Object.assign(process, { network, abort: new AbortController(), skewMs: 0 });
    const config: OperatorConfig = {
      ...(setup.registries ? CONFIG.with : CONFIG.without),
      ...{ identity: process.name, watchNamespaces: setup.watch, workers: setup.workers },
      ...{
        leaderElect: setup.operators > 1,
        relistSeconds: setup.relistSeconds,
        resyncSeconds: setup.resyncSeconds,
      },
    };
    const random = this.#world.random(`process ${index}`);
    const clock: Clock = {
      monotonic: () => loop.now,
      wall: () => EPOCH + loop.now + operator.skewMs,
      after: (ms, call) => loop.after(ms, call, operator),
      random: () => random.next(),
    };
    this.running[index] = operator;
    this.#lived.push(operator);
    const log = this.#world.trace ? this.#log(process.name) : silent;
    runOperator({ api: network, config, clock, log, readMetrics, signal: operator.abort.signal }).done.then(
      (asked) => {
        if (!asked && operator.alive) this.crash(index, 2_000);
      },
      (error: unknown) => {
        operator.alive = false;
        this.failure ??= error as Error;
      },
    );
  }

  /** Ends the simulation; without it the runtime holds on to every signal that an operator has made of others. */
  end(): void {
    for (const operator of this.#lived) {
      operator.alive = false;
      operator.abort.abort();
    }
  }

  crash(index: number, downMs: number): void {
    const operator = this.running[index];
    if (!operator?.alive) return;
    operator.alive = false;
    operator.network.breakAll();
    this.#world.loop.after(downMs, () => this.start(index));
  }

  /** Asks an operator to end, as an upgrade does, and starts the next one. */
  restart(index: number, downMs: number): void {
    const operator = this.running[index];
    if (!operator?.alive || operator.abort.signal.aborted) return;
    operator.abort.abort();
    this.#world.loop.after(1_000 + downMs, () => {
      if (!operator.alive) return; // it has crashed meanwhile, and is started by that
      operator.alive = false;
      operator.network.breakAll();
      this.start(index);
    });
  }

  #log(name: string): Logger {
    const say =
      (level: string) =>
      (data: Record<string, unknown> | string, message = '') => {
        const { err, ...rest } = typeof data === 'string' ? { err: undefined } : data;
        const words = typeof data === 'string' ? data : message;
        this.#world.trace?.(
          `${name} ${level}: ${words} ${JSON.stringify(rest)} ${err instanceof Error ? err.message : ''}`,
        );
      };
    const log: unknown = { info: say('info'), warn: say('warn'), error: say('error'), debug() {}, child: () => log };
    return log as Logger;
  }
}
