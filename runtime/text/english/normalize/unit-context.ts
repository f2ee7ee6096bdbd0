import { alternatives } from '../../written/patterns.ts';
import { words } from '../../written/stretch.ts';
import type { Say } from '../../written/stretch.ts';
import { SIGNS, unitName } from './unit-names.ts';
import { sayNumber } from './written-numbers.ts';

export const NAMES = alternatives(SIGNS);
export const NOT_BEFORE = String.raw`(?<![\p{L}\p{N}.,/:-])`;
export const MINUS = String.raw`(?:(?<=^|[\s([{:;,=~"“])([-−–]))?`;
/** The full stop of a unit written short, where the sentence goes on. */
export const STOP = String.raw`(?:\.(?=[,;:)]|\s+[\p{Ll}\d(]))?`;
export const SCALE = 'hundred|thousand|million|billion|trillion';

export function sayUnit(sign: string, number: string | undefined, attributive: boolean): Say {
  const named = unitName(sign);
  const singular = attributive || (number !== undefined && /^1(?:\.0+)?$/.test(number));
  return words(named === undefined ? sign : singular ? named.one : named.many);
}

export function signed(minus: string | undefined, number: string): Say[] {
  return minus === undefined ? sayNumber(number) : [words('minus'), ...sayNumber(number)];
}

const FUNCTION_WORD =
  'a|an|the|in|on|at|of|for|to|from|by|with|without|and|or|but|per|each|every|as|than|that|if|when|while|because|more|less|off|back|up|down|out|over|under|into|is|was|were|are|be|will|would|can|could|may|has|had|he|she|it|we|they|you|i|now|today|tonight|yesterday|tomorrow|last|next|this|tall|long|wide|high|deep|thick|away|ago|later|apart|south|north|east|west|before|after|during|heavy|old|there|here|daily';
/** A noun after a measure takes it in the singular: "a 100 meter race". */
const MEASURED_NOUN =
  /^\s(?:(?:[A-Z]{2,6}|NVMe|4K|SATA|\p{Ll}{3,}(?:ed|ing|ic))\s){0,2}(?:race|dash|sprint|relay|hurdles|freestyle|butterfly|backstroke|breaststroke|final|run|walk|swim|hike|drive|ride|stretch|radius|lens|cable|disk|screen|bottle|bag|gun|ruler|monitor|display|laptop|tv|TV|pizza|pipe|wheel|gap|wall|pole|rope|fence|drop|plate|tablet|ladder|board|bed|bulb|LED|charger|adapter|adaptor|battery|panel|motor|engine|speaker|SSD|telly|jar|tin|carton|packet|sachet|tube|jug|trailer|truck|van|lorry|crane|fuse|socket|hose|blade|plank|rug|skillet|cake|portion|steak|fillet|syringe|vial|capsule|needle|telescope|can|pack|drive|disc|spoonful|file|tumbler|keg|barrel|mortgage|loan|contract|lease|warranty|sentence|term|walk|commute|flight|speech|video|clip|song|ad|break|nap|timer|window|delay|wait|swab)s?\b/u;
const NOUN = new RegExp(
  String.raw`^\s(?!(?:${FUNCTION_WORD})\b)(?:(?:[A-Z][A-Z\d-]*|[A-Z]\p{Ll}+|\p{Ll}+ing)\s)?(?!(?:${FUNCTION_WORD})\b|\p{Ll}+(?:ed|ing|s)\b|\p{Ll}+(?<!\b(?:tel|jel|lil|famil|assemb|suppl|f|dol|lol|bel|real))ly\b)\p{Ll}{3,}`,
  'u',
);

export function isAttributive(before: string, after: string): boolean {
  return MEASURED_NOUN.test(after) || (/\ban?\s(?:\p{Ll}+\s)?$/iu.test(before) && NOUN.test(after));
}

/** Signs that are also a word or a quote: only taken where nothing else can be meant. */
export function isDoubtful(sign: string, gap: string, before: string, after: string): boolean {
  if (/^["”]$/.test(sign)) return gap !== '' || (before.match(/["“”]/g)?.length ?? 0) % 2 === 1;
  if (/^(?:′|IN|In)$/.test(sign)) return true;
  if (sign === 'in')
    return (
      (gap === ' ' &&
        !/^\.?\s(?:long|tall|wide|high|deep|thick|across|in\sdiameter|of\s(?:rain|snow))\b/.test(after)) ||
      /^\s?-/.test(after)
    );
  if (sign === 's' || sign === 'h') return gap === '-';
  if (/^(?:ac|mo|MO|am)$/.test(sign)) return gap === '-';
  if (/^[mglLVWJ]$/.test(sign)) return gap === '-' || after.startsWith("'");
  return false;
}
