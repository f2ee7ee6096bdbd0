import { alternatives } from '../../written/patterns.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import {
  ALWAYS,
  BEFORE_NUMBER,
  CHAT,
  LETTERED,
  PLURALS,
  SMALL_LETTERS,
  WITHOUT_STOP,
  WITHOUT_STOP_BEFORE_NUMBER,
} from './abbreviation-names.ts';

const keys = (table: Readonly<Record<string, string>>): string => alternatives(Object.keys(table));
/** Those of small letters that begin a text with a capital. */
const CAPITALIZED = WITHOUT_STOP.filter((word) => /^\p{Ll}/u.test(word) && !/^(?:ur|abt|ily)$/.test(word)).map(
  (word) => word.charAt(0).toUpperCase() + word.slice(1),
);
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
    /^(?:fig|art|sec|ex|p|ch|ed|l|c|v|eq|op|secs|arts|s|pts|ext|tel|para)$/i.test(word) &&
    !/^\d/.test(after) &&
    (goesOn ||
      (/\b(?:an?|one|my|his|her|your|our|their|modern|some|love|study|studies|studied|like|make|makes|made|just|ripe|fresh|dried)\s$/i.test(
        before,
      ) &&
        /^(?:fig|art|sec|ex)$/.test(word)))
  );
}

export const abbreviationRules: readonly Rule[] = [
  // "Co. Durham"
  {
    needs: /Co\./,
    pattern:
      /(?<![\p{L}\p{N}])Co\.(?=\s(?:Antrim|Armagh|Carlow|Cavan|Clare|Cork|Donegal|Down|Dublin|Durham|Fermanagh|Galway|Kerry|Kildare|Kilkenny|Laois|Leitrim|Limerick|Londonderry|Longford|Louth|Mayo|Meath|Monaghan|Offaly|Roscommon|Sligo|Tipperary|Tyrone|Waterford|Westmeath|Wexford|Wicklow)\b)/gu,
    say: () => [words('County')],
  },
  // "Est. 1884", "Est. delivery"
  {
    needs: /[Ee]st\./,
    pattern: /(?<![\p{L}\p{N}.])([Ee]st)\.(?=\s(?:(?:in\s)?(1[5-9]\d\d|20\d\d)\b|\p{Ll}))/gu,
    say: ([, , years]) => [words(years === undefined ? 'estimated' : 'established')],
  },
  {
    needs: /\d|[IVXLC]|[ivxl]{2}/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}'’.])(?:(${keys(BEFORE_NUMBER)})\.(?=\s?(?:[\d#]|I(?=[,;)]|\.$)|[IVXLC]{2,}\b|[ivxl]{2,}\b|[VX]\b))|(${WITHOUT_STOP_BEFORE_NUMBER.join('|')})(?=\s#?\d))`,
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
  // "Thx", "Mtg" at the start
  {
    needs: /^\W*[A-Z][a-z]/,
    pattern: new RegExp(
      String.raw`(?<=^\W*)(${CAPITALIZED.join('|')})(?:\.(?=\s?[\p{Ll}\d])|(?![\p{L}\p{N}.'’-]))`,
      'gu',
    ),
    say: ([, word = '']) => [words(ALWAYS[word.charAt(0).toLowerCase() + word.slice(1)] ?? word)],
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.'’_/@#-])(${SMALL_LETTERS.join('|')})(?![\p{L}\p{N}'’_-])`, 'gu'),
    say: ([, word = '']) => [letters(word)],
  },
  // "St Mary's Ch."
  {
    needs: /Ch\./,
    pattern: /(?<=\bSt\.?\s\p{Lu}[\p{L}'’]*\s)Ch\.(?!\s?\d)/gu,
    say: (match, text) => said(words('Church'), match, text),
  },
  // "w/e 26 Oct"
  {
    needs: /w\/e/i,
    pattern: /(?<![\p{L}\p{N}'’&])w\/e(?=:?\s(?:\p{Lu}\p{Ll}{2,8}\s)?\d{1,2}(?:[./]\d|st|nd|rd|th|\s\p{Lu}))/giu,
    say: () => [words('week ending')],
  },
  // "gr8", "w/e", "w/c"
  {
    needs: /[a-z]8|2[dnm]|w\/[ec]/i,
    pattern: /(?<![\p{L}\p{N}'’&])(gr8|l8r|m8|w8|2day|2moro|2nite|w\/e|w\/c)(?![\p{L}\p{N}])/giu,
    say: ([, chat = '']) => [words(CHAT[chat.toLowerCase()] ?? chat)],
  },
  // "b. 1920, d. 1999", "d. 12/1/2020", "b. 3 May 1950"
  {
    needs: /[bd]\./,
    pattern:
      /(?<![\p{L}\p{N}.'’])([bd])\.(?=\s?(?:(?:1\d|20)\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:\d{1,2}\s)?\p{Lu}\p{Ll}{2,8}\.?\s\d))/gu,
    say: ([, word]) => [words(word === 'b' ? 'born' : 'died')],
  },
  // "a few hrs", "yrs 3 & 4"
  {
    needs: /rs|mins|secs|wks|mths|lbs/,
    pattern:
      /(?<![\p{L}\p{N}.'’-])(hrs|yrs|mins|secs|wks|mths|lbs)(?![\p{L}\p{N}'’-])(?:\.(?=[,;:)]|\s+[\p{Ll}\d]))?/gu,
    say: ([, unit = '']) => [words(PLURALS[unit] ?? unit)],
  },
  {
    needs: /Est/,
    pattern: /(?<![\p{L}\p{N}])Ind\.?\sEst(?:\.|(?![\p{L}]))/gu,
    say: (match, text) => said(words('Industrial Estate'), match, text),
  },
  // "every mo.", "per wk"
  {
    needs: /\b(?:every|per|each|last|next|this|a|an) (?:mo|wk|yr|hr|min|sec)\b/,
    pattern:
      /(?<=\b(?:every|per|each|last|next|this|a|an)\s)(mo|wk|yr|hr|min|sec)(?![\p{L}\p{N}'’-])(?:\.(?=\s\p{Ll}|[,;:)]))?/gu,
    say: ([, unit = '']) => [
      words({ mo: 'month', wk: 'week', yr: 'year', hr: 'hour', min: 'minute', sec: 'second' }[unit] ?? unit),
    ],
  },
  // "dep. 6:05, arr. 9:40", "dep. plat. 3"
  {
    needs: /(?:[Dd]ep|[Aa]rr)\.? (?:\d|[Pp]lat|[Gg]ate)/,
    pattern: /(?<!\p{L})([Dd]ep|[Aa]rr)\.?(?=\s(?:\d{1,2}[:.\dap]|(?:[Pp]lat(?:form)?\.?|[Gg]ate)\s\w))/gu,
    say: ([, word = '']) => [words(/^d/i.test(word) ? 'departs' : 'arrives')],
  },
  // "a 2-pk. of bulbs", "Gen. Lee (ret.)", "the Rt Hon. A. Smith", "Wk of Jan 6"
  { needs: /\d-pk/, pattern: /(?<=\d-)pk\.?(?!\p{L})/gu, say: () => [words('pack')] },
  { needs: /-equiv/, pattern: /(?<=\p{L}-)equiv\./gu, say: () => [words('equivalent')] },
  { needs: /\([Rr]et/, pattern: /(?<=\()[Rr]et(?:\.|d\.?)(?=\))/gu, say: () => [words('retired')] },
  { needs: /Rt /, pattern: /(?<!\p{L})Rt(?=\s(?:Hon|Rev))/gu, say: () => [words('Right')] },
  { needs: /Wk /, pattern: /(?<!\p{L})Wk(?=\s(?:of\s|\d))/gu, say: () => [words('week')] },
  // "£20 inc. VAT", "inc. P&P"
  {
    needs: /inc\./,
    pattern: /(?<![\p{L}\p{N}.])inc\.(?=\s(?:[\p{Ll}\p{N}£$€(]|P\s?&\s?P|VAT|GST))/gu,
    say: () => [words('including')],
  },
  // "inv. no. 42"
  { needs: /[Ii]nv\./, pattern: /(?<!\p{L})[Ii]nv\.(?=\s(?:[Nn]o|#|\d))/gu, say: () => [words('invoice')] },
  // "28 pts, 11 reb, 9 ast"
  {
    needs: /\d (?:reb|ast|blk|stl)\b/,
    pattern: /(?<=(?<![\p{L}\p{N}.,])(\d{1,3})\s)(reb|ast|blk|stl)(?![\p{L}\p{N}'’-])(?:\.(?=\s?[,;&)]|\s\p{Ll}))?/gu,
    say: ([, count = '', short = '']) => [
      words(
        ({ reb: 'rebound', ast: 'assist', blk: 'block', stl: 'steal' }[short] ?? short) + (count === '1' ? '' : 's'),
      ),
    ],
  },
  // "nr the station"
  { needs: /nr/, pattern: /(?<![\p{L}\p{N}.])nr\.?(?=\s(?:the\s|\p{Lu}\p{Ll}))/gu, say: () => [words('near')] },
  { needs: /w\//, pattern: /(?<![\p{L}\p{N}])w\/o(?![\p{L}\p{N}])/gu, say: () => [words('without')] },
  {
    needs: /w\//,
    pattern: /(?<![\p{L}\p{N}])w\/(?=\s?[\p{L}$£€¥"“'‘]|\s[\p{N}(~.+-]|\d+\s\p{L})/gu,
    say: () => [words('with')],
  },
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
