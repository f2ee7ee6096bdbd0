import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Admission } from './admission.ts';
import { ConfigError, parseConfig } from './config.ts';
import type { RuntimeConfig } from './config.ts';
import { loadEngine } from './speech/engine.ts';
import type { LoadedEngine } from './speech/engine.ts';
import { EngineKeeper } from './speech/engine-keeper.ts';
import { ApiError } from './errors.ts';
import { createMetrics } from './http/metrics.ts';
import { cutOffAll, leave } from './http/open-answers.ts';
import { collectGarbage } from './process/garbage.ts';
import { EarlyListener } from './process/early-listener.ts';
import { listenHost } from './process/listen-host.ts';
import { createLogger, logEverything } from './process/logger.ts';
import { preparedDigest } from './model/prepared-folder.ts';
import { loadProblem } from './speech/load-problem.ts';
import { ModelStoreError } from './model/store.ts';
import { Readiness } from './readiness.ts';
import { onStop } from './process/stop-signals.ts';
import { trimWhileBusy } from './process/trim.ts';
import { version } from './process/version.ts';
import { NO_TRACING } from '../tracing/span.ts';
import { startTracing } from '../tracing/start.ts';
import { GpuReport } from './process/gpu-report.ts';
import { leaveTerminationMessage, terminationMessage } from './process/termination-message.ts';

/** How often a model that cannot be served yet is looked at again; a load that fails again and again takes cores. */
const RETRY_MS = { first: 2_000, last: 60_000 };

/** Answers that may be on their way to slow clients, for each request that may be spoken. */
const ANSWERS_PER_REQUEST = 4;

/** After so long without a failure, the next is the first one: as long as the kubelet remembers that a container has ended. */
const HEALTHY_MS = 600_000;

/** Longest that the answers of a server that ends because of its GPU are waited for. */
const GPU_END_MS = 5_000;

/** Longest that the last traces are waited for. */
const TRACES_MS = 5_000;

/** Of answers that are sent whole, until they are. */
const MAX_HELD_BYTES = 192_000_000;

const config = configOrExit();
const logger = createLogger(config.logLevel);
logEverything(logger);
trimWhileBusy();
const early = new EarlyListener({ host: listenHost(config.host), port: config.port });
let tracing = NO_TRACING;
const gpu = new GpuReport(config, logger);
const readiness = new Readiness();
const stopping = new AbortController();
// The model's threads load while this one reads the modules of the server, which would hold up their start.
const firstAttempt = Promise.withResolvers<void>();
let failedLoads = 0;
let healthy: NodeJS.Timeout | undefined;
const fallenAsleep: (() => void)[] = [collectGarbage];
const keeper = new EngineKeeper({
  load: (digest = config.modelDigest) =>
    loadEngine(
      { ...config, ...gpu.settings, modelDigest: digest },
      {
        onStage(stage) {
          if (stage === 'workers') firstAttempt.resolve();
          logger.debug({ stage, ms: performance.now() }, 'loading');
        },
        onThreadRestart(thread, reason) {
          metrics.threadRestarts.inc({ thread });
          logger.error({ thread, reason }, 'a thread crashed and is being restarted');
        },
        onLost: (failure) => keeper.replace(failure),
        onWarning: (message) => logger.warn(message),
        onWait: (seconds) => metrics.queueWait.observe(seconds),
        onComputed: (seconds, first) => metrics.segmentSeconds.observe({ place: first ? 'first' : 'later' }, seconds),
      },
    ),
  sleepAfterMs: config.sleepAfterSeconds * 1000,
  stopping: stopping.signal,
  onLoaded,
  onFailed,
  onAsleep() {
    metrics.sleeps.inc();
    metrics.asleep.set(1);
    for (const then of fallenAsleep) then();
    logger.info('asleep; the next request loads the model');
  },
});
const admission = new Admission({
  maxRequests: config.maxRequests,
  maxAnswers: config.maxRequests * ANSWERS_PER_REQUEST,
  maxHeldBytes: MAX_HELD_BYTES,
  queueTimeoutMs: config.queueTimeoutSeconds * 1000,
  onInside: (requests) => keeper.inside(requests),
});
const metrics = createMetrics(
  () => keeper.depth,
  admission,
  () => gpu.cpuInstead !== undefined,
);
metrics.lanes.set(config.lanes);
let app: FastifyInstance | undefined = undefined;
onStop((signal) => void shutDown(signal));

const loading = keeper.start();
await firstAttempt.promise;
const { buildServer } = await import('./server.ts');
tracing = await startTracing(config.tracing, {
  name: 'tts-server',
  version,
  onFailure: (error) => logger.warn({ err: error }, 'traces could not be sent'),
});
app = await buildServer({
  config,
  logger,
  metrics,
  admission,
  tracing,
  readiness() {
    const { state } = readiness;
    if (!state.ready || !keeper.loaded) return state;
    if (keeper.asleep) return { ready: true, reason: 'Asleep', message: 'the next request loads the model' };
    if (!keeper.running())
      return { ready: false, reason: 'ThreadRestarting', message: 'a thread crashed and is being restarted' };
    const instead = gpu.cpuInstead;
    return instead === undefined ? state : { ready: true, reason: 'GpuFallback', message: onCpu(instead) };
  },
  engine() {
    const { state } = readiness;
    if (keeper.loaded && (state.ready || stopping.signal.aborted)) return keeper;
    throw new ApiError('not_ready', `The server is not ready: ${state.ready ? 'starting' : state.message}.`, {
      retryAfterSeconds: 5,
    });
  },
  whenAsleep: (then) => void fallenAsleep.push(then),
});

try {
  if (!stopping.signal.aborted) {
    await early.release();
    await app.listen(early.address);
    early.handOver(app.server);
  }
} catch (error) {
  logger.error({ err: error }, `cannot listen on ${config.host}:${config.port}`);
  stopping.abort();
  await loading;
  process.exit(1);
}

function onLoaded(engine: LoadedEngine, seconds: number, woken: boolean): void {
  readiness.set({ ready: true });
  metrics.gpuUnusable.set(0);
  clearTimeout(healthy);
  healthy = setTimeout(onHealthy, HEALTHY_MS).unref();
  if (woken) {
    metrics.asleep.set(0);
    metrics.wakes.inc({ result: 'ok' });
    metrics.wakeSeconds.observe(seconds);
  } else metrics.modelLoadSeconds.set(seconds);
  const instead = gpu.cpuInstead;
  if (instead !== undefined) logger.warn({ reason: 'GpuFallback' }, onCpu(instead));
  void graphOf(engine).then((graph) => {
    if (stopping.signal.aborted) return;
    logger.info({ digest: engine.store.digest, graph, seconds }, woken ? 'awake' : 'ready');
  });
}

function onHealthy(): void {
  failedLoads = 0;
  gpu.onHealthy();
}

/** Resolves when to load again. */
async function onFailed(failure: unknown, since: number, woken: boolean): Promise<void> {
  firstAttempt.resolve();
  clearTimeout(healthy);
  if (woken) metrics.wakes.inc({ result: 'failed' });
  const error = failure instanceof ApiError && failure.cause !== undefined ? failure.cause : failure;
  const { reason, message, gpu: problem } = loadProblem(error);
  const { state } = readiness;
  if (state.ready || state.message !== message) logger.warn({ reason, err: error }, message);
  const consequence = problem === undefined ? 'retry' : gpu.onProblem(problem);
  if (problem !== undefined) metrics.gpuProblems.inc({ reason });
  metrics.gpuUnusable.set(Number(problem !== undefined && consequence !== 'cpu'));
  if (consequence === 'cpu') return readiness.set({ ready: false, reason: 'Starting', message: toCpu(message) });
  readiness.set({ ready: false, reason, message });
  if (problem !== undefined && consequence === 'end') return endToReport(reason, problem);
  if (error instanceof ModelStoreError) endWhenInVain(error, since);
  // What is missing or wrong on the volume costs nothing to look at; a model that loads and fails does.
  const wait = error instanceof ModelStoreError ? RETRY_MS.first : RETRY_MS.first * 2 ** failedLoads++;
  await delay(Math.min(wait, RETRY_MS.last), undefined, { signal: stopping.signal }).catch(() => undefined);
}

/** The sha256 of the graph that the model was made into for its device. */
async function graphOf({ store }: LoadedEngine): Promise<string | undefined> {
  const device = gpu.settings.useGpu ? 'gpu' : 'cpu';
  return preparedDigest(config.tempDir, store.file('model.onnx').sha256, device);
}

const toCpu = (problem: string) => `the model is loaded for the CPU: ${problem}`;
const onCpu = (problem: string) => `on the CPU, since the GPU cannot be used: ${problem}`;

/** Ends the process, so that its next run and the operator know of a problem of its GPU. What is being answered fails first. */
async function endToReport(reason: string, problem: string): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  readiness.drain(reason, problem);
  await Promise.race([app?.close(), delay(GPU_END_MS)]);
  gpu.end(problem);
}

/** Ends the process when the files have not been right for too long: the operator mends them and the kubelet starts it again. */
function endWhenInVain(error: ModelStoreError, startedMs: number): void {
  const seconds = (performance.now() - startedMs) / 1000;
  if (config.modelWaitSeconds === 0 || seconds < config.modelWaitSeconds) return;
  logger.error({ reason: error.reason, seconds }, 'model files are missing or altered; the server exits');
  leaveTerminationMessage(terminationMessage(error));
  process.exit(1);
}

/** Out of service at once, then waits for what is being spoken, then exits. */
async function shutDown(signal: string): Promise<void> {
  logger.info({ signal, inFlight: admission.inside }, 'shutting down');
  stopping.abort();
  readiness.drain();
  const late = delay(config.shutdownTimeoutSeconds * 1000, 'late' as const, { ref: false });
  const outcome = await Promise.race([app && leave(app).then(() => app?.close()), late]);
  if (outcome === 'late') {
    logger.warn({ inFlight: admission.inside }, 'shutdown timeout: closing the connections of requests in progress');
    if (app) cutOffAll(app.server);
  }
  const traces = tracing.close().catch(() => undefined);
  await Promise.all([Promise.race([traces, delay(TRACES_MS)]), keeper.close()]);
  process.exit(0);
}

function configOrExit(): RuntimeConfig {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    createLogger('ERROR').error(`configuration: ${error.message}`);
    process.exit(1);
  }
}
