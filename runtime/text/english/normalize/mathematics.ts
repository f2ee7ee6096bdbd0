import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { cardinal, ordinal } from './numbers.ts';
import { NUMBER, sayNumber } from './written-numbers.ts';

const OPERAND = String.raw`[\p{N})\]]|(?<![\p{L}\p{N}])\p{L}`;
const RAISED: Readonly<Record<string, string>> = { '⁺': '+', '⁻': '-', ⁿ: 'n' };

function power(exponent: string): string {
  if (exponent === '2') return 'squared';
  if (exponent === '3') return 'cubed';
  if (/^-?\d+$/.test(exponent))
    return `to the power of ${exponent.startsWith('-') ? 'minus ' : ''}${cardinal(exponent.replace('-', ''))}`;
  return `to the ${exponent}`;
}

function compare(sign: string): string {
  return SIGNS[sign] ?? sign;
}

const SIGNS: Readonly<Record<string, string>> = {
  '>=': 'is greater than or equal to',
  '<=': 'is less than or equal to',
  '!=': 'is not equal to',
  '=>': 'implies',
  '->': 'to',
  '<-': 'from',
  '<->': 'to and from',
  '+/-': 'plus or minus',
  '>': 'is greater than',
  '<': 'is less than',
};

const VARIABLE_SIGN = /[≤≥≠≈²³⁴×÷±√^+=<>∈∉⊂⊆∩∪]/;

/** Signs of calculation and comparison between numbers and letters; they come before the signs of Markdown. */
export const mathRules: readonly Rule[] = [
  {
    pattern: /(?<=[\p{N})\]]|(?<!\p{L})\p{L}{1,2})\s?\^\s?(?:\{?([-−]?\d{1,3}|\p{L})\}?)(?![\p{L}\p{N}])/gu,
    say: ([, exponent = '']) => [words(power(exponent.replace('−', '-')))],
  },
  {
    pattern: new RegExp(String.raw`(?<=${OPERAND})(\s?)([*·⋅∙])\1(?=[\p{N}(]|\p{L}(?!\p{L}))`, 'gu'),
    say: (match, text) =>
      match[2] === '*' && match[1] === '' && !/\d$/.test(text.slice(0, match.index)) ? undefined : [words('times')],
  },
  // "f(x) = 2", "P(A)", "O(n)"
  {
    needs: /[A-Za-z]\(\w/,
    pattern: /(?<![\p{L}\p{N}.'’])(?!a\(n\)|[Ii]\()([A-Za-z])\((\p{L}|\d{1,3})\)/gu,
    say: ([, name = '', of = '']) => [letters(name), words('of'), /\d/.test(of) ? words(cardinal(of)) : letters(of)],
  },
  { pattern: /\+\/[-−]/g, say: () => [words('plus or minus')] },
  // "I <3 you"
  {
    needs: /<3/,
    pattern: /(?<=^|[\s"“(])<3+(?=[\s.,!?)"”]|$)(?<!\b(?:if|[a-hj-tv-z]|is|where|when|with)\s<3+|\d\s<3+)/gu,
    say: (match, text) => [
      words(/\b(?:I|we|you|they|u|who|and)\s$/i.test(text.slice(0, match.index)) ? 'love' : 'heart'),
    ],
  },
  { needs: /\*\*/, pattern: /(?<=[\p{N})]\s?)\*\*(?=\s?[\p{N}(])/gu, say: () => [words('to the power of')] },
  // "5! = 120"
  { needs: /\d!/, pattern: /(?<=(?<![\p{L}\p{N}.,])\d{1,3})!(?=\s?[=+*/÷×)])/gu, say: () => [words('factorial')] },
  // "3.2e-5"
  {
    needs: /\d[eE][+-]?\d/,
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,3}(?:\.\d{1,9})?)[eE]([+-])?(\d{1,3})(?![\p{L}\p{N}]|[.,:]\d)/gu,
    say: ([, number = '', sign, exponent = '']) => [
      ...sayNumber(number),
      letters('E'),
      words(`${sign === '-' ? 'minus ' : ''}${cardinal(exponent)}`),
    ],
  },
  // "9- 4 = 5", "15 - 6 = 9", "x - 1"
  {
    pattern:
      /(?<=[\p{N})]|(?<![\p{L}'’])\p{L})\s?[-−–]\s?(?=[\p{N}(.][\p{N}.,)]*\s*(?:[-−–+*/×÷]\s*[\p{N}.,]+\s*)?=)/gu,
    say: () => [words('minus')],
  },
  { pattern: /(?<=(?<![\p{L}\p{N}'’])[a-zA-Z]\s)[-−](?=\s(?:\d|[a-zA-Z](?!\p{L})))/gu, say: () => [words('minus')] },
  {
    pattern: /(?<=[\p{N})]|\p{L})\s*(>=|<=|!=|<->|=>|->|<-)\s*(?=[\p{L}\p{N}(-])/gu,
    say: ([, sign = '']) => [words(compare(sign))],
  },
  {
    pattern: /(?<=[\p{N})]|(?<![\p{L}])\p{L})\s?([<>])\s?(?=[-−]?[\p{N}$£€(]|\p{L}(?!\p{L}))/gu,
    say: ([, sign = '']) => [words(compare(sign))],
  },
  // ">90% of users"
  {
    pattern: /(?<=^|[\s(["“:;,=~])([<>≤≥]=?)\s?(?=[$£€]?[.\d])/gu,
    say: ([, sign = '']) => [words(AT_LEAST[sign] ?? 'more than')],
  },
  // "a ≤ b", "a² ≠ 2ab"
  {
    needs: VARIABLE_SIGN,
    pattern:
      /(?<![\p{L}\p{N}'’.&-])(?!m\s?[²³])[a-z](?=\s?(?:[≤≥≠≈²³⁴×÷±√^+∈∉⊂⊆∩∪]|[<>=]=?\s?[-−]?[\p{N}a-z](?![\p{L}'’])))(?!\s?\+\s\p{L}{2})|(?<=[≤≥≠≈×÷±√+=<>]\s?)[a-z](?![\p{L}\p{N}'’.]|[\s-]\p{L})/gu,
    say: ([variable]) => [letters(variable)],
  },
  {
    needs: VARIABLE_SIGN,
    pattern: new RegExp(String.raw`(?<=[≤≥≠=<>+−-]\s?)(${NUMBER})(ab|ac|bc|xy|xz|yz|cd|mn)(?![\p{L}\p{N}'’])`, 'gu'),
    say: ([, number = '', variables = '']) => [...sayNumber(number), letters(variables)],
  },
  // "2x + 3", "3n"
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,])(${NUMBER})([abcnxyz])(?=\s?[-+=*/<>^²³)])`, 'gu'),
    say: ([, number = '', letter = '']) => [...sayNumber(number), letters(letter)],
  },
];

/** "x²", "10⁶", "mc²"; units have taken theirs before. */
export const powerRules: readonly Rule[] = [
  // "1ˢᵗ"
  {
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,4})(?:ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)(?!\p{L})/gu,
    say: ([, number = '']) => [words(ordinal(number))],
  },
  {
    pattern: /(?<=[\p{Nd})\]]|(?<![\p{L}'’])\p{L}{1,2})[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ]+/gu,
    say: ([raised]) => {
      const plain = [...raised].map((sign) => RAISED[sign] ?? sign.normalize('NFKC')).join('');
      return [words(power(plain.replace('+', '')))];
    },
  },
  // "log₂", "x₁"
  {
    pattern: /(?<=(?<!\p{L})(?:\p{L}|log))([₀-₉]+)/gu,
    say: ([, lowered = '']) => [words(cardinal(lowered.normalize('NFKC')))],
  },
];

const AT_LEAST: Readonly<Record<string, string>> = {
  '>': 'more than',
  '<': 'less than',
  '>=': 'at least',
  '<=': 'at most',
  '≥': 'at least',
  '≤': 'at most',
};

const SCORED = String.raw`(?:scor(?:e[ds]?|ing)|got|gets?|gave|giv(?:e|es|ing)|rat(?:e[ds]?|ing)|earn(?:ed|s)?|received?|test|exam|quiz|grade|mark(?:s|ed)?|answered|correct|right|pain)`;
const TEAM = String.raw`(?:won|wins?|winning|lost|loses?|losing|beat|beats|beaten|drew|draw|tied|tie|score|scores|scored|led|leads?|leading|trail(?:s|ed|ing)?|defeat(?:s|ed)?|victory|victories|finish(?:ed|es)?|ended|loss|defeat|final|down|up|ahead|set|sets|game|match|half-?time|half)`;

function pairOf(first: string, joint: string, second: string): Say[] {
  return [...sayNumber(first), ...(joint === '' ? [] : [words(joint)]), ...sayNumber(second)];
}

/** "8/10", "120/80", "10-6-1", "0-0". */
export function scoreRules(british: boolean): readonly Rule[] {
  const goals = (digits: string): string => (british && digits === '0' ? 'nil' : cardinal(digits));
  return [
    {
      pattern:
        /(?<=\b(?:steps?|pages?|parts?|slides?|questions?|levels?|chapters?|episodes?|lessons?|phases?|stages?|days?|weeks?|tasks?|tests?|files?|items?)\s)(\d{1,4})\/(\d{1,4})(?![\p{L}\p{N}/%]|[.,]\d)/giu,
      say: ([, top = '', bottom = '']) => (Number(top) <= Number(bottom) ? pairOf(top, 'of', bottom) : undefined),
    },
    {
      pattern:
        /(?<![\p{L}\p{N}/.,-])(\d{1,4}(?:\.\d)?)\s?\/\s?(\d{1,4})(?![\p{L}\p{N}/%]|[.,]\d|-\d)(?!\s(?:of\s(?:an?|the)\s)?(?:cups?|inch|inches|in\.|miles?|teaspoons?|tablespoons?|tsp|tbsp|mile)\b)/gu,
      say: (match, text) => {
        const [, top = '', bottom = ''] = match;
        const before = text.slice(Math.max(0, match.index - 40), match.index);
        const isScore = top.includes('.') || new RegExp(String.raw`\b${SCORED}\b[^.;!?]*$`, 'i').test(before);
        const after = text.slice(match.index + match[0].length);
        if (
          Number(top) <= Number(bottom) &&
          (isScore ? Number(bottom) >= 4 : /^(?:5|10|100)$/.test(bottom) && Number(top) > 0)
        ) {
          if (!isScore && (bottom !== '10' || /^\sof\san?\s/.test(after))) return undefined;
          return pairOf(top, 'out of', bottom);
        }
        return undefined;
      },
    },
    // "Leeds 2 - 1 Hull"
    {
      pattern:
        /(?<=(?<![\p{L}\p{N}])\p{Lu}[\p{L}'’.]+\s)(\d{1,2})\s[-–]\s(\d{1,2})(?=\s\p{Lu}\p{L}|\s?[,;!?)]|\s?\.?\s?$)(?!\s(?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec))/gu,
      say: ([, first = '', second = '']) =>
        Number(first) < Number(second) && Number(second) > 9 ? undefined : [words(`${goals(first)} ${goals(second)}`)],
    },
    // "120-3 at lunch": runs for wickets
    ...(british
      ? [
          {
            pattern:
              /(?<![\p{L}\p{N}/.,-])(\d{2,3})[-–/](\d|10)(?=\s(?:at\s(?:lunch|tea|stumps|the\sclose|close)|declared|off|dec\b\.?|all\sout|in\sreply|when|after\s\d+\sovers))/gu,
            say: ([, runs = '', wickets = '']: RegExpExecArray) => pairOf(runs, 'for', wickets),
          },
          { pattern: /(?<=\d{2,3}[-–/]\d{1,2}\s)dec\b\.?/gu, say: () => [words('declared')] },
          // "took 4-23": wickets for runs
          {
            pattern:
              /(?<=\b(?:took|takes|taking|bowled|bowling|figures\sof|returned|claimed)\s(?:an?\s\p{L}+\s)?)(\d|10)[-–/](\d{1,3})(?![\p{L}\p{N}/%]|[-–:]\d|[.,]\d|\s(?:years?|minutes?|hours?|days?|weeks?|months?|points?|percent|times|people)\b)/gu,
            say: ([, wickets = '', runs = '']: RegExpExecArray) => pairOf(wickets, 'for', runs),
          },
        ]
      : []),
    {
      pattern: /(?<![\p{L}\p{N}/.,-])(\d{1,3})-(\d{1,3})-(\d{1,2})(?![\p{L}\p{N}/]|[-.,]\d|\s*=)/gu,
      say: ([, won = '', lost = '', drawn = '']) =>
        Number(won) + Number(lost) > 200 || /^0\d/.test(won + lost)
          ? undefined
          : [words(`${cardinal(won)} ${cardinal(lost)} and ${cardinal(drawn)}`)],
    },
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<=\b${TEAM}(?:\s(?!for\b|on\b)\p{L}+){0,3}\s|\d-\d{1,2}(?:\s?\(\d{1,2}\))?,?\s)(\d{1,3})[-–](\d{1,3})(?![\p{L}\p{N}/%]|[-–:]\d|[.,]\d|\s*=|\s(?:years?|minutes?|hours?|days?|weeks?|months?|points?|percent|times|people|pounds|games|lbs?|kg)\b)`,
        'giu',
      ),
      say: (match, text) => {
        const before = text.slice(0, match.index);
        if (/[\d)],?\s$/.test(before) && !new RegExp(String.raw`\b${TEAM}\b`, 'i').test(before)) return undefined;
        return [words(`${goals(match[1] ?? '')} ${goals(match[2] ?? '')}`)];
      },
    },
    ...(british
      ? [
          {
            pattern: /(?<![\p{L}\p{N}/.,-])(\d|1\d)[-–](\d|1\d)(?![\p{L}\p{N}/%]|[-–:]\d|[.,]\d|\s*=)/gu,
            say: ([, first = '', second = '']: RegExpExecArray) =>
              first === '0' || second === '0' ? [words(`${goals(first)} ${goals(second)}`)] : undefined,
          },
        ]
      : []),
  ];
}

/** "1/4th". */
export const fractionOrdinals: readonly Rule[] = [
  {
    pattern: /(?<![\p{L}\p{N}/.,-])(?:(\d{1,3})[ \u00a0])?(\d{1,3})[/⁄](\d{1,3})(?:st|nd|rd|th)s?\b/gu,
    say: ([, whole, top = '', bottom = '']) => {
      const name = bottom === '2' ? 'half' : ordinal(bottom);
      const part = `${cardinal(top)} ${name}${top === '1' ? '' : 's'}`;
      return [words(whole === undefined ? part : `${cardinal(whole)} and ${part}`)];
    },
  },
];

/** "4x4", "1920×1080", "12 x 18 inches"; "3 x 4 = 12" is a product. */
export const sideRules: readonly Rule[] = [
  // "2m x 15cm"
  {
    pattern:
      /(?<=\d\s?(?:mm|cm|m|km|in|ft|yd|px|["”″'’′])\s?)[xX×](?=\s?\d[\d.]{0,6}\s?(?:mm|cm|m|km|in|ft|yd|px|["”″'’′])(?![\p{L}\p{N}]))/gu,
    say: () => [words('by')],
  },
  {
    pattern: /(?<=(?<![\p{L}\p{N}.,])\d{1,5}(?:\.\d{1,2})?)[xX×](?=\d{1,5}(?![\p{L}\p{N}]|\s*=|x\d))/gu,
    say: () => [words('by')],
  },
  {
    pattern:
      /(?<=\d\s)[xX×](?=\s\d[\d.]{0,6}\s?(?:inch|in\b|feet|foot|ft|cm|mm|meters?|metres?|m\b|miles?|pixels|grid|matrix|table|area|room|board|screen|photo|frame|print|sheet|rug|tile|paper|envelope|card|poster|canvas|tarp|lumber|plank|pan|tin|dish|cake|index|picture|window|plot|tent|shed)|\s\d[\d.]{0,6}\s[xX×]\s\d)/gu,
    say: () => [words('by')],
  },
  // "3 m x 4 m"
  { pattern: /(?<=\d\s?(?:[a-z]{1,2}|["”″'’′])\s)[xX×](?=\s\d)/gu, say: () => [words('by')] },
];
