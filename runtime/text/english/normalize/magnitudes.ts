import { letters, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { NUMBER, sayNumber, value } from './written-numbers.ts';

/** A noun for what is counted in thousands and millions: "5M users". */
const COUNTED =
  'people|users|viewers|views|subscribers|customers|followers|downloads|players|listeners|readers|visitors|visits|members|voters|votes|workers|jobs|homes|households|families|children|men|women|students|patients|copies|records|residents|citizens|inhabitants|tourists|fans|streams|plays|clicks|likes|shares|tweets|posts|comments|installs|accounts|dollars|euros|pounds|refugees|passengers|vehicles|cars|units|tonnes|tons|barrels|years|Americans|Britons|Europeans|Germans|Indians|others|deaths|cases|doses|trees|animals|birds|documents|files|rows|lines|requests|tokens|parameters|words|pages|items|products|orders|messages|emails|records|sales|hits';
const LETTER: Readonly<Record<string, string>> = {
  k: 'thousand',
  K: 'thousand',
  m: 'million',
  M: 'million',
  B: 'billion',
  b: 'billion',
  bn: 'billion',
  tn: 'trillion',
  mn: 'million',
  mln: 'million',
  bln: 'billion',
  trn: 'trillion',
  T: 'trillion',
};

const PERIODS: Readonly<Record<string, string>> = { wk: 'week', mo: 'month', yr: 'year', hr: 'hour' };
/** What a race of five kilometers does: "the 5K starts". */
const RACES = 'starts|begins|takes|ends|finishes|goes|gets|helps|raises|kicks|sells|benefits|is|was';

/** "3m people", "1.5bn", "100k-200k visits", "4M". */
export const magnitudeRules: readonly Rule[] = [
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,/:])(${NUMBER})([kKmMbB]|bn|mn)?\s?[-–—]\s?(${NUMBER})([kKMB]|bn|mn|m(?=\s(?:${COUNTED})\b))(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([, low = '', first, high = '', second = '']) => {
      const scale = LETTER[second] ?? second;
      const own = first === undefined ? [] : [words(LETTER[first] ?? first)];
      return value(low) < value(high) || first !== undefined
        ? [...sayNumber(low), ...own, words('to'), ...sayNumber(high), words(scale)]
        : undefined;
    },
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,/:])(${NUMBER})\s?(bn|tn|mn|mln|bln|trn)(?![\p{L}\p{N}])`, 'gu'),
    say: ([, number = '', scale = '']) => [...sayNumber(number), words(LETTER[scale] ?? scale)],
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,/:])(${NUMBER})\s?([mMkKbBT])\+?(?=\s(?:\p{Ll}+\s)?(?:${COUNTED})\b)`,
      'gu',
    ),
    say: ([whole, number = '', scale = '']) => [
      ...sayNumber(number),
      words(`${LETTER[scale] ?? scale}${whole.endsWith('+') ? ' plus' : ''}`),
    ],
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,/:])(${NUMBER})(k|K|M|B)(?=\s\p{Ll}{2,}s\b)(?!(?<=\b(?:[Tt]he|[Aa]|[Aa]n|[Mm]y|[Oo]ur|[Tt]his|[Tt]hat|[Aa]nnual|[Ff]irst|[Cc]harity|[Ff]un)\s\d{1,2}[kK])\s(?:${RACES})\b)`,
      'gu',
    ),
    say: ([, number = '', scale = '']) => [...sayNumber(number), words(LETTER[scale] ?? scale)],
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,/:])(${NUMBER})(M)(?![\p{L}\p{N}])`, 'gu'),
    say: ([, number = '']) => [...sayNumber(number), words('million')],
  },
  // "10K", "5G": the letter
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,/:])(${NUMBER})(K|k|G|D|B)(?![\p{L}\p{N}])`, 'gu'),
    say: ([, number = '', letter = '']) => [...sayNumber(number), letters(letter)],
  },
  // "3x/day", "2x per week"
  {
    needs: /\d\s?[x×](?:\s?\/|\sper\b|\sa\b)/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,/:])(${NUMBER})(?:[-–](${NUMBER}))?\s?[x×](?:\s?\/\s?|\sper\s|\sa\s)(day|week|wk|month|mo|year|yr|night|hour|hr)(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([whole, number = '', high, per = '']) => [
      ...sayNumber(number),
      ...(high === undefined ? [] : [words('to'), ...sayNumber(high)]),
      words(
        `${number === '1' && high === undefined ? 'time' : 'times'} ${/\sa\s/.test(whole) ? 'a' : 'per'} ${PERIODS[per] ?? per}`,
      ),
    ],
  },
  // "3x as big", "10x faster", "2-3x"
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,/:])(${NUMBER})(?:[-–](${NUMBER}))?\s?[x×](?=\s(?:daily|weekly|monthly|yearly|as|more|less|the|a|per|faster|slower|your|my|his|its|their|our|\p{Ll}{2,}er)\b|\s?[.,;!?)]*$)`,
      'gu',
    ),
    say: ([, number = '', high]) => [
      ...sayNumber(number),
      ...(high === undefined ? [] : [words('to'), ...sayNumber(high)]),
      words(high === undefined && number === '1' ? 'time' : 'times'),
    ],
  },
];
