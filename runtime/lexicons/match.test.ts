import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Language, Pronunciation } from '../text/types.ts';
import { pronounced, wordIndex } from './match.ts';
import type { WordIndex } from './match.ts';

/** A lexicon of words that are said as told; a word that begins with = is case-sensitive. */
const lexicon = (words: Record<string, string>): WordIndex =>
  wordIndex(
    Object.entries(words).map(([word, say]) => ({
      word: word.replace(/^=/, ''),
      sound: { say },
      caseSensitive: word.startsWith('='),
    })),
  );

/** The text with what is said in place of its words, in braces. */
function read(text: string, words: Record<string, string> | WordIndex[], language: Language = 'en-us'): string {
  const lexicons = Array.isArray(words) ? words : [lexicon(words)];
  return shown(text, pronounced(text, language, [], lexicons));
}

function shown(text: string, sounds: readonly Pronunciation[]): string {
  let out = '';
  let at = 0;
  for (const sound of sounds) {
    out += `${text.slice(at, sound.start)}{${'say' in sound ? sound.say : `/${sound.phonemes}/`}}`;
    at = sound.end;
  }
  return out + text.slice(at);
}

describe('whole tokens', () => {
  it.each([
    ['GIF, gif. (GIF) gifs GIFTED', '{jif}, {jif}. ({jif}) gifs GIFTED'],
    ["GIF’s and gif's", "{jif}’s and {jif}'s"],
    ['an e-gif or gif-like _gif_ “gif”', 'an e-{jif} or {jif}-like _{jif}_ “{jif}”'],
    ['x.gif gif.x me@gif.org my_gif_file', 'x.gif gif.x me@gif.org my_gif_file'],
    ['https://gif.example/gif/ www.x.org/gif GIF/PNG', 'https://gif.example/gif/ www.x.org/gif {jif}/PNG'],
    ['gif5 5gif gif\u0301', 'gif5 5gif gif\u0301'],
    ['GIF\n', '{jif}\n'],
  ])('%s', (text, expected) => {
    expect(read(text, { GIF: 'jif' })).toBe(expected);
  });

  it.each([
    ['don', "I don't, Don.", "I don't, {x}."],
    ['s', "Kafka's s", "Kafka's {x}"],
    ['c++', 'C, C++, C+++ and C++.', 'C, {x}, {x}+ and {x}.'],
    ['.NET', 'ASP.NET or .NET', 'ASP.NET or {x}'],
    ['→', 'a → b a→b', 'a {x} b a{x}b'],
    ['14', '3.14 14,000 3/14 14% 14', '3.14 14,000 3/14 {x}% {x}'],
    ['naïve', 'nai\u0308ve NAÏVE naive', '{x} {x} naive'],
    ["rock 'n' roll", 'Rock ’n’ roll', '{x}'],
    ['straße', 'STRASSE', 'STRASSE'],
    ['ΣΊΣΥΦΟΣ', 'Σίσυφος', '{x}'],
  ])('%s in %s', (word, text, expected) => {
    expect(read(text, { [word]: 'x' })).toBe(expected);
  });

  it.each<[Language, string, string, string]>([
    ['fr', 'API', "l'API, l’API.", "l'{x}, l’{x}."],
    ['it', 'l', "l'API", "l'API"],
    ['ja', '東京', '東京都とGIFを', '{x}都とGIFを'],
    ['ja', 'GIF', '東京都とGIFを', '東京都と{x}を'],
    ['ja', 'テスト', 'テストケース', '{x}ケース'],
    ['zh', '重庆', '我在重庆。', '我在{x}。'],
    ['hi', 'नम', 'नमस्ते नम', 'नमस्ते {x}'],
    ['hi', 'नमस', 'नमस्ते', 'नमस्ते'],
  ])('%s: %s in %s', (language, word, text, expected) => {
    expect(read(text, { [word]: 'x' }, language)).toBe(expected);
  });
});

describe('which word', () => {
  it('is the longest, over any white space', () => {
    const words = { 'New York': 'a', York: 'b', 'New York  City': 'c' };
    expect(read('New York, York, new\n york\u00a0CITY, New  Yorker', words)).toBe('{a}, {b}, {c}, New  Yorker');
  });

  it('is the one with the same capitals', () => {
    const words = { Polish: 'polish', '=polish': 'shine', '=US': 'u. s.' };
    expect(read('Polish polish POLISH US us', words)).toBe('{polish} {shine} {polish} {u. s.} us');
  });

  it('is that of the first lexicon; the longer one of any', () => {
    const [first, second] = [lexicon({ nginx: 'engine x' }), lexicon({ NGINX: 'other', 'nginx unit': 'unit' })];
    expect(read('NGINX, nginx unit', [first, second])).toBe('{engine x}, {unit}');
    expect(read('NGINX, nginx unit', [second, first])).toBe('{other}, {unit}');
  });

  it('is not looked for in what is said, nor where the text says itself how it sounds', () => {
    expect(read('a b', { a: 'b', b: 'a' })).toBe('{b} {a}');
    const text = 'New York GIF gif';
    const given = [{ start: 4, end: 12, phonemes: 'x' }];
    const lexicons = [lexicon({ 'New York': 'a', gif: 'jif', york: 'b' })];
    expect(shown(text, pronounced(text, 'en-us', given, lexicons))).toBe('New {/x/} {jif}');
    expect(shown(text, pronounced(text, 'en-us', [{ ...given[0]!, start: 0, end: 3 }], lexicons))).toBe(
      '{/x/} {b} {jif} {jif}',
    );
  });
});

test('the stretches are in order, do not overlap, hold those that were given, and lie between whole characters', () => {
  const piece = fc.constantFrom('a', 'A', 'b ', ' ', "'", 's', '\u0301', '東', '😀', '.', '\n', '@', 'www.');
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  const words = fc.array(
    text.filter((word) => word.trim() !== ''),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(text, words, fc.array(fc.nat(60), { maxLength: 4 }), (text, words, cuts) => {
      const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
      const given = places.flatMap((start, index) =>
        index % 2 === 0 && places[index + 1] !== undefined ? [{ start, end: places[index + 1]!, phonemes: 'x' }] : [],
      );
      const lexicons = [wordIndex(words.map((word) => ({ word, sound: { say: 'y' }, caseSensitive: false })))];
      const sounds = pronounced(text, 'en-us', given, lexicons);
      expect(sounds.filter((sound) => 'phonemes' in sound)).toEqual(given);
      let at = 0;
      for (const { start, end } of sounds) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 1000 },
  );
});

// Processor time, the least of a few runs, as in linear.test.ts.
test('the time grows with the text alone, whatever lexicon and text', () => {
  const entries = Array.from({ length: 1000 }, (_, index) => ({
    word: index < 32 ? 'a '.repeat(index + 1).trim() : `a${index}`,
    sound: { say: 'x' },
    caseSensitive: false,
  }));
  const lexicons = Array.from({ length: 8 }, () => wordIndex(entries.slice(2)));
  const milliseconds = (text: string): number => {
    const runs = Array.from({ length: 3 }, () => {
      const started = process.cpuUsage();
      pronounced(text, 'en-us', [], lexicons);
      return process.cpuUsage(started).user / 1000;
    });
    return Math.min(...runs);
  };
  for (const piece of ['a ', 'a b ', 'a', ' ', 'a\u0301', 'www.', "a'", 'a😀', '東', '1,']) {
    const text = (length: number) => piece.repeat(length / piece.length);
    milliseconds(text(4096));
    const [small, large] = [milliseconds(text(4096)), milliseconds(text(32_768))];
    expect(large, JSON.stringify(piece)).toBeLessThan(Math.max(400, 24 * small));
  }
});
