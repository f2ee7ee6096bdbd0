import { romanValue, sayRoman } from '../../written/roman.ts';
import { cardinal, ordinal } from './numbers.ts';
import { words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';

const NUMBERED =
  'War|Chapter|Part|Act|Scene|Volume|Vol|Book|Bowl|Section|Article|Phase|Type|Class|Level|Grade|Mark|Stage|Title|Appendix|Figure|Table|Apollo|Rocky|Fantasy|Quest|Episode|Season|Canto|Psalm|Schedule|Annex|Tier|Category|Group|Division|Unit|Step|Round|Corps|Army|Model|Windows|Symphony|Sonata|Module|Lesson|Problem|Theorem|Question';
const RULERS =
  'Henry|Louis|Elizabeth|George|Charles|James|Edward|Richard|William|Mary|Paul|Pius|Benedict|Leo|Innocent|Gregory|Clement|Urban|John|Boniface|Sixtus|Julius|Napoleon|Catherine|Frederick|Wilhelm|Philip|Philippe|Ferdinand|Alfonso|Ivan|Peter|Nicholas|Alexander|Ramesses|Ramses|Ptolemy|Otto|Gustav|Gustavus|Christian|Haakon|Harald|Baldwin|Felipe|Carlos|Victor|Emmanuel|Umberto|Carl|Darius|Xerxes|Cyrus|Cleopatra|Constantine|Justinian|Theodosius|Francis|François|Maximilian|Leopold|Albert|Rudolf|Sigismund|Robert|David|Margaret|Joseph|Pedro|Manuel|Joao|João|Afonso|Isabella|Mehmed|Murad|Selim|Suleiman|Abdul|Osman|Thutmose|Amenhotep|Tutankhamun|Artaxerxes|Edmund|Kenneth|Duncan|Walter|Thurston|Davis|Gates|Griffey';

/** "World War II", "Henry VIII", "Chapter IV", "Rocky III". */
export const romanRules: readonly Rule[] = [
  {
    pattern: new RegExp(String.raw`(?<=\b(?:${NUMBERED})\.?\s)([IVXLC]+|[ivx]+)(?![\p{L}\p{N}'’])`, 'gu'),
    say: ([, numeral = '']) => sayRoman(numeral.toUpperCase(), (value) => cardinal(String(value))),
  },
  {
    pattern: new RegExp(String.raw`(?<=\b(?:${RULERS})\s)([IVX]+)(?=['’]s\b|(?![\p{L}\p{N}'’]))`, 'gu'),
    say: (match, text) => {
      const numeral = match[1] ?? '';
      const value = romanValue(numeral);
      if (value === undefined || (numeral.length === 1 && !isRegnal(match, text))) return undefined;
      return [words(`the ${ordinal(String(value))}`)];
    },
  },
  {
    pattern:
      /(?<=(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*[ -])(?:X{0,3}(?:I{2,3}|I[VX]|VI{1,3})|X{2,3})(?![\p{L}\p{N}'’])/gu,
    say: ([numeral]) => [words(cardinal(String(romanValue(numeral) ?? 0)))],
  },
  {
    pattern: /(?<=\b(?:the|of)\s)([XV]+I*[XV]*)(?=(?:th|st|nd|rd)?\scentur)/gu,
    say: ([, numeral = '']) => sayRoman(numeral, (value) => ordinal(String(value))),
  },
];

/** A lone "I", "V" or "X" is a number after a ruler's title, or where no sentence could go on with "I". */
function isRegnal(match: RegExpExecArray, text: string): boolean {
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (
    /\b(?:King|Queen|Pope|Emperor|Empress|Tsar|Czar|Prince|Kaiser|Pharaoh|Sultan|Saint|St\.?)\s(?:\p{Lu}\S*\s)+$/u.test(
      before,
    )
  )
    return true;
  return (
    /^(?:['’]s\b|\s(?:of|was|is|had|and|in|reigned|ruled|died|became|on)\b|\s?[.,;:!?)]|\s*$)/u.test(after) &&
    !/\b(?:said|asked|and)\s\S+\s$/.test(before)
  );
}
