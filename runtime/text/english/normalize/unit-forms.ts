import { words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { isAttributive, isDoubtful, MINUS, NAMES, sayUnit, signed } from './unit-context.ts';
import { NUMBER } from './written-numbers.ts';

/** Units after fractions, powers and letters for thousands; a few that stand in one form only. */
export const unitFormRules: readonly Rule[] = [
  // "1/2 tsp.", "2½ kg", "a 5/8" bit"
  {
    needs: /[½⅓⅔¼¾⅕-⅞]|\d[/⁄]\d/,
    pattern: new RegExp(
      String.raw`(?<=((?<![\p{N}.,/])\d{1,3}[ \u00a0-]?)?(?:[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|(?<![\p{L}\p{N}.,/])\d{1,2}[/⁄]\d{1,2}))([ \u00a0-]?)(${NAMES})(?![\p{L}\p{N}'’])(?:\.(?=[,;:)]|\s+[\p{Ll}\d(]))?`,
      'gu',
    ),
    say: (match, text) => {
      const [whole, number, gap = '', sign = ''] = match;
      const before = text.slice(0, match.index);
      if (isDoubtful(sign, gap, before, text.slice(match.index + whole.length))) return undefined;
      if (/^(?:%|in|h|s|g|m|l|L|V|W|J|mo|ac|am)$/.test(sign) && gap !== ' ') return undefined;
      const mixed =
        number !== undefined && /^\d{1,3}[ \u00a0-]?(?:[^\d/⁄]|\d{1,2}[/⁄])/.test(number + before.slice(-1));
      return [sayUnit(sign, mixed ? '2' : '1', /\ban?\s\S+$/i.test(before))];
    },
  },
  // "20k mAh", "10⁻³ m"
  {
    needs: /\d(?:\s?[bmt]n|[kKMB])\s|10[⁻⁺⁰-⁹¹²³]/,
    pattern: new RegExp(
      String.raw`(?<=\d(?:\s?(?:bn|mn|tn)|[kKMB])\s|10[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s)(${NAMES})(?![\p{L}\p{N}²³'’])`,
      'gu',
    ),
    say: (match, text) => {
      const sign = match[1] ?? '';
      if (/^(?:["”″′ac]|in\.?)$/.test(sign)) return undefined;
      const after = text.slice(match.index + match[0].length);
      return [
        sayUnit(
          sign,
          undefined,
          isAttributive(text.slice(0, match.index).replace(/[\d.,]+\s?(?:[kKMB]|bn|mn|tn)\s$/, ''), after),
        ),
      ];
    },
  },
  // "45 pts", but "2 pts of milk"
  {
    needs: /\d\s?pts/,
    pattern:
      /(?<=\d\s?)pts(?![\p{L}\p{N}])(?!\s(?:of\s)?(?:\p{Ll}+\s)?(?:milk|water|cream|beer|ale|lager|cider|stock|broth|juice|blood|oil|wine|ice|strawberries|blueberries)\b)/gu,
    say: () => [words('points')],
  },
  // "up 25 bps"
  {
    needs: /bps/,
    pattern: /(?<=\d\s?)bps(?![\p{L}\p{N}])/gu,
    say: (match, text) => {
      const isSpeed =
        /\b(?:modems?|baud|bandwidth|links?|lines?|network|data|downloads?|uploads?|speeds?|serial|transfer|stream|audio|codec|port|bit\s?rate)\b/i.test(
          text,
        );
      const isSmall = /(?<!\d)\d{1,3}(?:\.\d+)?\s?$/.test(text.slice(0, match.index));
      return [words(isSmall && !isSpeed ? 'basis points' : 'bits per second')];
    },
  },
  // "2 c. flour"
  {
    needs: / c\./,
    pattern: /(?<=(?<![\p{L}\p{N}.,/])(?:(\d{1,2})|[½⅓⅔¼¾]|\d\/\d)\s)c\.(?=\s\p{Ll}{3})/gu,
    say: ([, number]) => [words(number === undefined || number === '1' ? 'cup' : 'cups')],
  },
  // "a 45 y/o man", "3 @ $2 ea."
  { needs: /y\/o/, pattern: /(?<=\d[\s-]?)y\/o(?![\p{L}\p{N}])/gu, say: () => [words('year old')] },
  { needs: /\d ea/, pattern: /(?<=\d\s)ea\b(?:\.(?=\s*[\p{Ll}\d,;)])|(?!\.\p{L}))/gu, say: () => [words('each')] },
  // "a 13A plug"
  {
    needs: /\d\s?A\s/,
    pattern:
      /(?<=(?<![\p{L}\p{N}.,])\d{1,3}(?:\.\d)?\s?)A(?=\s(?:[A-Z]{2}\s)?(?:plug|fuse|socket|charger|circuit|breaker|outlet|supply|current|adapter|adaptor|battery|load)s?\b|\s(?:AC|DC)\b)/gu,
    say: () => [words('amp')],
  },
  { needs: /Hg/, pattern: /(?<=\d\/\d{2,3}\s?)mm\s?Hg(?!\p{L})/gu, say: () => [sayUnit('mmHg', undefined, false)] },
  // "up 0.4pp"
  {
    needs: /\d\s?pp/,
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,/:$£€-])${MINUS}(${NUMBER})pps?(?![\p{L}\p{N}])`, 'gu'),
    say: ([, minus, number = '']) => [
      ...signed(minus, number),
      words(/^1(?:\.0+)?$/.test(number) ? 'percentage point' : 'percentage points'),
    ],
  },
];
