import { letters, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
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
  {
    needs: /\d!/,
    pattern:
      /(?<=(?<![\p{L}\p{N}.,])\d{1,3})!(?=\s?[=+*/÷×)]|\s(?:divided|times|over|plus|minus|equals)\b)|(?<=\b(?:divided\sby|times|over|compute|evaluate|simplify|calculate|value\sof)\s\d{1,3})!/giu,
    say: () => [words('factorial')],
  },
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
