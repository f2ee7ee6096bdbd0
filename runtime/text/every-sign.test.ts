// Every assigned code point of the basic plane in a carrier sentence: the sentence is spoken in any case, and what is a
// letter, a numeral or a sign of mathematics, money or the like is heard. Of letters one in many is tried;
// EVERY_SIGN=1 tries all.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTextFrontend } from './frontend.ts';
import type { Language } from './types.ts';
import { findPublishedModel } from '../model/published-model.ts';
import { KOKORO_SYMBOLS } from './vocabulary.ts';

const frontend = createTextFrontend({
  vocabulary: KOKORO_SYMBOLS,
  readLexicon: async (path) => readFile(join(await findPublishedModel(), path)),
});

const CARRIERS: readonly (readonly [Language, before: string, after: string])[] = [
  ['hi', 'यह ', ' ठीक है'],
  ['ja', 'これは', 'です'],
  ['zh', '这是', '的'],
];

/** One letter in so many is tried, and of the scripts with thousands of letters one in more. */
const STEPS = process.env['EVERY_SIGN'] === '1' ? [1, 1] : [7, 83];
const GREAT_SCRIPT =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Yi}\p{Script=Vai}\p{Script=Ethiopic}\p{Script=Canadian_Aboriginal}]/u;
const isTried = (sign: string, code: number): boolean =>
  !/\p{L}/u.test(sign) || code % (STEPS[GREAT_SCRIPT.test(sign) ? 1 : 0] ?? 1) === 0;
/** Layout, ornament and pictures; and marks that only repeat the sound before them. */
const SILENT =
  /[\p{Extended_Pictographic}|\u00a6\u2500-\u25ff\u2800-\u28ff\u2b12-\u2b2f~<>\u2044\uff5c\uffe4\uffe8ゝゞヽヾ〱-〵]/u;

function assigned(): string[] {
  const signs: string[] = [];
  for (let code = 0x20; code < 0x10000; code += 1) {
    const sign = String.fromCharCode(code);
    if (!/[\p{Cn}\p{Cs}\p{Co}]/u.test(sign) && isTried(sign, code)) signs.push(sign);
  }
  return signs;
}

test.each(CARRIERS)(
  '%s: nothing is dropped or refused for one sign',
  { timeout: 300_000 },
  async (language, before, after) => {
    const ready = await frontend;
    const heard = async (text: string): Promise<string> =>
      (await ready.segments(text, language)).map(({ phonemes }) => phonemes.replace(/[\sˈˌ]/g, '')).join('');
    const plain = await heard(before + after.trimStart());
    const dropped: string[] = [];
    for (const sign of assigned()) {
      const isSaid = /[\p{L}\p{N}\p{Sm}\p{Sc}\p{So}]/u.test(sign) && !SILENT.test(sign);
      if ((await heard(before + sign + after)) === plain && isSaid) dropped.push(sign);
    }
    expect(dropped).toEqual([]);
  },
);
