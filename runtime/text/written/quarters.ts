import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** How a language names parts of a year. */
export interface Quarters {
  quarter: (number: number) => string;
  half: (number: number) => string;
  of: string;
  year: (number: number) => string;
}

/** "1T 2024", "3T24", "2S/2025", "en el 3T": parts of a year in the reports of firms. */
export function quarterRules({ quarter, half, of, year }: Quarters): Rule[] {
  return [
    {
      needs: /[1-4][TS]/,
      pattern:
        /(?<![\p{L}\p{N}.,-])(?:([1-4])T|([12])S)(?:[ \u00a0/-]?(?:de )?(?:20)?([1-4]\d)|(?<=(?:del|el|do|no|o) [1-4]T))(?![\p{L}\p{N}%]|[.,/]\d)/gu,
      say: ([, first, second, short]) => {
        const part = first === undefined ? half(Number(second)) : quarter(Number(first));
        return [words(short === undefined ? part : `${part}${of}${year(2000 + Number(short))}`)];
      },
    },
  ];
}
