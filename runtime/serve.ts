import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Admission } from './admission.ts';
import { ConfigError, parseConfig } from './config.ts';
import type { RuntimeConfig } from './config.ts';
import { loadEngine } from './speech/engine.ts';
import type { LoadedEngine } from './speech/engine.ts';
import { ApiError } from './errors.ts';
import { createMetrics } from './http/metrics.ts';
import { cutOffAll } from './http/open-answers.ts';
import { listenHost } from './process/listen-host.ts';
import { createLogger, logEverything } from './process/logger.ts';
import { preparedDigest } from './model/prepared-folder.ts';
import { ModelStoreError } from './model/store.ts';
import { Readiness } from './readiness.ts';
import { onStop } from './process/stop-signals.ts';
import { GpuRecord, gpuStart } from './process/gpu-record.ts';
import type { GpuStart } from './process/gpu-record.ts';
import { gpuMessage, leaveTerminationMessage, terminationMessage } from './process/termination-message.ts';
import { WorkerError } from './workers/supervised-worker.ts';

/** How often a model that cannot be served yet is looked at again; a load that fails again and again takes cores. */
const RETRY_MS = { first: 2_000, last: 60_000 };

/** Answers that may be on their way to slow clients, for each request that may be spoken. */
const ANSWERS_PER_REQUEST = 4;

/** Longest that the answers of a server whose GPU is lost are waited for. */
const GPU_LOST_MS = 5_000;

/** Of answers that are sent whole, until they are. */
const MAX_HELD_BYTES = 192_000_000;

const config = configOrExit();
const logger = createLogger(config.logLevel);
logEverything(logger);
const readiness = new Readiness();
const stopping = new AbortController();
let engine: LoadedEngine | undefined;
const admission = new Admission({
  maxRequests: config.maxRequests,
  maxAnswers: config.maxRequests * ANSWERS_PER_REQUEST,
  maxHeldBytes: MAX_HELD_BYTES,
  queueTimeoutMs: config.queueTimeoutSeconds * 1000,
});
const metrics = createMetrics(
  () => engine?.scheduler.depth ?? 0,
  admission,
  () => cpuInstead() !== undefined,
);
const gpuRecord = new GpuRecord(config.tempDir);
let gpu: GpuStart = { kind: 'try', reported: true };
if (config.useGpu && config.gpuReport) gpu = gpuStart(config.gpuFallback, gpuRecord.begin());
if (gpu.kind === 'report') reportGpu(gpu.message);
let app: FastifyInstance | undefined = undefined;
onStop((signal) => void shutDown(signal));

// The model's threads load while this one reads the modules of the server, which would hold up their start.
const firstAttempt = Promise.withResolvers<void>();
const loading = loadUntilReady();
await firstAttempt.promise;
const { buildServer } = await import('./server.ts');
app = await buildServer({
  config,
  logger,
  metrics,
  admission,
  readiness() {
    const { state } = readiness;
    if (!state.ready || !engine) return state;
    if (!engine.running())
      return { ready: false, reason: 'ThreadRestarting', message: 'a thread died and is being replaced' };
    const instead = cpuInstead();
    return instead === undefined ? state : { ready: true, reason: 'GpuFallback', message: onCpu(instead) };
  },
  engine() {
    const { state } = readiness;
    if (engine) return engine;
    throw new ApiError('not_ready', `The server is not ready: ${state.ready ? 'starting' : state.message}.`, {
      retryAfterSeconds: 5,
    });
  },
});

try {
  if (!stopping.signal.aborted) await app.listen({ host: listenHost(config.host), port: config.port });
} catch (error) {
  logger.error({ err: error }, `cannot listen on ${config.host}:${config.port}`);
  stopping.abort();
  await loading;
  process.exit(1);
}

async function loadUntilReady(): Promise<void> {
  const started = performance.now();
  let loads = 0;
  while (!stopping.signal.aborted) {
    try {
      const { useGpu, gpuFallback, gpuReport } = config;
      const device = { useGpu: useGpu && gpu.kind === 'try', gpuFallback: gpuFallback && !gpuReport };
      engine = await loadEngine(
        { ...config, ...device },
        {
          onThreadsStart: firstAttempt.resolve,
          onThreadRestart(thread, reason) {
            metrics.threadRestarts.inc({ thread });
            logger.error({ thread, reason }, 'a thread died and is being replaced');
          },
          onGpuLost: (message) => void endWithoutGpu(message),
          onWarning: (message) => logger.warn(message),
          onWait: (seconds) => metrics.queueWait.observe(seconds),
        },
      );
      const seconds = (performance.now() - started) / 1000;
      metrics.modelLoadSeconds.set(seconds);
      readiness.set({ ready: true });
      const instead = cpuInstead();
      if (device.useGpu && gpuReport) gpuRecord.forget();
      if (instead !== undefined) logger.warn({ reason: 'GpuFallback' }, onCpu(instead));
      if (!stopping.signal.aborted)
        logger.info({ digest: engine.store.digest, graph: await graphOf(engine), seconds }, 'ready');
      return;
    } catch (failure) {
      firstAttempt.resolve();
      const error = failure instanceof ApiError && failure.cause !== undefined ? failure.cause : failure;
      const { reason, message } = problemOf(error);
      const { state } = readiness;
      if (state.ready || state.message !== message) logger.warn({ reason, err: error }, message);
      readiness.set({ ready: false, reason, message });
      if (reason === 'GpuUnusable' && gpu.kind === 'try' && !gpu.reported) {
        const problem = errorMessage(error);
        reportGpu(problem);
        gpu = config.gpuFallback ? { kind: 'cpu', message: problem } : { kind: 'try', reported: true };
      }
      if (error instanceof ModelStoreError) endWhenInVain(error, started);
      // What is missing or wrong on the volume costs nothing to look at; a model that loads and fails does.
      const wait = error instanceof ModelStoreError ? RETRY_MS.first : RETRY_MS.first * 2 ** loads++;
      await delay(Math.min(wait, RETRY_MS.last), undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
}

function cpuInstead(): string | undefined {
  return gpu.kind === 'cpu' ? gpu.message : engine?.cpuInstead();
}

/** The sha256 of the graph that the model was made into for its device. */
async function graphOf({ store }: LoadedEngine): Promise<string | undefined> {
  const device = config.useGpu && cpuInstead() === undefined ? 'gpu' : 'cpu';
  return preparedDigest(config.tempDir, store.file('model.onnx').sha256, device);
}

const onCpu = (problem: string) => `on the CPU, since the GPU cannot be used: ${problem}`;

/** What /readyz says of a load that failed. */
function problemOf(error: unknown): { reason: string; message: string } {
  const message = errorMessage(error);
  if (error instanceof ModelStoreError) return { reason: error.reason, message };
  if (error instanceof WorkerError && error.workerErrorName === 'GpuError')
    return { reason: 'GpuUnusable', message: `the GPU cannot be used: ${message}` };
  return { reason: 'ModelNotLoaded', message };
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Ends the process so that the operator sees what is wrong with the GPU; returns where the next run would not know of it. */
function reportGpu(problem: string): void {
  if (!gpuRecord.report(problem)) return;
  const reason = config.gpuFallback ? 'GpuFallback' : 'GpuUnusable';
  logger.error({ reason }, `the server ends once to report that the GPU cannot be used: ${problem}`);
  leaveTerminationMessage(gpuMessage(reason, problem));
  process.exit(1);
}

/** Ends the process when its GPU is lost: no other than a new one can use a GPU again. What is being answered fails first. */
async function endWithoutGpu(problem: string): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  const message = `the GPU was lost: ${problem}`;
  logger.error({ reason: 'GpuLost' }, `${message}. The server ends`);
  readiness.drain('GpuLost', message);
  await Promise.race([app?.close(), delay(GPU_LOST_MS)]);
  if (config.gpuReport) reportGpu(message);
  leaveTerminationMessage(gpuMessage('GpuUnusable', message));
  process.exit(1);
}

/** Ends the process when the files have not been right for too long: the operator mends them and the kubelet starts it again. */
function endWhenInVain(error: ModelStoreError, startedMs: number): void {
  const seconds = (performance.now() - startedMs) / 1000;
  if (config.modelWaitSeconds === 0 || seconds < config.modelWaitSeconds) return;
  logger.error({ reason: error.reason, seconds }, 'the model files are not there or not right: the server ends');
  leaveTerminationMessage(terminationMessage(error));
  process.exit(1);
}

/** Out of service at once, then waits for what is being spoken, then exits. */
async function shutDown(signal: string): Promise<void> {
  logger.info({ signal, inFlight: admission.inside }, 'shutting down');
  stopping.abort();
  readiness.drain();
  const late = delay(config.shutdownTimeoutSeconds * 1000, 'late' as const, { ref: false });
  const outcome = await Promise.race([app?.close(), late]);
  if (outcome === 'late') {
    logger.warn({ inFlight: admission.inside }, 'requests are cut off at the shutdown timeout');
    if (app) cutOffAll(app.server);
  }
  // Native code that is interrupted takes the process down: what is being loaded or computed comes to its end first.
  await loading;
  await engine?.close();
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
