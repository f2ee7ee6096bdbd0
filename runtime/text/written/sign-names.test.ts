import { expect, test } from 'vitest';
import { french } from '../french/french.ts';
import { italian } from '../italian/italian.ts';
import { portuguese } from '../portuguese/portuguese.ts';
import { spanish } from '../spanish/spanish.ts';
import type { Locale } from './locale.ts';
import { localeRules } from './rules.ts';
import { inWords } from '../../testing/said.ts';

/** Layout and ornament. */
const SILENT = /[|`*\u00a6\u2500-\u25ff\u2800-\u28ff\u2b12-\u2b2f]|\p{Sk}/u;

test.each<[string, Locale]>([
  ['es', spanish],
  ['pt', portuguese],
  ['it', italian],
  ['fr', french],
])('%s: every numeral and sign of the basic plane has words, but layout and what espeak-ng names', (_, locale) => {
  const rules = localeRules(locale);
  const lost: string[] = [];
  for (let code = 0x21; code < 0xffff; code += 1) {
    const sign = String.fromCharCode(code);
    if (!/[\p{N}\p{Sm}\p{Sc}\p{So}]/u.test(sign) || /\p{Extended_Pictographic}/u.test(sign) || SILENT.test(sign))
      continue;
    const said = inWords(`a ${sign} a`, rules);
    if (!/a \p{L}/u.test(said) || said.includes(sign)) lost.push(`U+${code.toString(16)} ${said}`);
  }
  expect(lost).toEqual([]);
});

test('pictures that espeak-ng passes over are called emoji', () => {
  expect(inWords('a 🫶🏽, 🪔 y 😀', localeRules(spanish))).toBe('a emoji, emoji y 😀');
});
