import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** "0,5 mg/kg IV", "1 g en IV": the way of a medicine, and no Roman numeral. */
export const veinRules: readonly Rule[] = [
  {
    pattern:
      /(?<=\d[ \u00a0]?(?:mg|g|ml|mL|µg|mcg|UI|U|mEq|mmol)(?:\/\p{L}{1,5}){0,2}[ \u00a0](?:(?:en|por|vía|por vía|via|par|par voie|per|e\.v\.)[ \u00a0])?|(?:vía|voie)[ \u00a0])IV(?![\p{L}\p{N}])/gu,
    say: () => [words('I V')],
  },
];
