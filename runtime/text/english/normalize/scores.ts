import { words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { cardinal } from './numbers.ts';
import { sayNumber } from './written-numbers.ts';

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
              /(?<![\p{L}\p{N}/.,-])(\d{2,3})[-–/](\d|10)(?=\s(?:at\s(?:lunch|tea|stumps|the\sclose|close)|declared|off|dec\b\.?|all\sout|in\sreply|when|after\s\d+\sovers|\(\d{1,2}(?:\.\d)?\sov))/gu,
            say: ([, runs = '', wickets = '']: RegExpExecArray) => pairOf(runs, 'for', wickets),
          },
          { pattern: /(?<=\d{2,3}[-–/]\d{1,2}\s)dec\b\.?/gu, say: () => [words('declared')] },
          { pattern: /(?<=\d\s)ovs?\b\.?(?=[)\s.,;]|$)/gu, say: () => [words('overs')] },
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
