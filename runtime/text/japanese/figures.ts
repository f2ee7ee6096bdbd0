import { applyRules, latin, needing, numeral, ofKind, signed } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import type { Fixed } from './analyze.ts';
import { amountRules, numberRules } from './amounts.ts';
import { codeRules } from './codes.ts';
import { kanjiDecimalRules } from './fractions.ts';
import { dateRules, weekdayRules } from './dates.ts';
import { timeRules } from './times.ts';
import { identifierRules } from './identifiers.ts';
import { faceRules } from '../written/faces.ts';
import { latinRules } from './latin.ts';
import type { EnglishSound } from './latin.ts';
import { letterRules } from './letters.ts';
import { angleBracketRules, markdownSignRules, markupRules } from '../written/markup.ts';
import { unnamedSignRules } from '../written/sign-names.ts';
import { mathsRules, rangeRules, signRules } from './maths.ts';

/** How figures, Latin words and signs in Japanese are said, the most particular rules first. */
export function japaneseRules(sound: EnglishSound): readonly Rule[] {
  const foreign = latinRules(sound);
  return [
    ...ofKind('markup', signed([...markupRules, ...angleBracketRules])),
    ...ofKind('address', latin(foreign.addresses)),
    ...ofKind('face', needing(/[_^＾ωДд∀▽]|[=>]_|[;；][)）´]|[(（]ツ/, faceRules)),
    ...ofKind('markup', signed(markdownSignRules.slice(0, 1))),
    ...ofKind('code', numeral(identifierRules)),
    ...ofKind('letters', needing(/[A-Za-zⅠ-ⅿ(（\p{So}]/u, letterRules)),
    ...ofKind('date', [...numeral(dateRules), ...needing(/[・〜～~、,/(（-]/, weekdayRules)]),
    ...ofKind('time', needing(/[:A-Za-z–−-]/, timeRules)),
    ...ofKind('code', numeral(codeRules)),
    ...ofKind('measure', [...needing(/[・．.]/, kanjiDecimalRules), ...numeral(amountRules)]),
    ...ofKind('maths', needing(/[⁰¹²³⁴-⁹⁻^<>=≤≥≦≧!×✕÷*±+−–xX-]/, mathsRules)),
    ...ofKind('range', needing(/[-−–—〜～~▲△]/, rangeRules)),
    ...ofKind('number', numeral(numberRules)),
    ...ofKind('letters', latin(foreign.words)),
    ...ofKind('markup', signed(markdownSignRules.slice(1))),
    ...ofKind('sign', needing(/[^\p{L}\p{M}\s。、？]|[〇α-ωΑ-Ω〆]/u, signRules)),
    ...ofKind('sign', needing(/\p{S}/u, unnamedSignRules('きごー'))),
  ];
}

/** Figures, Latin words and signs of a text, each with its reading; words are parted by spaces. */
export function readFixed(text: string, rules: readonly Rule[]): Fixed[] {
  const fixed: Fixed[] = [];
  let at = 0;
  for (const stretch of applyRules(text, rules)) {
    const start = at;
    at += stretch.text.length;
    if (stretch.say) fixed.push({ start, end: at, pronunciation: stretch.say.map((say) => say.text).join(' ') });
  }
  return fixed;
}
