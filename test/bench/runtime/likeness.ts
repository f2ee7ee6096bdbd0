// Speaks 50 texts with the published model and with the one prepared for the CPU or a GPU, both on the CPU: the spectra must be
// alike within a bound, and the durations the same. Those of the GPU's floats may differ by a frame here and there, since
// nothing rounds them to 8 bits on the way. Prints JSON; exit status 1 when it does not hold. FILE is another export of the model
// to prepare, such as one with 16-bit floats, and PUBLISHED the one to compare it with.
// `tf32` compares the graph for GPUs with itself, its products computed as tensor cores do.
// Usage: node test/bench/runtime/likeness.ts [TEXTS] [cpu|gpu|tf32] [FILE] [PUBLISHED]
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '../../../runtime/model/onnxruntime.ts';
import { cacheFolder, pullShown } from '../../../operator/model-store/pull-shown.ts';
import { durationOutput } from '../../../runtime/model/graph/duration-output.ts';
import { limitModel } from '../../../runtime/model/graph/limit-frames.ts';
import { prepareForGpu } from '../../../runtime/model/graph/prepare-gpu.ts';
import { prepareModel } from '../../../runtime/model/graph/prepare.ts';
import { openModelStore } from '../../../runtime/model/store.ts';
import { parseVocabulary, tokenIds } from '../../../runtime/model/vocabulary.ts';
import { createTextFrontend } from '../../../runtime/text/frontend.ts';
import { median } from './client.ts';
import { melDistance } from './spectrum.ts';
import { asTf32 } from './tf32.ts';

/** Largest distance in dB of one text. Fusing the normalisations alone, which only rounds differently, makes about 1. */
const BOUND = 3;
/** Most frames by which a token of the GPU's graph may be longer or shorter. */
const FRAMES = 2;
const [tf32, gpu] = [process.argv[3] === 'tf32', process.argv[3] === 'gpu'];

const who = ['The baker', 'My younger sister', 'Nobody here', 'An old captain', 'The whole class'];
const what = ['found a letter', 'missed the train', 'sang until midnight', 'counted the coins', 'asked for rain'];
const where = ['near the river.', 'before breakfast, as usual!'];
const voices = ['af_heart', 'am_adam', 'bf_emma', 'af_bella', 'am_michael'];
const texts = who.flatMap((a) => what.flatMap((b) => where.map((c) => `${a} ${b} ${c}`)));

const folder = cacheFolder('kokoro-v1.0');
const store = await openModelStore(folder, await pullShown('kokoro-v1.0', 'q8', folder, process.stderr));
const path = join(store.folder, 'model.onnx');
const options = { logSeverityLevel: 3, graphOptimizationLevel: 'all' } as const;
const forGpu = (bytes: Uint8Array) => prepareForGpu(bytes).bytes;
const reference = tf32 ? forGpu : limitModel;
const published = await InferenceSession.create(reference(await readFile(process.argv[5] ?? path)), options);
const change = (bytes: Uint8Array) => (tf32 ? asTf32(forGpu(bytes)) : gpu ? forGpu(bytes) : prepareModel(bytes).bytes);
const prepared = await InferenceSession.create(change(await readFile(process.argv[4] ?? path)), options);
const vocabulary = parseVocabulary(await store.read('vocab.json'));
const frontend = await createTextFrontend({
  readLexicon: (name) => store.read(name),
  vocabulary: new Set(vocabulary.keys()),
});

const distances: number[] = [];
let otherDurations = 0;
let mostFrames = 0;
for (const [index, text] of texts.slice(0, Number(process.argv[2] ?? 50)).entries()) {
  const voice = voices[index % voices.length]!;
  const [segment] = await frontend.segments(text, voice.startsWith('b') ? 'en-gb' : 'en-us');
  const phonemes = segment!.phonemes;
  const bytes = await store.read(`voices/${voice}.bin`);
  const pack = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const row = [...phonemes].length - 1;
  const ids = BigInt64Array.from([0, ...tokenIds(phonemes, vocabulary), 0], BigInt);
  const feeds = {
    [published.inputNames[0]!]: new Tensor('int64', ids, [1, ids.length]),
    style: new Tensor('float32', pack.slice(row * 256, (row + 1) * 256), [1, 256]),
    speed: new Tensor('float32', Float32Array.of(1), [1]),
  };
  const [before, after] = [await published.run(feeds), await prepared.run(feeds)];
  const durations = durationOutput(published.outputNames)!;
  const sound = published.outputNames.find((name) => name !== durations)!;
  const frames = (results: typeof before) => Array.from(results[durations]!.data as BigInt64Array, Number);
  const off = frames(after).map((count, token) => Math.abs(count - frames(before)[token]!));
  mostFrames = Math.max(mostFrames, ...off);
  const same = off.every((count) => count === 0);
  if (!same) otherDurations += 1;
  else distances.push(melDistance(before[sound]!.data as Float32Array, after[sound]!.data as Float32Array));
  process.stderr.write(`${text} ${voice}: ${same ? `${distances.at(-1)!.toFixed(2)} dB` : 'other durations'}\n`);
}
const most = Math.max(...distances);
const result = {
  texts: distances.length + otherDurations,
  otherDurations,
  mostFrames,
  medianDb: median(distances),
  mostDb: most,
};
process.stdout.write(`${JSON.stringify({ ...result, boundDb: BOUND })}\n`);
process.exitCode = mostFrames > (gpu ? FRAMES : 0) || !(most <= BOUND) ? 1 : 0;
