import type { Locale } from './locale.ts';
import type { Gender } from './rule-words.ts';
import { parseNumber } from './numbers.ts';
import { around } from './patterns.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** How a language writes and says the place in an order. */
export interface Ordinals {
  /** A pattern of what follows the digits: "º", "er". */
  endings: string;
  /** An ending of the plural, as a pattern. */
  plural: string;
  /** A pattern of words before a place in an order: "llegó 3°". */
  placed?: string;
  isFeminine(ending: string): boolean;
  say(value: number, gender: Gender, ending: string, after: string): string;
}

const MOST = 10_000_000;
/** What else is counted with the number: "4°, 5° e 6° piano". */
const LISTED = /^(?:,? (?:(?:y|e|ed|o|u|ou) )?\d{1,4}[º°ª]){1,6}/u;

/** Whether "39º" or "28°" are degrees: the sign of ordinals needs words that tell, the other one a noun to be none. */
function isDegrees(sign: string, value: number, before: string, after: string, locale: Locale): boolean {
  const { measures } = locale;
  if (/^\s?[CF](?!\p{L})/u.test(after)) return true;
  if (measures && new RegExp(`^(?:${measures.afterDegrees})`, 'u').test(after)) return true;
  if (value === 1 && /^ (?:al?|ao|au) \d/.test(after)) return false;
  // "a 200º"
  if (value > 39 && !/^\s\p{L}/u.test(after) && /(?<!\p{L})(?:a|hasta|até|fino a)[ \u00a0]$/iu.test(before))
    return true;
  if (sign === 'º')
    return ((value > 24 && value < 46) || /^(?:60|90|180|270|360)$/.test(String(value))) && !/^\s\p{L}/u.test(after);
  if (new RegExp(`^ (?:de |d['’])?(?:${locale.monthPattern})(?!\\p{L})`, 'iu').test(after)) return false;
  return !locale.counted(after).noun;
}

/** "1.º", "21ª", "2do", "1os", "1.000º"; "28°" and "39º de fiebre" are degrees. */
export function ordinalRules(ordinals: Ordinals, locale: () => Locale): Rule[] {
  const placed = new RegExp(String.raw`(?<!\p{L})(?:${ordinals.placed ?? '(?!)'})[ \u00a0]$`, 'iu');
  return [
    {
      needs: /\p{N}/u,
      pattern: new RegExp(
        String.raw`(?=\d)(?<![\p{L}\p{N}.,/:])(\d{1,3}(?:[. \u00a0\u202f]\d{3}){1,2}|\d{1,7})(\.?)(${ordinals.endings})(${ordinals.plural})?(?:\.(?=[ \u00a0]\p{Ll}))?(?:(?<=[ºª])(?=[A-Z](?!\p{L}))|(?![\p{L}\p{N}]))`,
        'gu',
      ),
      say: (match, text) => {
        const [, digits = '', dot, ending = '', plural = ''] = match;
        const { before, after } = around(match, text);
        const value = Number(parseNumber(digits.replace(/[. \u00a0\u202f]/g, ''), locale()).whole);
        if (value < 1 || value > MOST) return undefined;
        const isPlace = placed.test(before) || /^[ \u00a0](?:in classifica|assolut[oa])(?!\p{L})/u.test(after);
        const noun = after.replace(LISTED, '');
        if (
          /[º°]/.test(ending) &&
          dot === '' &&
          plural === '' &&
          !isPlace &&
          isDegrees(ending, value, before, noun, locale())
        )
          return undefined;
        const said = ordinals.say(value, ordinals.isFeminine(ending) ? 'f' : 'm', ending, after);
        return [words(plural === '' || /s$/.test(said) ? said : `${said.replace(/(primer|tercer)$/, '$1o')}s`)];
      },
    },
    {
      needs: /sem\./,
      pattern: /(?<=\d\.?(?:[ºo°]|er|do)\.?[ \u00a0])sem\.?(?!\p{L})/gu,
      say: () => [words('semestre')],
    },
  ];
}
