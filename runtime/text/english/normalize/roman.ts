import { romanValue } from '../../written/roman.ts';
import { words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { GIVEN_NAMES } from './given-names.ts';
import { cardinal, ordinal, year } from './numbers.ts';

/** Numbered with numerals; one letter after them may be "I", "V" or "X". */
const NUMBERED =
  'War|Art|Chapter|Ch|Chap|Bk|Pt|Part|Act|Scene|Volume|Vol|Book|Bowl|Article|Phase|Stage|Title|Apollo|Rocky|Fantasy|Quest|Episode|Season|Canto|Psalm|Step|Round|Corps|Army|Symphony|Sonata|Module|Lesson|Theorem|Mark|Windows|Star|Olympiad|WrestleMania|Gemini|Saturn|Legion|Dynasty|Vatican|Final';
/** Told apart by letters as well, so that one letter is a letter, but for "I". */
const LETTERED =
  'Section|Type|Class|Level|Grade|Appendix|Figure|Table|Schedule|Annex|Tier|Category|Group|Division|Unit|Model|Problem|Question|Exhibit|Form|Plan|Zone';
const SMALL = `${NUMBERED}|${LETTERED}`
  .split('|')
  .filter(
    (word) => !/^(?:Bowl|Apollo|Rocky|Fantasy|Quest|Windows|Star|Final|Saturn|Army|Form|Plan|Model|Group)$/.test(word),
  )
  .map((word) => word.toLowerCase())
  .join('|');
const RULERS =
  'Henry|Louis|Elizabeth|George|Charles|James|Edward|Richard|William|Mary|Paul|Pius|Benedict|Leo|Innocent|Gregory|Clement|Urban|John|Boniface|Sixtus|Julius|Napoleon|Catherine|Frederick|Wilhelm|Philip|Philippe|Ferdinand|Alfonso|Ivan|Peter|Nicholas|Alexander|Ramesses|Ramses|Ptolemy|Otto|Gustav|Gustavus|Christian|Haakon|Harald|Baldwin|Felipe|Carlos|Victor|Emmanuel|Umberto|Carl|Darius|Xerxes|Cyrus|Cleopatra|Constantine|Justinian|Theodosius|Francis|François|Maximilian|Leopold|Albert|Rudolf|Sigismund|Robert|David|Margaret|Joseph|Pedro|Manuel|Joao|João|Afonso|Isabella|Mehmed|Murad|Selim|Suleiman|Abdul|Osman|Thutmose|Amenhotep|Tutankhamun|Artaxerxes|Edmund|Kenneth|Duncan|Walter|Davis|Gates|Griffey|Margrethe|Juan|Louise|Stephen|Malcolm|Abdullah|Vittorio|Kamehameha|Rama|Menelik|Naruhito|Shapur|Seleucus|Antiochus|Mithridates';
const TITLES =
  'King|Queen|Pope|Emperor|Empress|Tsar|Czar|Prince|Princess|Kaiser|Pharaoh|Sultan|Saint|St\\.?|Duke|Archduke|Count|Earl|Shah';
const END = String.raw`(?![\p{L}\p{N}'’&]|-\p{L})`;
/** "the book I own": what a speaker goes on with. */
const PRONOUN =
  /^\s(?:own|owned|have|had|am|was|want|wanted|need|needed|love|loved|like|liked|read|bought|think|thought|know|knew|saw|see|got|get|wrote|write|would|could|should|can|will|did|do|don['’]t|didn['’]t|never|always|just|really|still|also|found|made|used|took|left|gave|lost|play|played|took|remember|recommend|prefer|enjoy|enjoyed|hate|hated|mentioned|told|said|mean|meant|miss|missed|wish|hope|feel|felt|call|called|live|lived|learned|learn|finished|started|ordered|borrowed|wear|use|choose|chose)\b/i;

/** Whether a lone "I" after a noun is the number: a speaker would go on with a verb. */
function isFirst(match: RegExpExecArray, text: string): boolean {
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (!PRONOUN.test(after)) return true;
  const isTitle = /^\s(?:was|will|had|did)\b/.test(after);
  return (
    isTitle && !/\b(?:the|a|an|this|that|every|each|any|no|last|first|best|one|my)\s(?:\S+\s)?\p{L}+\s$/iu.test(before)
  );
}

/** "World War II", "Henry VIII", "Chapter IV", "Rocky III". */
export const romanRules: readonly Rule[] = [
  {
    pattern: new RegExp(String.raw`(?<=\b(${NUMBERED}|${LETTERED})\.?\s)([IVXLC]+)${END}`, 'gu'),
    say: (match, text) => {
      const [, noun = '', numeral = ''] = match;
      const number = romanValue(numeral);
      if (number === undefined) return undefined;
      if (numeral === 'I' ? !isFirst(match, text) : numeral.length === 1) {
        if (numeral === 'I' || /^[LC]$/.test(numeral)) return undefined;
        if (new RegExp(`^(?:${LETTERED})$`).test(noun)) return undefined;
      }
      return [words(cardinal(String(number)))];
    },
  },
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:${SMALL}|${NUMBERED}|${LETTERED}|pages?|chapters|parts|volumes|sections|pp?\.|(?:art|sc|ch|vol|bk|pt)\.)\s)([IVXL]{2,}|[VX]|[ivxl]{2,}|[vx])${END}`,
      'gu',
    ),
    say: (match, text) => {
      const numeral = match[1] ?? '';
      const number = romanValue(numeral.toUpperCase());
      if (number === undefined) return undefined;
      if (numeral.length === 1 && new RegExp(String.raw`\b(?:${LETTERED})\s$`, 'i').test(text.slice(0, match.index)))
        return undefined;
      return [words(cardinal(String(number)))];
    },
  },
  // "the 1st XI"
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:1st|2nd|3rd|4th|first|second|third|First|Second|Third)\s)(XI|XV|XIII|VIII|IV)${END}`,
      'gu',
    ),
    say: ([numeral]) => [words(cardinal(String(romanValue(numeral) ?? 0)))],
  },
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:${RULERS}|(?:${TITLES})\s(?:\p{Lu}[\p{L}'’]*\s)?\p{Lu}[\p{L}'’]*)\s)([IVX]+)(?=['’]s\b|(?![\p{L}\p{N}'’]))`,
      'gu',
    ),
    say: (match, text) => {
      const numeral = match[1] ?? '';
      const number = romanValue(numeral);
      if (number === undefined || (numeral.length === 1 && !isRegnal(match, text))) return undefined;
      return [words(`the ${ordinal(String(number))}`)];
    },
  },
  // "Thurston Howell III"
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:${GIVEN_NAMES})\s(?:\p{Lu}\.?\s|\p{Lu}\p{Ll}+\s)?\p{Lu}[\p{L}'’-]+,?\s)(II|III|IV|VI{0,3})(?=['’]s\b|(?![\p{L}\p{N}'’]))`,
      'gu',
    ),
    say: ([numeral]) => (numeral === 'V' ? undefined : [words(`the ${ordinal(String(romanValue(numeral) ?? 0))}`)]),
  },
  {
    pattern:
      /(?<=(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*[ -])(?:X{0,3}(?:I{2,3}|I[VX]|VI{1,3})|X{2,3})(?![\p{L}\p{N}'’])/gu,
    say: ([numeral]) => [words(cardinal(String(romanValue(numeral) ?? 0)))],
  },
  {
    pattern: /(?<=\b(?:the|of|late|early|mid)[\s-])([XV]+I*[XV]*)(?=(?:th|st|nd|rd)?\scentur)/gu,
    say: ([, numeral = '']) => {
      const number = romanValue(numeral);
      return number === undefined ? undefined : [words(ordinal(String(number)))];
    },
  },
  // "POTUS XLIII"
  {
    pattern: /(?<=\p{L}\s)(?=[IVXLC]*[XL])(?=[IVXLC]*[IV])[IVXLC]{4,}(?![\p{L}\p{N}'’])/gu,
    say: ([numeral]) => {
      const number = romanValue(numeral);
      return number === undefined ? undefined : [words(cardinal(String(number)))];
    },
  },
  // "MCMXCIX"
  {
    pattern: /(?<![\p{L}\p{N}.])M[MDCLXVI]{3,}(?![\p{L}\p{N}'’])/gu,
    say: ([numeral]) => {
      const number = romanValue(numeral);
      return number === undefined ? undefined : [words(year(String(number)))];
    },
  },
];

/** A lone "I", "V" or "X" is a number after a ruler's title, or where no sentence could go on with "I". */
function isRegnal(match: RegExpExecArray, text: string): boolean {
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (match[0] === 'I' && PRONOUN.test(after) && !/^\s(?:was|had|did)\b/.test(after)) return false;
  if (new RegExp(String.raw`\b(?:${TITLES})\s(?:\p{Lu}\S*\s)+$`, 'u').test(before)) return true;
  return (
    /^(?:['’]s\b|\s(?:of|was|is|had|and|in|reigned|ruled|died|became|on)\b|\s?[.,;:!?)]|\s*$)/u.test(after) &&
    !(match[0] === 'I' ? /\b(?:said|asked|and)\s(?:\S+\s)?$/ : /\b(?:said|asked|Malcolm)\s(?:\S+\s)?$/).test(before)
  );
}
