import { setTimeout as delay } from 'node:timers/promises';
import type { LoadedEngine } from '../speech/engine.ts';
import type { KokoroInput } from '../model/kokoro.ts';
import { Scheduler } from '../workers/scheduler.ts';
import { openModelStore } from '../model/store.ts';
import { createVoiceLibrary } from '../model/voice-library.ts';
import { parseVocabulary } from '../model/vocabulary.ts';
import type { KokoroAnswer } from '../workers/kokoro-worker.ts';
import type { TextPart } from '../workers/text-worker.ts';
import { defaultFiles, publishModel, voiceBytes } from './model-folder.ts';

export interface FakeEngineOptions {
  /** What one segment costs. */
  inferenceMs?: number;
  /** Runs before a segment is computed; may throw. */
  onInfer?: (input: KokoroInput) => void | Promise<void>;
  /** Runs before a text is read. */
  onText?: (parts: readonly TextPart[]) => void | Promise<void>;
  equalLoudness?: boolean;
  absent?: string[];
  /** Voices that are there beside the usual ones. */
  voices?: string[];
}

/** An engine without a model: a sine of 600 samples for each letter, and one segment for each sentence. */
export async function fakeEngine(options: FakeEngineOptions = {}): Promise<LoadedEngine> {
  const files: Record<string, Buffer> = { ...defaultFiles };
  for (const id of options.voices ?? []) files[`voices/${id}.bin`] = voiceBytes(4000);
  const { modelPath, digest } = publishModel(files, options.absent);
  const store = await openModelStore(modelPath, digest);
  const lane = {
    async call(input: KokoroInput): Promise<KokoroAnswer> {
      await options.onInfer?.(input);
      if (options.inferenceMs) await delay(options.inferenceMs);
      const samples = Float32Array.from({ length: input.ids.length * 600 }, (_, i) => 0.3 * Math.sin(i / 13));
      return { samples, durations: [0, ...input.ids.map(() => 1), 0], inferenceSeconds: 0.01 };
    },
  };
  return {
    store,
    vocabulary: parseVocabulary(await store.read('vocab.json')),
    voices: createVoiceLibrary(store, options.equalLoudness),
    scheduler: new Scheduler([lane]),
    segments: async (parts) =>
      (await options.onText?.(parts), parts).map(({ text }) =>
        text.split(/(?<=\.\s)/).map((sentence) => {
          const phonemes = sentence.toLowerCase().replace(/[^a-z. ]/g, '');
          return { text: sentence, tokens: [{ text: sentence, whitespace: '', phonemes }], phonemes };
        }),
      ),
    running: () => true,
    close: async () => undefined,
  };
}
