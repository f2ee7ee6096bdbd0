import { UNCOUNTED } from '../written/counted.ts';
import { interjectionRules } from '../written/interjections.ts';
import { digitByDigit } from '../written/numbers.ts';
import { quarterRules } from '../written/quarters.ts';
import { letters, words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

/** What must be known before dates and measures. */
export const PORTUGUESE_FIRST: readonly Rule[] = [
  ...interjectionRules({ hm: 'hum', sh: 'xiu', pst: 'psiu', br: 'burr' }),
  // "34191.79001 01043.510047"
  {
    needs: /\d{5}\.\d{5}/,
    pattern: /(?<![\p{L}\p{N}.,])\d{5}\.\d{5}(?: \d{5}\.\d{6}){0,2}(?: \d \d{14})?(?![\p{L}\p{N}]|[.,]\d)/gu,
    say: ([bill]) => [words((bill.match(/\d+/g) ?? []).map((group) => digitByDigit(group, DIGITS)).join(', '))],
  },
  // "R$ 900 líquidos x 13 salários"
  { needs: / x \d/, pattern: /(?<=\p{Ll}{3} )x(?= \d{1,3} \p{Ll})/gu, say: () => [words('por')] },
  // "ñ sei"
  { needs: /[ñÑ]/, pattern: /(?<![\p{L}\p{N}])[ñÑ](?= \p{Ll})/gu, say: () => [words('não')] },
  // "Máx. 31 ºC"
  {
    needs: /m[áaií][xn]/iu,
    pattern: /(?<!\p{L}|temp\. )(m)(?:[áa](x)|[ií]n)\.?(?=:? ?[-−]?\d{1,2}(?:[.,]\d)? ?[°º])/giu,
    say: ([, , isMost]) => [words(isMost === undefined ? 'mínima' : 'máxima')],
  },
  // "2 c. de sopa", "1 c. chá"
  {
    needs: /\d[ \u00a0]c\./,
    pattern:
      /(?=\d)(?<![\p{L}\p{N}.,/])(\d{1,2})[ \u00a0]c\.[ \u00a0]?(?:de[ \u00a0])?(?=(?:sopa|chá|café|sobremesa)(?!\p{L}))/gu,
    say: ([, count = '']) => [
      words(`${cardinal(count, { ...UNCOUNTED, gender: 'f' })} ${count === '1' ? 'colher' : 'colheres'} de `),
    ],
  },
  // "0800 722 1234"
  {
    needs: /0[3589]00/,
    pattern: /(?<![\p{L}\p{N}.,/-])0([3589])00[ -]?(\d{3})[ -]?(\d{4})(?![\p{L}\p{N}]|[-.,]\d)/gu,
    say: ([, hundreds = '', first = '', last = '']) => [
      words(
        `zero ${cardinal(`${hundreds}00`, UNCOUNTED)}, ${[first, last].map((group) => digitByDigit(group, DIGITS)).join(', ')}`,
      ),
    ],
  },
  // "24/48 h"
  {
    needs: /\d\/\d/,
    pattern: /(?<![\p{L}\p{N}.,/])(\d{1,2})\/(?!\1)(\d{1,2})[ \u00a0]?(h|hs|hrs|horas|dias)(?![\p{L}\p{N}])/gu,
    say: ([, from = '', to = '', unit = '']) => {
      if (Number(from) < 12 || Number(from) >= Number(to)) return undefined;
      const gender = unit.startsWith('d') ? 'm' : 'f';
      const [low, high] = [from, to].map((digits) => cardinal(digits, { ...UNCOUNTED, gender }));
      return [words(`${low ?? ''} a ${high ?? ''} ${gender === 'f' ? 'horas' : 'dias'}`)];
    },
  },
  ...quarterRules({
    quarter: (number) => `${ordinal(number, 'm')} trimestre`,
    half: (number) => `${ordinal(number, 'm')} semestre`,
    of: ' de ',
    year: plain,
  }),
  // "ABC-1234", "ABC1D23"
  {
    needs: /[A-Z]{3}-?\d[A-Z\d]\d\d/,
    pattern: /(?<![\p{L}\p{N}-])([A-Z]{3})(?:-(\d{4})|(\d[A-Z]\d\d))(?![\p{L}\p{N}-])/gu,
    say: ([, start = '', old, mercosul = '']) => [
      letters([...start].join(' ')),
      words([...(old ?? mercosul)].map((sign) => DIGITS[Number(sign)] ?? sign).join(' ')),
    ],
  },
  // "vire à dir."
  {
    needs: /à (?:dir|esq)\./,
    pattern: /(?<=à )(dir|esq)\./gu,
    say: ([, side]) => [words(side === 'dir' ? 'direita' : 'esquerda')],
  },
  // "500 mg/8 h"
  {
    needs: /\/[ \u00a0]?\d/,
    pattern:
      /(?<=(?:mg|g|mcg|µg|ml|mL|UI|comp\.?|c[áa]ps?\.?|cpr\.?|cp\.?|gotas)[ \u00a0]?)\/[ \u00a0]?(?=\d{1,2}[ \u00a0]?h(?!\p{L}))/gu,
    say: () => [words(' a cada ')],
  },
  // "de 8/8 h"
  {
    needs: /\d\/\d/,
    pattern:
      /(?=\d)(?<=(?<!\p{L})(?:de|a cada|cada) )(\d{1,2})\/\1[ \u00a0]?(h|hs|hrs|horas?|min|minutos|dias)(?!\p{L})/giu,
    say: ([, each = '', unit = '']) => {
      const isHours = unit.startsWith('h');
      const said = cardinal(each, { ...UNCOUNTED, gender: isHours ? 'f' : 'm' });
      return [words(`${said} em ${said} ${isHours ? 'horas' : unit.startsWith('min') ? 'minutos' : 'dias'}`)];
    },
  },
  // "sets de 6/4, 3/6 e 7/6"
  {
    needs: /[0-7]\/[0-7](?: \(\d{1,2}\))?(?:,| e) [0-7]\/[0-7]/,
    pattern: /(?<![\p{L}\p{N}.,/])([0-7])\/([0-7])(?![\p{L}\p{N}/]|[.,]\d)/gu,
    say: ([, one = '', other = ''], text) =>
      /\b(?:sets?|parciais|tênis|tie-?break|games?)\b/iu.test(text)
        ? [words(`${plain(Number(one))} ${plain(Number(other))}`)]
        : undefined,
  },
];
