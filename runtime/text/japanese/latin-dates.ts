import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { countedWords } from './counters.ts';
import { kana, spelledKana } from './kana-rule.ts';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const MONTH = `(${MONTHS.join('|')})[a-z]{0,6}\\.?`;
const date = (year: string, month: string, day: string): string[] => [
  ...(year === '' ? [] : countedWords(BigInt(year), '年', false)),
  ...countedWords(BigInt(MONTHS.indexOf(month) + 1), '月', false),
  ...countedWords(BigInt(day), '日', true),
];

const TENS = ' てぃーん とぅえんてぃ さーてぃ ふぉーてぃ ふぃふてぃ しっくすてぃ せぶんてぃ えいてぃ ないんてぃ'.split(
  ' ',
);
const FIRSTS = ' ふぁーすと せかんど さーど ふぉーす ふぃふす しっくすす せぶんす えいす ないんす'.split(' ');
const TEENS =
  'てんす いれぶんす とぅえるぶす さーてぃーんす ふぉーてぃーんす ふぃふてぃーんす しっくすてぃーんす せぶんてぃーんす えいてぃーんす ないんてぃーんす'.split(
    ' ',
  );
/** 21st is とぅえんてぃふぁーすと. */
function place(value: number): string | undefined {
  if (value === 100) return 'はんどれっどす';
  if (value < 10) return FIRSTS[value];
  if (value < 20) return TEENS[value - 10];
  const ones = value % 10;
  return (TENS[Math.floor(value / 10)] ?? '') + (ones === 0 ? 'えす' : (FIRSTS[ones] ?? ''));
}

const NAMED = /Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d(?:st|nd|rd|th)/;

/** Dates and places written as in English: Dec 25, 2024, July 4th, 21st. */
export const latinDateRules: readonly Rule[] = needing(NAMED, [
  kana(
    String.raw`(?<![A-Za-z])${MONTH}\s?(\d{1,2})(?:st|nd|rd|th)?(?:,?\s?((?:19|20)\d{2}))?(?![\dA-Za-z:.])`,
    ([month = '', day = '', year = '']) => (Number(day) > 31 ? undefined : date(year, month, day)),
  ),
  kana(
    String.raw`(?<![\dA-Za-z.])(\d{1,2})(?:st|nd|rd|th)?\s${MONTH}(?:,?\s?((?:19|20)\d{2}))?(?![\dA-Za-z])`,
    ([day = '', month = '', year = '']) => (Number(day) > 31 ? undefined : date(year, month, day)),
  ),
  spelledKana(String.raw`(?<![A-Za-z\d.])(\d{1,2}|100)(?:st|nd|rd|th)(?![A-Za-z\d])`, ([digits = '']) => {
    const said = place(Number(digits));
    return said === undefined || said === '' ? undefined : [said];
  }),
]);
