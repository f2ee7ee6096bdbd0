import { cardinal } from './numbers.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';

const DOSE =
  /\b(?:dose|dosage|tabs?|tablets?|caps?|capsules?|mg|mcg|ml|mL|pills?|puffs?|units?|sig|rx|drops?|gtts?|daily|meds?|take|inhaler|cream)\b/i;

/** How often a medicine is taken, as doctors write it. */
export const doseRules: readonly Rule[] = [
  {
    needs: /tabs?\b|caps?\b/,
    pattern: /(?<=\d\s)(tab|cap)(s?)(?![\p{L}'’])(?:\.(?=\s\p{L}))?/gu,
    say: ([, kind = '', many = ''], text) =>
      /\b(?:dose|mg|mcg|daily|take|PO|BID|TID|QID|PRN|hrs?|hours|day|meals?|bedtime)\b/i.test(text)
        ? [words(`${kind === 'tab' ? 'tablet' : 'capsule'}${many}`)]
        : undefined,
  },
  {
    needs: DOSE,
    pattern: /(?<![\p{L}\p{N}.'’-])(PO|BID|TID|QID|QD|QHS|PRN|IM|IV|SC|SL)(?![\p{L}\p{N}'’-])/gu,
    say: ([, written = '']) => [letters(written)],
  },
  // "q6h", "q4-6h"
  {
    needs: /\bq\d/,
    pattern: /(?<![\p{L}\p{N}])q\.?\s?(\d{1,2})(?:[-–](\d{1,2}))?\s?(h|hrs?|d|wks?)(?![\p{L}\p{N}])/gu,
    say: ([, low = '', high, unit = ''], text) => {
      if (!DOSE.test(text)) return undefined;
      const name = unit.startsWith('h') ? 'hours' : unit === 'd' ? 'days' : 'weeks';
      return [words(`every ${cardinal(low)} ${high === undefined ? '' : `to ${cardinal(high)} `}${name}`)];
    },
  },
  // "prn", "bid"; a bid is also an offer
  {
    needs: /\b(?:prn|bid|tid|qid|qhs|po)\b/,
    pattern:
      /(?<=(?:\d\s?(?:m?g|mcg|ml|mL|h|tabs?|tablets?|caps?|capsules?|pills?|drops?|puffs?)\)?|daily|hours|weeks|days|\bpo),?\s)(prn|bid|tid|qid|qhs|po)(?![\p{L}\p{N}'’-])/gu,
    say: ([, written = ''], text) =>
      !DOSE.test(text) ? undefined : written === 'prn' ? [words('as needed')] : [letters(written.toUpperCase())],
  },
  // "x 7d"
  {
    needs: /x\s?\d{1,3}\s?[dw]\b/,
    pattern: /(?<=(?:\p{L}|\d)\s)x\s?(\d{1,3})\s?([dw])(?![\p{L}\p{N}])/gu,
    say: ([, count = '', unit], text) =>
      DOSE.test(text)
        ? [words(`for ${cardinal(count)} ${unit === 'd' ? 'day' : 'week'}${count === '1' ? '' : 's'}`)]
        : undefined,
  },
  // "max. 8/24h"
  {
    needs: /\/24/,
    pattern: /(?<=(?<![\p{L}\p{N}.,/])\d{1,2})\/24\s?(?:h|hrs?|hours)(?![\p{L}\p{N}])/gu,
    say: () => [words('in twenty four hours')],
  },
  // "x 10 days"
  {
    needs: /x\s?\d/,
    pattern: /(?<=(?:\p{L}|\d)\s)x\s?(?=\d{1,3}\s(?:days?|d\b|weeks?|wks?|months?|mos?\b|doses))/gu,
    say: (_, text) => (DOSE.test(text) ? [words('for')] : undefined),
  },
  // "2 for £25" is also written "2/£25"
  { needs: /\d\/[£$€]/, pattern: /(?<=(?<![\p{L}\p{N}.,/])\d)\/(?=[£$€]\d)/gu, say: () => [words('for')] },
];
