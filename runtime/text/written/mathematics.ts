import { UNCOUNTED } from './counted.ts';
import { functionRules } from './functions.ts';
import type { Locale } from './locale.ts';
import type { Mathematics } from './rule-words.ts';
import { numberPattern, parseNumber } from './numbers.ts';
import { around, BEFORE, SPACE } from './patterns.ts';
import { sayCounted } from './quantities.ts';
import { letters, words } from './stretch.ts';
import type { Rule, Say } from './stretch.ts';

export const SUPERSCRIPT = '[⁻⁺]?[²³¹⁰⁴-⁹]{1,4}';

/** Signs of calculation, which Markdown knows too; they come before it. */
export function mathematicsRules(locale: Locale): Rule[] {
  const { mathematics } = locale;
  const times = (): Say[] => [words(locale.signs['×'] ?? '')];
  const minus = (): Say[] => [words(locale.words.minus)];
  const common: Rule[] = [
    { pattern: /(?<=[\p{N})][ \u00a0]?)\*(?=[ \u00a0]?[\p{N}(])/gu, say: times },
    { pattern: /(?<=(?<!\p{L})\p{L}[ \u00a0])\*(?=[ \u00a0](?:\p{L}(?!\p{L})|\p{N}))/gu, say: times },
    { needs: /[·⋅]/, pattern: /(?<=(?<![\p{L}·])\p{L})[·⋅](?=\p{L}(?![\p{L}·]))/gu, say: times },
    { needs: /\d ?[·⋅] ?\d/, pattern: /(?<=\d ?)[·⋅](?= ?\d)/gu, say: times },
    // "2ab + b²"
    {
      needs: /[abcnmpqxyz]{2}/,
      pattern:
        /(?<=[=+−×][ \u00a0]?\d{0,4})[abcnmpqxyz]{2,3}(?=[²³⁴-⁹]?(?:[ \u00a0]?[+=−×)]|[ \u00a0]-[ \u00a0]|[.,;]?$))/gu,
      say: ([product]) => [words([...product].join(' '))],
    },
    // "2ab + 1"
    {
      needs: /\d[a-z]{2}/,
      pattern: /(?<=(?<![\p{L}\p{N}.,])\d{1,3})(?:ab|ac|bc|mn|pq|xy|xz|yz)(?![\p{L}\p{N}])/gu,
      say: ([factors]) => [
        letters([...factors].map((letter) => locale.capitals?.names?.[letter.toUpperCase()] ?? letter).join(' ')),
      ],
    },
    // "n-1"
    {
      needs: /[nkxyt][-−]\d/,
      pattern: /(?<=(?<![\p{L}'’-])[nkxyt])[-−](\d{1,2})(?![\p{L}\p{N}-]|[.,]\d)/gu,
      say: ([, digits = '']) => [words(`${locale.words.minus} ${locale.cardinal(digits, UNCOUNTED)}`)],
    },
    // "8-3=5", "x = 9 - 4"
    {
      pattern: /(?<=[\p{N})][ \u00a0]?)[-−–](?=[ \u00a0]?\p{N}{1,9}(?:[.,]\p{N}{1,9})?[ \u00a0]?[=≠<>≤≥≈])/gu,
      say: minus,
    },
    // not of a telephone number: "+34-912"
    {
      pattern:
        /(?<=(?:[=≈×÷*]|(?:[\p{N})]|(?<!\p{L})\p{L})[ \u00a0]?\+)[ \u00a0]?\p{N}{1,9}(?:[.,]\p{N}{1,9})?[ \u00a0]?)[-−–](?=[ \u00a0]?\p{N})/gu,
      say: minus,
    },
    { pattern: /(?<=(?<!\p{L})\p{L}[ \u00a0])[-−–](?=[ \u00a0]\p{N}{1,9}[ \u00a0][=≠<>≤≥≈])/gu, say: minus },
    {
      pattern: /(?<=\p{N}[ \u00a0]?):(?=[ \u00a0]?\p{N}{1,9}[ \u00a0]?=)/gu,
      say: () => [words(locale.signs['÷'] ?? '')],
    },
    {
      pattern: /(?<=\p{N}[ \u00a0]?)(?<!\/\d{1,3} ?[+−-] ?\d{1,3})\/(?=[ \u00a0]?\p{N}{1,9}[ \u00a0]?=)/gu,
      say: () => [words(locale.signs['÷'] ?? '')],
    },
    // "M = m/n"
    {
      needs: /[=≈][^\n]{0,12}[A-Za-z]\//,
      pattern:
        /(?<=[=≈][ \u00a0]?\d{0,4}(?:\p{L}{1,2}[²³]?))[ \u00a0]?\/[ \u00a0]?(?=\d{0,4}\p{L}{1,2}[²³]?(?![\p{L}\p{N}]))/gu,
      say: () => [words(locale.signs['÷'] ?? '')],
    },
    { pattern: /(?<=\p{N}[ \u00a0]?)[xX](?=[ \u00a0]?\d{1,9}[ \u00a0]?=)/gu, say: times },
  ];
  if (!mathematics) return common;
  return [...common, ...functionRules(locale), ...wordedRules(locale, mathematics)];
}

export const raiser =
  (mathematics: Mathematics) =>
  (sign: string): Say[] => [words(mathematics.raised(sign.normalize('NFKC').replace('−', '-')))];

function wordedRules(locale: Locale, mathematics: Mathematics): Rule[] {
  const number = numberPattern(locale);
  const plain = (digits: string): string => locale.cardinal(digits, UNCOUNTED);
  const raised = raiser(mathematics);
  const durationAfter = new RegExp(
    String.raw`(?<!\p{L})(?:${locale.calendar?.durationAfter ?? '(?!)'})[ \u00a0]$`,
    'iu',
  );
  const pressureAfter = new RegExp(
    String.raw`(?<!\p{L})(?:${mathematics.pressureAfter})(?!\p{L})[^.!?\d]{0,24}(?:\d{1,3}/\d{1,3}[^.!?\d]{1,12})?$`,
    'iu',
  );
  return [
    { pattern: /(?<=[\p{L}\p{N})])\^\(?([-−]?\d{1,4}|[a-z](?!\p{L}))\)?/gu, say: ([, sign = '']) => raised(sign) },
    {
      pattern: /(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):)(\d{1,5}):(\d{1,5})(?![\p{L}\p{N}:]|[.,]\d)/gu,
      say: (match, text) => {
        const [, one = '', other = ''] = match;
        if (/^[0-5]\d$/.test(other) && Number(one) < 25) return undefined;
        // "10 km en 42:35"
        const { min, s } = locale.units;
        const isTime = /^[2-5]\d:[0-5]\d$/.test(match[0]) && durationAfter.test(around(match, text).before);
        if (isTime && min && s && locale.words.and !== undefined)
          return [
            words(
              `${sayCounted(one, min, locale)} ${locale.words.and} ${sayCounted(String(Number(other)), s, locale)}`,
            ),
          ];
        return [words(`${plain(one)} ${mathematics.ratio} ${plain(other)}`)];
      },
    },
    // "1:50.000"
    {
      needs: /\d:\d/,
      pattern: new RegExp(
        String.raw`(?=\d)(?<![\p{L}\p{N}.,:/])(\d{1,3}):(${locale.grouped})(?![\p{L}\p{N}:]|[.,]\d)`,
        'gu',
      ),
      say: ([, one = '', other = '']) => [
        words(`${plain(one)} ${mathematics.ratio} ${plain(parseNumber(other, locale).whole)}`),
      ],
    },
    // "f(x) ="
    {
      needs: /\([a-z]\)/,
      pattern: /(?<![\p{L}\p{N}])([fghFGPV])['’]?\(([a-z])\)(?=[ \u00a0]?[=≈<>≤≥+−-])/gu,
      say: ([, name = '', variable = '']) => [
        words(`${name} ${mathematics.of} ${locale.capitals?.names?.[variable.toUpperCase()] ?? variable}`),
      ],
    },
    // "f'(2)", "g(3) ="
    {
      needs: /[fgh]['’′]?\(/,
      pattern: /(?<![\p{L}\p{N}])([fgh])(?:(['’′])\(([a-z]|-?\d{1,3})\)|\((\d{1,3})\)(?=[ \u00a0]?[=≈<>≤≥]))/gu,
      say: ([, name = '', prime, argument = '', other]) => {
        if (mathematics.prime === undefined) return undefined;
        const value = other ?? argument;
        const digits = value.replace('-', '');
        const said = /\d/.test(value) ? plain(digits) : (locale.capitals?.names?.[value.toUpperCase()] ?? value);
        const negative = value.startsWith('-') ? `${locale.words.minus} ` : '';
        return [
          words(`${name}${prime === undefined ? '' : ` ${mathematics.prime}`} ${mathematics.of} ${negative}${said}`),
        ];
      },
    },
    {
      needs: /\d[/x×]\d/,
      pattern: new RegExp(
        String.raw`${BEFORE}(\d{1,3})[/x×](\d{1,3})(?:${SPACE}?(mm${SPACE}?Hg))?(?![\p{L}\p{N}/]|[.,]\d)`,
        'gu',
      ),
      say: (match, text) => {
        const [, high = '', low = '', unit] = match;
        const [most, least] = [Number(high), Number(low)];
        const isPressure =
          most > least && ((most > 59 && most < 261 && least > 29) || (most > 5 && most < 27 && least > 2));
        if (!isPressure || (unit === undefined && !pressureAfter.test(around(match, text).before))) return undefined;
        const named = unit === undefined ? undefined : locale.units['mmHg'];
        return [words(`${plain(high)} ${mathematics.pressure} ${plain(low)}${named ? ` ${named.many}` : ''}`)];
      },
    },
    {
      pattern: new RegExp(
        String.raw`${BEFORE}(${number})${SPACE}?[x×X](?![\p{L}\p{N}^]|${SPACE}?(?:[\p{N}+−=<>*-]|\/(?!\p{L})))`,
        'gu',
      ),
      say: ([, written = '']) => [words(sayCounted(written, mathematics.times, locale))],
    },
    {
      pattern: /(?<![\p{L}\p{N}])(?:(\d)[ \u00a0]?)?([★⭐]\ufe0f?)+(?:☆\ufe0f?)*/gu,
      say: ([run, digit]) => {
        const count = digit ?? String((run.match(/[★⭐]/gu) ?? []).length);
        return [words(sayCounted(count, mathematics.star, locale))];
      },
    },
    {
      pattern: /(?<![\p{L}\p{N}])(AB|[ABO0])(?:[ \u00a0]?Rh)?[ \u00a0]?([+−-])(?![\p{L}\p{N}]|[ \u00a0]?\p{N})/gu,
      say: (match, text) => {
        const [written, group = '', sign] = match;
        const isBlood =
          /^(?:AB|O)/.test(group) && !/\s/.test(written)
            ? true
            : new RegExp(mathematics.bloodAfter, 'iu').test(around(match, text).before);
        const plus = sign === '+';
        if (!isBlood) return plus || /\s|^0/.test(written) ? undefined : [words(`${group} ${locale.words.minus}`)];
        return [
          words(`${[...group.replace('0', 'O')].join(' ')} ${plus ? mathematics.positive : mathematics.negative}`),
        ];
      },
    },
  ];
}
