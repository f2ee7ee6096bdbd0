// Memory and speed of text to phonemes, as a JSON report. Usage: node --expose-gc test/bench/text.ts [TEXTS FOLDER]
// Memory: what the process holds more once a language is loaded, one language after the other, after garbage collection.
// Speed: milliseconds per text when warm, the middle and the slowest of RUNS. Processor time is told beside the clock,
// which on a shared machine says more. With a folder of LANGUAGE.tsv files, whose first column is text: what share of
// their lines, and of random Unicode, was spoken without a symbol that the vocabulary lacks.
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findPublishedModel } from '../../runtime/model/published-model.ts';
import { createTextFrontend } from '../../runtime/text/frontend.ts';
import { LANGUAGES, UnspeakableError } from '../../runtime/text/types.ts';
import type { Language, TextFrontend } from '../../runtime/text/types.ts';
import { KOKORO_SYMBOLS } from '../../runtime/text/vocabulary.ts';
import { plainText, SAMPLES } from '../../runtime/testing/plain-texts.ts';

const RUNS = 21;
const MIXED = 300;

const model = await findPublishedModel();
const frontend = await createTextFrontend({
  vocabulary: KOKORO_SYMBOLS,
  readLexicon: (path) => readFile(join(model, path)),
});

const memory: Record<string, number> = { empty: residentMegabytes() };
for (const language of LANGUAGES) {
  await frontend.segments(SAMPLES[language], language);
  memory[language] = residentMegabytes();
}
const dictionaries = Math.max(...Object.values(memory)) - memory['empty']!;

const speed: Record<string, unknown> = {};
for (const language of LANGUAGES) {
  const text = plainText(language, 200);
  const long = plainText(language, 4096);
  speed[language] = { '200': await times(language, text, RUNS), '4096': await times(language, long, 3) };
}

const folder = process.argv[2];
const coverage = await share(frontend, folder === undefined ? [] : await texts(folder));
process.stdout.write(
  `${JSON.stringify({ megabytes: memory, dictionariesMegabytes: dictionaries, milliseconds: speed, coverage }, undefined, 2)}\n`,
);

function residentMegabytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}

async function times(language: Language, text: string, runs: number): Promise<Record<string, number>> {
  await frontend.segments(text, language);
  const clock: number[] = [];
  const processor: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    await frontend.segments(text, language);
    clock.push(performance.now() - started);
    processor.push(process.cpuUsage(cpu).user / 1000);
  }
  const middle = (values: number[]): number => rounded(values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!);
  return { clock: middle(clock), slowest: rounded(Math.max(...clock)), processor: middle(processor) };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

async function texts(folder: string): Promise<(readonly [Language, string])[]> {
  const files = (await readdir(folder)).filter((name) => LANGUAGES.includes(basename(name, '.tsv') as Language));
  const lines = await Promise.all(
    files.map(async (name) =>
      (await readFile(join(folder, name), 'utf8'))
        .split(/\r?\n/)
        .map((line) => line.split('\t')[0] ?? '')
        .filter((text) => text.trim() !== '')
        .map((text) => [basename(name, '.tsv') as Language, text] as const),
    ),
  );
  return lines.flat();
}

/** Lines spoken whole, lines refused with an error that says why, and the kinds of text. */
async function share(frontend: TextFrontend, lines: readonly (readonly [Language, string])[]): Promise<unknown> {
  const count = { spoken: 0, refused: 0, reasons: {} as Record<string, number> };
  const random = { spoken: 0, refused: 0, reasons: {} as Record<string, number> };
  const speak = async (into: typeof count, text: string, language: Language): Promise<void> => {
    try {
      const segments = await frontend.segments(text, language);
      if (segments.map((segment) => segment.text).join('') !== text) throw new Error(`text was lost: ${text}`);
      const unknown = segments.flatMap(({ phonemes }) => [...phonemes].filter((one) => !KOKORO_SYMBOLS.has(one)));
      if (unknown.length > 0) throw new Error(`symbols that the model lacks: ${unknown.join(' ')}`);
      into.spoken += 1;
    } catch (error) {
      if (!(error instanceof UnspeakableError)) throw error;
      into.refused += 1;
      const reason = error.message.replace(/".*?"/gu, '…');
      into.reasons[reason] = (into.reasons[reason] ?? 0) + 1;
    }
  };
  for (const [language, text] of lines) await speak(count, text, language);
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 48271) % 0x7fffffff) % below;
  for (let index = 0; index < MIXED; index += 1) {
    const language = LANGUAGES[index % LANGUAGES.length]!;
    const noise = Array.from({ length: 40 }, () => String.fromCodePoint(next(0xd800))).join('');
    await speak(random, SAMPLES[language].slice(0, 40) + noise, language);
  }
  return { lines: count, unicode: random };
}
