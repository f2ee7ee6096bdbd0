import { expect, test } from 'vitest';
import { countsOf, measuredOf } from './counts.ts';

/** What a server with one lane says: `first` and `later` count the segments up to half a second, up to one, and all. */
function text(first: number[], later: number[], audioSeconds = 600, lanes = '1'): string {
  const buckets = (place: string, counts: number[]) =>
    ['0.5', '1', '+Inf'].map((le, at) => `tts_segment_seconds_bucket{le="${le}",place="${place}"} ${counts[at]}`);
  return [
    '# HELP tts_lanes Segments that are spoken at once',
    `tts_lanes ${lanes}`,
    `tts_audio_seconds_total ${audioSeconds}`,
    ...buckets('first', first),
    ...buckets('later', later),
    'tts_segment_seconds_sum{place="first"} 30',
  ].join('\n');
}
const read = (...texts: string[]) => measuredOf(texts.map(countsOf));

test('pods count together, and the slowest buckets end where they were measured', () => {
  const one = text([30, 60, 60], [0, 30, 60]);
  expect(read(one, one)).toEqual({
    lanes: 1,
    segmentsPer100Requests: 200,
    speechMs: 5000,
    firstSegmentMs: [100, 300, 500, 700, 900, 950, 990],
    laterSegmentMs: [600, 800, 1000, 1000, 1000, 1000, 1000],
  });
});

test('requests of one segment have no later ones', () => {
  const measured = read(text([60, 60, 60], [0, 0, 0]));
  expect(measured?.segmentsPer100Requests).toBe(100);
  expect(measured?.laterSegmentMs).toEqual(measured?.firstSegmentMs);
});

test('less than fifty requests tell nothing', () => {
  expect(read(text([49, 49, 49], [100, 100, 100]))).toBeUndefined();
  expect(read(text([25, 25, 25], [0, 0, 0]), text([25, 25, 25], [0, 0, 0]))).toBeDefined();
});

test.each([
  ['what is none of our servers', 'up 1', /tts_lanes/],
  ['no lanes', text([60, 60, 60], [0, 0, 0], 600, '0'), /tts_lanes/],
  ['lanes that are no number', text([60, 60, 60], [0, 0, 0], 600, 'many'), /tts_lanes is many/],
  ['speech that is no number', text([60, 60, 60], [0, 0, 0], NaN), /tts_audio_seconds_total is NaN/],
  ['endless speech', text([60, 60, 60], [0, 0, 0], Infinity), /tts_audio_seconds_total is Infinity/],
  ['less than nothing', text([-60, 60, 60], [0, 0, 0]), /tts_segment_seconds_bucket is -60/],
])('%s is refused', (_, answer, message) => {
  expect(() => countsOf(answer)).toThrow(message);
});

test.each([
  ['more lanes than there can be', text([60, 60, 60], [0, 0, 0], 600, '1e6')],
  ['half a lane', text([60, 60, 60], [0, 0, 0], 600, '1.5')],
  ['speech of a year for each segment', text([60, 60, 60], [0, 0, 0], 1e308)],
  ['a request of a million segments', text([60, 60, 60], [6e7, 6e7, 6e8])],
])('%s is no measurement', (_, answer) => {
  expect(read(answer)).toBeUndefined();
});
