import type { Rule, Say } from '../../written/stretch.ts';

const ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const SMALL = new Set([
  ...ONES.split(' '),
  ...TENS.split(' ').flatMap((ten) => [ten, `${ten.slice(0, -1)}ieth`, `${ten.slice(0, -1)}ies`]),
]);
const SCALES = new Set('thousand million billion trillion quadrillion quintillion'.split(' '));

/** "one hundred twenty" is "one hundred and twenty" in Britain, and "two thousand five" "two thousand and five". */
function withAnd(text: string): string {
  if (!/hundred|[a-z]+(?:sand|llion)/.test(text)) return text;
  const parts = text.split(' ');
  return parts
    .map((word, index) => {
      const before = parts[index - 1] ?? '';
      if (!SMALL.has(word)) return word;
      if (before === 'hundred') return `and ${word}`;
      if (!SCALES.has(before)) return word;
      const next = parts.slice(index + 1, index + 3).find((one) => !SMALL.has(one)) ?? '';
      return next === 'hundred' || SCALES.has(next) ? word : `and ${word}`;
    })
    .join(' ');
}

/** A rule whose numbers are said as in Britain. */
export function inBritish(rule: Rule): Rule {
  const british = (say: Say): Say =>
    say.letters || say.sign || say.phonemes !== undefined ? say : { ...say, text: withAnd(say.text) };
  return { ...rule, say: (match, text) => rule.say(match, text)?.map(british) };
}
