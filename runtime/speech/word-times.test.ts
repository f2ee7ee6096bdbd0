import { describe, expect, it } from 'vitest';
import type { Segment, Token } from '../text/types.ts';
import { wordTimes } from './word-times.ts';

const token = (text: string, phonemes: string, whitespace = ''): Token => ({ text, phonemes, whitespace });
const segment = (phonemes: string, ...tokens: Token[]): Segment => ({
  text: tokens.map((one) => one.text + one.whitespace).join(''),
  tokens,
  phonemes,
});
/** Ten frames (a quarter of a second) for each symbol and `lead` for the padding. */
const even = ({ phonemes }: Segment, lead = 3) => [lead, ...[...phonemes].map(() => 10), 1];

describe('wordTimes', () => {
  it('gives each word its phonemes and half of the space beside it', () => {
    const one = segment('ab cd', token('Up', 'ab', ' '), token('on', 'cd'));
    expect(wordTimes(one, even(one), 0)).toEqual([
      { word: 'Up', start: 0, end: 0.625 },
      { word: 'on', start: 0.625, end: 1.25 },
    ]);
  });

  it('counts from the start of the segment, and takes off the lead of the sound', () => {
    const one = segment('ab', token('Up', 'ab'));
    expect(wordTimes(one, even(one, 13), 2)).toEqual([{ word: 'Up', start: 2.25, end: 2.75 }]);
  });

  it('keeps marks with their word, and leaves their pause out', () => {
    const one = segment(
      '“ab,” cd.',
      token('“', '“'),
      token('Up', 'ab'),
      token(',', ','),
      token('”', '”', ' '),
      token('on', 'cd'),
      token('.', '.'),
    );
    const [first, second] = wordTimes(one, even(one, 0), 0);
    expect(first).toEqual({ word: '“Up,”', start: 0.25, end: 0.75 });
    expect(second).toEqual({ word: 'on.', start: 1.375, end: 2 });
  });

  it('joins the parts of a word, and drops marks that stand alone', () => {
    const one = segment('ab — cd', token('do', 'a'), token("n't", 'b', ' '), token('—', '—', ' '), token('go', 'cd'));
    expect(wordTimes(one, even(one), 0).map(({ word }) => word)).toEqual(["don't", 'go']);
  });

  it('takes each token for a word where there are no spaces', () => {
    const one = segment('ab cd, ef', token('你好', 'ab'), token('世界', ' cd'), token('，', ','), token('GPT', ' ef'));
    expect(wordTimes(one, even(one), 0).map(({ word }) => word)).toEqual(['你好', '世界，', 'GPT']);
  });

  it('refuses durations that do not belong to the phonemes', () => {
    const one = segment('ab', token('Up', 'ab'));
    expect(() => wordTimes(one, [1, 2, 3], 0)).toThrow('3 durations for 2 phonemes');
  });
});
