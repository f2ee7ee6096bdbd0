// The time for a text grows no faster than the text, whatever is in it. Processor time is measured, the least of a few
// runs, and what seems slow is measured again, so that a busy machine makes no difference.
// HOSTILE_SEED tries other random texts, HOSTILE_TEXTS more of them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HOSTILE_TEXTS, hostileTexts } from '../testing/hostile-texts.ts';
import type { HostileText } from '../testing/hostile-texts.ts';
import { plainText } from '../testing/plain-texts.ts';
import { randomTexts } from '../testing/random-texts.ts';
import { parseTags } from './tags.ts';
import { ApiError } from '../errors.ts';
import { createTextFrontend } from './frontend.ts';
import { LANGUAGES, UnspeakableError } from './types.ts';
import type { Language } from './types.ts';
import { findPublishedModel } from '../model/published-model.ts';
import { KOKORO_SYMBOLS } from './vocabulary.ts';

const SEED = Number(process.env['HOSTILE_SEED'] ?? 1);
const RANDOM_TEXTS = Number(process.env['HOSTILE_TEXTS'] ?? 12);

/** As long as the text of a request may be. */
const LENGTH = 4096;
const MOST_MS = 1000;
/** Times what a plain text of the same length takes. */
const MOST_OF_PLAIN = 6;
/** From one length to twice as much; measured over two such steps. */
const MOST_GROWTH = 2.6;
const REPEATS = 5;
/** Below this, growth is within what the clock and the compiler do. */
const FLOOR_MS = Math.max(100, 1.5 * referenceMs());
/** For text of random characters, times what REFERENCE takes on the machine. */
const MOST_OF_REFERENCE = 6;

const frontend = createTextFrontend({
  vocabulary: KOKORO_SYMBOLS,
  readLexicon: async (path) => readFile(join(await findPublishedModel(), path)),
});

async function speak(text: string, language: Language): Promise<void> {
  const ready = await frontend;
  try {
    for (const part of parseTags(text).parts) {
      if ('text' in part) await ready.segments(part.text, language, part.pronunciations);
    }
  } catch (error) {
    if (!(error instanceof UnspeakableError) && !(error instanceof ApiError)) throw error;
  }
}

async function milliseconds(text: string, language: Language, repeats = 1): Promise<number> {
  let least = Infinity;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const started = process.cpuUsage();
    await speak(text, language);
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** What is wrong with the time for a text, or nothing. */
async function fault({ name, text }: HostileText, language: Language, plain: number): Promise<string | undefined> {
  const most = Math.min(MOST_MS, Math.max(MOST_OF_PLAIN * plain, MOST_MS / 2));
  const grown = (quarter: number, whole: number): boolean => whole > FLOOR_MS && whole > MOST_GROWTH ** 2 * quarter;
  const quick = await milliseconds(text(LENGTH), language);
  const isSuspect = quick > most || (quick > FLOOR_MS && grown(await milliseconds(text(LENGTH / 4), language), quick));
  if (!isSuspect) return undefined;
  const whole = await milliseconds(text(LENGTH), language, REPEATS);
  if (whole > most) return `${name} takes ${Math.round(whole)} ms, a plain text ${Math.round(plain)} ms`;
  const quarter = await milliseconds(text(LENGTH / 4), language, REPEATS);
  if (!grown(quarter, whole)) return undefined;
  return `${name} takes ${Math.round(quarter)} ms, four times as much of it ${Math.round(whole)} ms`;
}

test.each(LANGUAGES)('%s', { timeout: 120_000 }, async (language) => {
  // Each language has its own share of the fixed texts, and random ones of its own.
  const turn = LANGUAGES.indexOf(language);
  const texts = [
    ...HOSTILE_TEXTS.filter((_, index) => (index + SEED) % LANGUAGES.length === turn),
    ...hostileTexts(SEED * LANGUAGES.length + turn, RANDOM_TEXTS),
  ];
  await speak(plainText(language, LENGTH), language);
  const plain = await milliseconds(plainText(language, LENGTH), language, REPEATS);
  const faults: string[] = [];
  for (const text of texts) faults.push(...[await fault(text, language, plain)].filter((found) => found !== undefined));
  expect(faults, `with HOSTILE_SEED=${SEED}`).toEqual([]);
});

/** Processor time of a fixed piece of arithmetic: some 0.1 s where the bounds above were chosen. */
function referenceMs(): number {
  const numbers = new Float64Array(1_000).fill(0.5);
  const once = (): number => {
    const started = process.cpuUsage();
    let sum = 0;
    for (let round = 0; round < 25_000; round += 1) for (const number of numbers) sum += number * sum;
    expect(sum).toBe(0);
    return process.cpuUsage(started).user / 1000;
  };
  return Math.min(...Array.from({ length: REPEATS }, once));
}

test.each(LANGUAGES)('random characters in %s', { timeout: 120_000 }, async (language) => {
  await speak(plainText(language, LENGTH), language);
  const most = MOST_OF_REFERENCE * referenceMs();
  const faults: string[] = [];
  for (const { name, text } of randomTexts(SEED * LANGUAGES.length + LANGUAGES.indexOf(language), language)) {
    let least = Infinity;
    // Another text each time: what was read once is remembered.
    for (let repeat = 0; repeat < REPEATS && least > most; repeat += 1)
      least = Math.min(least, await milliseconds(text(LENGTH), language));
    if (least > most) faults.push(`${name} takes ${Math.round(least)} ms, more than ${Math.round(most)} ms`);
  }
  expect(faults, `with HOSTILE_SEED=${SEED}`).toEqual([]);
});
