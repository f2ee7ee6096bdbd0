import { join } from 'node:path';
import { encoderPool } from '../audio/encoder-pool.ts';
import type { RuntimeConfig } from '../config.ts';
import { ApiError } from '../errors.ts';
import type { KokoroInput } from '../model/kokoro.ts';
import { NOT_ON_GPU } from '../model/gpu.ts';
import { KEPT_PREPARED, discardPrepared } from '../model/prepared-folder.ts';
import type { SessionOptions } from '../model/session.ts';
import { Scheduler, queueTimeout } from '../workers/scheduler.ts';
import type { ModelStore } from '../model/store.ts';
import { openModelStore } from '../model/store.ts';
import { createVoiceLibrary } from '../model/voice-library.ts';
import type { VoiceLibrary } from '../model/voice-library.ts';
import { parseVocabulary } from '../model/vocabulary.ts';
import { MAX_SYMBOLS } from '../text/types.ts';
import { GPU_RUN_MS, gpuLoss, gpuStartFailure } from './gpu-loss.ts';
import { planSpeech, speakPlan } from './synthesize.ts';
import type { Engine, SpokenPart } from './synthesize.ts';
import type { KokoroAnswer } from '../workers/kokoro-worker.ts';
import { WorkerError } from '../workers/supervised-worker.ts';
import { kokoroThread, textThread } from '../workers/threads.ts';
import type { KokoroThread } from '../workers/threads.ts';

/** Everything that speaks, loaded and proven by one synthesis. */
export interface LoadedEngine extends Engine {
  readonly store: ModelStore;
  readonly voices: VoiceLibrary;
  /** True while the model's thread is up. */
  running(): boolean;
  close(): Promise<void>;
}

/** The workers have been started; each of these is done: the model loaded, the text read, the sha256 compared, the proof spoken. */
export type LoadStage = 'workers' | 'model' | 'text' | 'files' | 'proof';

export interface EngineEvents {
  /** How far a load is. From `workers` on the calling thread may be busy with something else. */
  onStage(stage: LoadStage): void;
  onThreadRestart(thread: 'text' | 'kokoro', reason: string): void;
  /** The process that uses the GPU computes no more, nor does this engine: told once, and not of a load, which fails. */
  onLost(failure: Error): void;
  onWarning(message: string): void;
  onWait(seconds: number): void;
  onComputed(seconds: number, first: boolean): void;
}

/** Loads a published model into its threads and speaks once; throws, with nothing left running, when any of it fails. */
export async function loadEngine(config: RuntimeConfig, events: EngineEvents): Promise<LoadedEngine> {
  const store = await openModelStore(config.modelPath, config.modelDigest);
  const vocabulary = parseVocabulary(await store.read('vocab.json'));
  const model = store.file('model.onnx');
  const { threads, useGpu, tempDir, equalLoudness, preparedRecord: record } = config;
  const { precision } = store.manifest;
  if (useGpu && NOT_ON_GPU.includes(precision)) throw new WorkerError('GpuError', weightsProblem(precision));
  let lost: WorkerError | undefined;
  let loaded = false;
  const loseGpu = (loss: WorkerError | undefined): void => {
    if (loss && !lost && loaded) events.onLost(loss);
    lost ??= loss;
  };
  const threadEvents = (thread: 'text' | 'kokoro') => ({
    onRestart(reason: string) {
      if (thread === 'kokoro' && useGpu) loseGpu(gpuLoss(new WorkerError('WorkerCrash', reason)));
      else events.onThreadRestart(thread, reason);
    },
    onWarning: (message: string) => events.onWarning(message),
  });
  const place = config.sleepAfterSeconds > 0 ? 'process' : 'thread';
  const shared = config.lanes > 1 && place === 'thread' && !useGpu;
  const kept = record === undefined ? undefined : { volume: join(config.modelPath, KEPT_PREPARED), record };
  const options: SessionOptions = { model, threads, useGpu, tempDir, kept, shared };
  // Only another process can use a GPU again that is lost, and what crashes in a driver takes its process down.
  const modelPlace = useGpu ? 'process' : place;
  const copies = Array.from({ length: config.lanes }, () => kokoroThread(modelPlace, options, threadEvents('kokoro')));
  const { modelPath, maxTextLength } = config;
  const text = textThread(place, { modelPath, digest: store.digest }, maxTextLength, threadEvents('text'));
  const runMs = textLimitMs(maxTextLength);
  const [first, ...others] = copies as [KokoroThread, ...KokoroThread[]];
  const close = async () => {
    await Promise.all([...others, text].map((thread) => thread.close()));
    // A process of its own, or a thread that did not start, has nothing to give back.
    if (options.address !== undefined && first.running) await first.call('release').catch(() => undefined);
    await first.close();
  };
  const failed = (error: unknown): never => {
    if (useGpu) loseGpu(gpuLoss(error));
    return asApiError(lost ?? error);
  };
  const limits = useGpu ? { runMs: GPU_RUN_MS } : {};
  const lanes = copies.map((kokoro) => ({ call: (input: KokoroInput) => kokoro.call(input, limits).catch(failed) }));
  const engine: LoadedEngine = {
    store,
    vocabulary,
    voices: createVoiceLibrary(store, equalLoudness),
    scheduler: new Scheduler<KokoroInput, KokoroAnswer>(lanes, {
      onWait: (seconds) => events.onWait(seconds),
      onComputed: (seconds, first) => events.onComputed(seconds, first),
    }),
    segments: (parts, signal, deadline) =>
      text.call(parts, { signal, waitMs: Math.max(0, deadline - performance.now()), runMs }).catch(asApiError),
    running: () => [...copies, text].every((thread) => thread.running),
    close,
  };
  const proof = await proofOf(engine.voices);
  try {
    // All come to their end before a thread is closed: it must not be ended while native code loads in it.
    const { language } = proof;
    const rehearse = () => text.call([{ text: PROOF, language, pronunciations: [], most: MAX_SYMBOLS }]);
    const starting = [
      startAll(first, others, options).then(
        () => events.onStage('model'),
        (error: unknown) => {
          throw useGpu ? gpuStartFailure(error) : error;
        },
      ),
      text
        .start()
        .then(rehearse)
        .then(() => events.onStage('text')),
      // Where a step came before the server, it has compared all files.
      verifyEach(store, kept ? undefined : ['model.onnx']).then(() => events.onStage('files')),
    ];
    events.onStage('workers');
    const starts = await Promise.allSettled(starting);
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
  } catch (error) {
    await close();
    throw error;
  }
  try {
    // At once, so that each goes to another copy.
    await Promise.all(copies.map(async () => speakOnce(engine, proof)));
    if (lost) asApiError(lost);
    events.onStage('proof');
    // A server without a step before it is waited for.
    if (kept) encoderPool.warm('mp3');
    loaded = true;
    return engine;
  } catch (error) {
    await close();
    if (lost) throw error;
    // Files and threads are sound: what was made of them may not be.
    await discardPrepared(tempDir);
    throw useGpu ? new WorkerError('GpuError', `a short text fails on the GPU: ${causeOf(error)}`) : error;
  }
}

/** Starts the first one, which prepares the model, and loads the session that all share if they do, then the others. */
async function startAll(first: KokoroThread, others: readonly KokoroThread[], options: SessionOptions): Promise<void> {
  await first.start();
  options.address = first.note?.address;
  for (const thread of others) await thread.start();
}

/** Checks the sha256 of files of a model, one after the other: of all that are there if none are named. */
async function verifyEach(store: ModelStore, named?: readonly string[]): Promise<void> {
  const all = store.manifest.files.map(({ path }) => path).filter((path) => !store.missing.has(path));
  for (const path of named ?? all) await store.verify(path);
}

/** Longest that the text thread may take for one input: ten times what it needs for the worst one on two busy cores. */
function textLimitMs(maxTextLength: number): number {
  return 10_000 + 2 * maxTextLength;
}

const weightsProblem = (precision: string) =>
  `a GPU does not compute with weights of precision ${precision}: use fp32, fp16 or q8`;

/** What is spoken to prove that all works: a figure is short in every language. */
const PROOF = '1.';

/** The proof by a voice that is there, in its language. */
async function proofOf(library: VoiceLibrary): Promise<SpokenPart> {
  const there = library.voices.filter((voice) => voice.present);
  const first = there.find((voice) => voice.language === 'en-US') ?? there[0];
  if (!first) throw new Error('the model has no voice');
  const voice = await library.load(first.id);
  return { text: PROOF, pronunciations: [], language: voice.language, voice };
}

/** The proof that files, threads and model work together. */
async function speakOnce(engine: Engine, proof: SpokenPart): Promise<void> {
  const { signal } = new AbortController();
  // At the fastest speed it takes half the time, and every voice is still well above silence.
  const job = { parts: [proof], speed: 4 };
  const deadline = performance.now() + 600_000;
  const plan = await planSpeech(job, engine, signal, deadline);
  for await (const { samples } of speakPlan(plan, job.speed, engine, signal, deadline)) {
    if (!samples.some((sample) => Math.abs(sample) > 0.01)) throw new Error('the model spoke silence');
  }
}

/** What has failed, in the words of whoever saw it first. */
function causeOf(error: unknown): string {
  const first = error instanceof ApiError && error.cause !== undefined ? error.cause : error;
  return first instanceof Error ? first.message : String(first);
}

function asApiError(error: unknown): never {
  if (!(error instanceof WorkerError)) throw error;
  const param = 'input';
  switch (error.workerErrorName) {
    case 'UnspeakableError':
      throw new ApiError('nothing_to_say', `The input cannot be spoken: ${error.message}.`, { param, cause: error });
    case 'RunTimeout': {
      const message = `Reading the input took too long: ${error.message}. Split it into several requests.`;
      throw new ApiError('input_too_slow', message, { param, cause: error });
    }
    case 'GpuLostError': {
      const message = 'The server has lost its GPU and opens it anew. Try again in 5 s.';
      throw new ApiError('not_ready', message, { retryAfterSeconds: 5, cause: error });
    }
    case 'WorkerClosed': {
      const message = 'The server is ending or loads its model again. Try again in 5 s.';
      throw new ApiError('not_ready', message, { retryAfterSeconds: 5, cause: error });
    }
    case 'WaitTimeout':
      throw queueTimeout(1);
  }
  throw new ApiError('synthesis_failed', 'Speech synthesis failed. The server log has the cause. Try again.', {
    cause: error,
  });
}
