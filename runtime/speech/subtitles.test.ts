import { expect, it } from 'vitest';
import { toSrt, toVtt } from './subtitles.ts';

const words = [
  { word: 'Hello', start: 0.05, end: 0.4 },
  { word: 'there.', start: 0.4, end: 0.9 },
  { word: 'A<B', start: 3661.5, end: 3661.75 },
];

it('writes SubRip, a cue for each sentence', () => {
  expect(toSrt(words)).toBe(
    '1\n00:00:00,050 --> 00:00:00,900\nHello there.\n\n2\n01:01:01,500 --> 01:01:01,750\nA<B\n',
  );
});

it('writes WebVTT with its marks escaped', () => {
  expect(toVtt(words)).toBe(
    'WEBVTT\n\n00:00:00.050 --> 00:00:00.900\nHello there.\n\n01:01:01.500 --> 01:01:01.750\nA&lt;B\n',
  );
});

it('breaks what is too long, and joins Chinese without spaces', () => {
  const long = Array.from({ length: 40 }, (_, n) => ({ word: 'word', start: n * 0.1, end: n * 0.1 + 0.1 }));
  const lines = toSrt(long)
    .split('\n')
    .filter((line) => line.startsWith('word'));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(84);
  expect(lines.join(' ').split(' ')).toHaveLength(40);
  expect(
    toSrt([
      { word: '你好', start: 0, end: 1 },
      { word: '世界。', start: 1, end: 2 },
    ]),
  ).toContain('你好世界。');
});
