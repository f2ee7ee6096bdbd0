// Speaks 50 texts with the published model and with the prepared one: the durations must be the same, the spectra alike
// within a bound. Prints JSON; exit status 1 when it does not hold. Usage: node test/bench/runtime/likeness.ts [TEXTS]
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '../../../runtime/model/onnxruntime.ts';
import { cacheFolder, pullShown } from '../../../operator/model-store/pull-shown.ts';
import { durationOutput } from '../../../runtime/model/graph/duration-output.ts';
import { limitModel } from '../../../runtime/model/graph/limit-frames.ts';
import { prepareModel } from '../../../runtime/model/graph/prepare.ts';
import { openModelStore } from '../../../runtime/model/store.ts';
import { parseVocabulary, tokenIds } from '../../../runtime/model/vocabulary.ts';
import { createTextFrontend } from '../../../runtime/text/frontend.ts';
import { median } from './client.ts';
import { melDistance } from './spectrum.ts';

/** Largest distance in dB of one text. Fusing the normalisations alone, which only rounds differently, makes about 1. */
const BOUND = 3;

const who = ['The baker', 'My younger sister', 'Nobody here', 'An old captain', 'The whole class'];
const what = ['found a letter', 'missed the train', 'sang until midnight', 'counted the coins', 'asked for rain'];
const where = ['near the river.', 'before breakfast, as usual!'];
const voices = ['af_heart', 'am_adam', 'bf_emma', 'af_bella', 'am_michael'];
const texts = who.flatMap((a) => what.flatMap((b) => where.map((c) => `${a} ${b} ${c}`)));

const folder = cacheFolder('kokoro-v1.0');
const store = await openModelStore(folder, await pullShown('kokoro-v1.0', 'q8', folder, process.stderr));
const path = join(store.folder, 'model.onnx');
const options = { logSeverityLevel: 3, graphOptimizationLevel: 'all' } as const;
const published = await InferenceSession.create(limitModel(await readFile(path)), options);
const prepared = await InferenceSession.create(prepareModel(await readFile(path)).bytes, options);
const vocabulary = parseVocabulary(await store.read('vocab.json'));
const frontend = await createTextFrontend({
  readLexicon: (name) => store.read(name),
  vocabulary: new Set(vocabulary.keys()),
});

const distances: number[] = [];
let otherDurations = 0;
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
  const same = String(before[durations]!.data) === String(after[durations]!.data);
  if (!same) otherDurations += 1;
  else distances.push(melDistance(before[sound]!.data as Float32Array, after[sound]!.data as Float32Array));
  process.stderr.write(`${text} ${voice}: ${same ? `${distances.at(-1)!.toFixed(2)} dB` : 'other durations'}\n`);
}
const most = Math.max(...distances);
const result = { texts: distances.length + otherDurations, otherDurations, medianDb: median(distances), mostDb: most };
process.stdout.write(`${JSON.stringify({ ...result, boundDb: BOUND })}\n`);
process.exitCode = otherDurations > 0 || most > BOUND ? 1 : 0;
