import { ALWAYS, BEFORE_NUMBER, LETTERED, WITHOUT_STOP, WITHOUT_STOP_BEFORE_NUMBER } from './abbreviation-names.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';

const keys = (table: Readonly<Record<string, string>>): string =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .map((key) => key.replaceAll('.', '\\.'))
    .join('|');
const ENDS_TEXT = /^["'”’)\]]*\s*$/;

/** The words, and the full stop again where it also ends the text. */
function said(say: Say, match: RegExpExecArray, text: string): Say[] {
  const rest = text.slice(match.index + match[0].length);
  return match[0].endsWith('.') && ENDS_TEXT.test(rest) ? [say, words('.')] : [say];
}

/** "She said no. 5 minutes later", "a fig. 20 people": words, and the sentence ends. */
function isWord(word: string, match: RegExpExecArray, text: string): boolean {
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  const goesOn =
    /^\s?\d[\d,.]*\s(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times|people|men|women|students|children|of\s(?:us|them|you|the|my|his|her)|more|others|dollars|percent)\b/.test(
      after,
    );
  if (/^nos?$/i.test(word))
    return (
      goesOn ||
      /\b(?:said|says?|saying|told(?:\s\p{L}+)?|answer(?:ed|s)?|repl(?:ied|y)|shouted|voted?|course)["“'‘,\s]*$/iu.test(
        before,
      )
    );
  return (
    /^(?:fig|art|sec|ex|p|ch|ed|l|c|v|eq)$/i.test(word) &&
    (goesOn ||
      (/\b(?:an?|one|my|his|her|your|our|their|modern|some|love|study|studies|studied|like|make|makes|made|just|ripe|fresh|dried)\s$/i.test(
        before,
      ) &&
        /^(?:fig|art|sec|ex)$/.test(word)))
  );
}

export const abbreviationRules: readonly Rule[] = [
  {
    needs: /\d|[IVXLC]/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?:(${keys(BEFORE_NUMBER)})\.(?=\s?(?:[\d#]|[IVXLC]{2,}\b|[VX]\b))|(${WITHOUT_STOP_BEFORE_NUMBER.join('|')})(?=\s#?\d))`,
      'gu',
    ),
    say: (match, text) => {
      const word = match[1] ?? match[2] ?? '';
      if (isWord(word, match, text)) return undefined;
      const isStart = /^["“'‘(]*$/.test(text.slice(0, match.index));
      if (match[1] === undefined && word === 'No' && isStart && /^\s\d+\s\p{Ll}/u.test(text.slice(match.index + 2)))
        return undefined;
      return [words(BEFORE_NUMBER[word] ?? ALWAYS[word] ?? word)];
    },
  },
  {
    needs: /Dr/,
    pattern: /(?<![\p{L}\p{N}])Dr(?:\.|(?=\s\p{Lu}|[,;]?\s*$))/gu,
    say: (match, text) => said(words('Doctor'), match, text),
  },
  {
    needs: /St/,
    pattern: /(?<![\p{L}\p{N}])St(?:\.|(?=\s\p{Lu}))/gu,
    say: (match, text) => said(words('St'), match, text),
  },
  {
    needs: /[FSB]r\./,
    pattern: /(?<![\p{L}\p{N}])(Fr|Sr|Br)\.(?=\s\p{Lu}\p{Ll})/gu,
    say: (match, text) => {
      const title = match[1] ?? '';
      if (title !== 'Fr' && /\p{Lu}[\p{L}'’-]+,?\s$/u.test(text.slice(0, match.index))) return undefined;
      return [words({ Fr: 'Father', Sr: 'Sister', Br: 'Brother' }[title] ?? title)];
    },
  },
  {
    needs: /[MFP]t /,
    pattern: /(?<![\p{L}\p{N}]|\d\s)(Mt|Ft|Pt)(?=\s\p{Lu}\p{Ll})/gu,
    say: ([, word = '']) => [words({ Mt: 'Mount', Ft: 'Fort', Pt: 'Point' }[word] ?? word)],
  },
  {
    needs: /\.[a-zA-Z]/,
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])(${keys(LETTERED)})(?!\p{L})`, 'gu'),
    say: (match, text) => said(letters(LETTERED[match[1] ?? ''] ?? ''), match, text),
  },
  // "a BA (Hons)"
  { needs: /\(H/, pattern: /\(Hons?\.?\)/gu, say: () => [words('honours')] },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.'’-])(${keys(ALWAYS)})\.(?!\p{L})`, 'gu'),
    say: (match, text) => {
      const word = match[1] ?? '';
      const isAlsoWord = /^(?:Gen|Rep|Co|min|max|temp|al|Hon|Sen|est|pls|ver|cont|ht|wt|yr)$/.test(word);
      const ends = ENDS_TEXT.test(text.slice(match.index + match[0].length));
      if (isAlsoWord && ends && !/^(?:Co|min|max|al|yr)$/.test(word)) return undefined;
      return said(words(ALWAYS[word] ?? word), match, text);
    },
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.'’-])(${WITHOUT_STOP.join('|')})(?![\p{L}\p{N}'’-]|\.\p{L})`, 'gu'),
    say: ([, word = '']) => [words(ALWAYS[word] ?? word)],
  },
  { needs: /w\//, pattern: /(?<![\p{L}\p{N}])w\/o(?![\p{L}\p{N}])/gu, say: () => [words('without')] },
  { needs: /w\//, pattern: /(?<![\p{L}\p{N}])w\/(?=\s?\p{L})/gu, say: () => [words('with')] },
  // "U.S.", "J. R. R." at the end of the text keep its full stop
  {
    needs: /\.[^\s.]\./,
    pattern: /(?<![\p{L}\p{N}.])(?:\p{L}\.){2,}(?=["'”’)\]]*\s*$)/gu,
    say: ([initials]) => [letters(initials.replaceAll('.', '')), words('.')],
  },
  {
    needs: /etc/,
    pattern: /(?<![\p{L}\p{N}.'’])etc\.?(?!\p{L})/gu,
    say: (match, text) => said(words('etc.'), match, text),
  },
  // "John F. Kennedy", "J. R. R. Tolkien", but "vitamin C. It"
  {
    needs: /[^\s.]\. \S/,
    pattern:
      /(?<=^\s*["“'‘(]?|\p{Lu}[\p{L}'’]*\.?\s|[,;]\s)(?<!\b(?:Plan|Grade|Type|Class|Section|Group|Exit|Option|Part|Level|Vitamin|Hepatitis|Appendix|Gate|Room|Team)\s)(?!I\b)\p{Lu}\.(?=\s\p{Lu})/gu,
    say: ([initial]) => [letters(initial.charAt(0))],
  },
];
