import type { RuntimeConfig } from './config.ts';
import { ApiError } from './errors.ts';
import type { KokoroInput } from './model/kokoro.ts';
import { Scheduler } from './model/scheduler.ts';
import type { ModelStore } from './model/store.ts';
import { openModelStore } from './model/store.ts';
import { createVoiceLibrary } from './model/voice-library.ts';
import type { VoiceLibrary } from './model/voice-library.ts';
import { parseVocabulary } from './model/vocabulary.ts';
import { synthesize } from './synthesize.ts';
import type { Engine } from './synthesize.ts';
import type { KokoroAnswer } from './workers/kokoro-worker.ts';
import type { TextPart } from './workers/text-worker.ts';
import { WorkerError } from './workers/supervised-worker.ts';
import { kokoroThread, textThread } from './workers/threads.ts';

/** Everything that speaks, loaded and proven by one synthesis. */
export interface LoadedEngine extends Engine {
  readonly store: ModelStore;
  readonly voices: VoiceLibrary;
  /** True while the model's thread is up. */
  running(): boolean;
  close(): Promise<void>;
}

export interface EngineEvents {
  /** The threads are starting; from here on the calling thread may be busy with something else. */
  onThreadsStart(): void;
  onThreadRestart(thread: 'text' | 'kokoro', reason: string): void;
  onWait(seconds: number): void;
}

/** Loads a published model into its threads and speaks once; throws, with nothing left running, when any of it fails. */
export async function loadEngine(config: RuntimeConfig, events: EngineEvents): Promise<LoadedEngine> {
  const store = await openModelStore(config.modelPath, config.modelDigest);
  const vocabulary = parseVocabulary(await store.read('vocab.json'));
  const model = store.file('model.onnx');
  const { threads, useGpu, tempDir } = config;
  const kokoro = kokoroThread({ model, threads, useGpu, tempDir }, (reason) =>
    events.onThreadRestart('kokoro', reason),
  );
  const text = textThread({ modelPath: config.modelPath, digest: store.digest }, (reason) =>
    events.onThreadRestart('text', reason),
  );
  const close = async () => void (await Promise.all([kokoro.close(), text.close()]));
  const lane = { call: (input: KokoroInput) => kokoro.call(input).catch(asApiError) };
  const engine: LoadedEngine = {
    store,
    vocabulary,
    voices: createVoiceLibrary(store),
    scheduler: new Scheduler<KokoroInput, KokoroAnswer>([lane], {
      maxRequests: config.maxRequests,
      queueTimeoutMs: config.queueTimeoutSeconds * 1000,
      onWait: (seconds) => events.onWait(seconds),
    }),
    segments: (parts) => text.call(parts).catch(asApiError),
    running: () => kokoro.running && text.running,
    close,
  };
  try {
    // All come to their end before a thread is closed: it must not be ended while native code loads in it.
    const starting = [kokoro.start(), text.start().then(() => engine.segments([PROOF])), store.verify('model.onnx')];
    events.onThreadsStart();
    const starts = await Promise.allSettled(starting);
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
    await speakOnce(engine);
    return engine;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Read while the model loads, so that its dictionaries are there when it is spoken. */
const PROOF: TextPart = { text: 'Ready.', pronunciations: [], language: 'en-us' };

/** The proof that files, threads and model work together. */
async function speakOnce(engine: LoadedEngine): Promise<void> {
  const first = engine.voices.voices.find((voice) => voice.present && voice.language === 'en-US');
  if (!first) throw new Error('the model has no American English voice to test it with');
  const { pack } = await engine.voices.load(first.id);
  const parts = [{ ...PROOF, voice: pack }];
  // At the fastest speed it takes half the time, and every voice is still well above silence.
  for await (const { samples } of synthesize({ parts, speed: 4 }, engine, new AbortController().signal)) {
    if (!samples.some((sample) => Math.abs(sample) > 0.01)) throw new Error('the model spoke silence');
  }
}

function asApiError(error: unknown): never {
  if (!(error instanceof WorkerError)) throw error;
  if (error.workerErrorName === 'UnspeakableError') {
    throw new ApiError('nothing_to_say', `The input cannot be spoken: ${error.message}.`, {
      param: 'input',
      cause: error,
    });
  }
  throw new ApiError('synthesis_failed', 'This request could not be spoken; the server has logged why. Try it again.', {
    cause: error,
  });
}
