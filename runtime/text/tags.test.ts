import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { parseTags } from './tags.ts';

const text = (value: string, voice?: string) => ({ text: value, pronunciations: [], voice });

describe('tags', () => {
  it.each([
    ['0.5s', 0.5],
    ['500ms', 0.5],
    [' 2s ', 2],
    ['.25S', 0.25],
    ['10s', 10],
    ['0s', 0],
  ])('[pause:%s] is silence', (written, pauseSeconds) => {
    expect(parseTags(`Wait [pause:${written}]for it.`).parts).toEqual([
      text('Wait '),
      { pauseSeconds },
      text('for it.'),
    ]);
  });

  it('[voice:…] holds until the next one', () => {
    expect(parseTags('One. [voice:am_adam]Two. [pause:1s]Three. [voice: af_bella(2)+af_sky(1) ]Four.').parts).toEqual([
      text('One. '),
      text('Two. ', 'am_adam'),
      { pauseSeconds: 1 },
      text('Three. ', 'am_adam'),
      text('Four.', 'af_bella(2)+af_sky(1)'),
    ]);
  });

  it('[word](/IPA/) keeps the word in its sentence', () => {
    const [part, ...rest] = parseTags('A [tomato](/təˈmɑːtəʊ/) and [New York](/n j/).').parts;
    expect(rest).toEqual([]);
    expect(part).toEqual({
      text: 'A tomato and New York.',
      pronunciations: [
        { start: 2, end: 8, phonemes: 'təˈmɑːtəʊ' },
        { start: 13, end: 21, phonemes: 'n j' },
      ],
      voice: undefined,
    });
  });

  it.each([
    ['\\[pause:1s]', '[pause:1s]'],
    ['\\[word](/wɜd/)', '[word](/wɜd/)'],
    ['an array[0] and [sic], [1], [pause] and [voice over]', undefined],
    ['a [link](https://example.org/a/) and [another](/docs) and [two](/a/b/)', undefined],
    ['[', undefined],
    ['[[pause:', undefined],
    ['C:\\dir\\', undefined],
    ['[](/a/)', undefined],
  ])('%j is text', (input, spoken = input) => {
    expect(parseTags(input).parts).toEqual([text(spoken)]);
  });

  it.each([
    ['[pause:]', /write \[pause:0\.5s\]/],
    ['[pause:1]', /write \[pause/],
    ['[pause:-1s]', /write \[pause/],
    ['[pause:1e3s]', /write \[pause/],
    ['[Pause: a while]', /write \[pause/],
    ['[pause:11s]', /limit 10 s for one pause/],
    ['[pause:99999999999999999999s]', /limit 10 s for one pause/],
    ['[pause:9s]'.repeat(7), /add up to 63 s \(limit 60 s\)/],
    ['[voice:]a', /names no voice/],
    [Array.from({ length: 11 }, (_, n) => `[voice:v${n}]a`).join(''), /11 voices \(limit 10\)/],
  ])('%s is refused', (input, message) => {
    expect(() => parseTags(input)).toThrow(message);
    expect(() => parseTags(input)).toThrow(ApiError);
  });

  it('loses no text, whatever is written', () => {
    const pieces = fc.constantFrom('[', ']', '\\', 'pause:', 'voice:', '1s', '](/', '/)', 'word', ' ', 'é');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (written) => {
        const input = written.join('');
        let parts;
        try {
          ({ parts } = parseTags(input));
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
          return;
        }
        const spoken = parts.map((part) => ('text' in part ? part.text : '')).join('');
        for (const part of parts) {
          if (!('text' in part)) continue;
          for (const { start, end, ...sound } of part.pronunciations) {
            expect(part.text.slice(start, end)).not.toBe('');
            expect(sound).not.toEqual({ phonemes: '' });
          }
        }
        if (!/\[(?:pause|voice):|\\\[|\]\(\//.test(input)) expect(spoken).toBe(input);
      }),
      { numRuns: 2000 },
    );
  });
});
