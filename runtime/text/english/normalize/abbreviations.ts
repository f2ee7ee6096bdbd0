import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';

/** Written with a full stop that is not spoken. Keys are matched by case. */
const ALWAYS: Readonly<Record<string, string>> = {
  Mr: 'Mister',
  Mrs: 'Missus',
  Ms: 'Miz',
  Messrs: 'Messers',
  Prof: 'Professor',
  Rev: 'Reverend',
  Hon: 'Honorable',
  Gov: 'Governor',
  Sen: 'Senator',
  Rep: 'Representative',
  Gen: 'General',
  Col: 'Colonel',
  Maj: 'Major',
  Capt: 'Captain',
  Lt: 'Lieutenant',
  Sgt: 'Sergeant',
  Cpl: 'Corporal',
  Pvt: 'Private',
  Cmdr: 'Commander',
  Adm: 'Admiral',
  Supt: 'Superintendent',
  Insp: 'Inspector',
  Pres: 'President',
  Jr: 'Junior',
  Sr: 'Senior',
  Esq: 'Esquire',
  Rt: 'Right',
  Inc: 'Incorporated',
  Ltd: 'Limited',
  Corp: 'Corporation',
  Co: 'Company',
  Bros: 'Brothers',
  Dept: 'Department',
  Univ: 'University',
  Assn: 'Association',
  Ave: 'Avenue',
  Blvd: 'Boulevard',
  Rd: 'Road',
  Ln: 'Lane',
  Hwy: 'Highway',
  Pkwy: 'Parkway',
  Sq: 'Square',
  Ct: 'Court',
  Ste: 'Suite',
  Apt: 'Apartment',
  Bldg: 'Building',
  Mt: 'Mount',
  Mts: 'Mountains',
  Ft: 'Fort',
  vs: 'versus',
  approx: 'approximately',
  est: 'estimated',
  dept: 'department',
  govt: 'government',
  max: 'maximum',
  min: 'minimum',
  misc: 'miscellaneous',
  ext: 'extension',
  tel: 'telephone',
  incl: 'including',
  excl: 'excluding',
  assoc: 'associated',
  temp: 'temperature',
  avg: 'average',
  resp: 'respectively',
  cf: 'compare',
  viz: 'namely',
  ibid: 'ibidem',
  al: 'al',
  Mon: 'Monday',
  Tue: 'Tuesday',
  Tues: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Thur: 'Thursday',
  Thurs: 'Thursday',
  Fri: 'Friday',
  Sat: 'Saturday',
  Sun: 'Sunday',
};
/** Also common without the full stop. */
const WITHOUT_STOP = [
  'Mr',
  'Mrs',
  'Ms',
  'Prof',
  'Sgt',
  'Capt',
  'Lt',
  'Jr',
  'Ltd',
  'Blvd',
  'Ave',
  'Hwy',
  'Dept',
  'Corp',
  'vs',
  'Messrs',
  'Cpl',
  'Supt',
];
/** Before a number only. */
const BEFORE_NUMBER: Readonly<Record<string, string>> = {
  No: 'number',
  no: 'number',
  Nos: 'numbers',
  nos: 'numbers',
  Vol: 'volume',
  vol: 'volume',
  Ch: 'chapter',
  ch: 'chapter',
  Fig: 'figure',
  fig: 'figure',
  Figs: 'figures',
  figs: 'figures',
  p: 'page',
  pp: 'pages',
  pg: 'page',
  Sec: 'section',
  sec: 'section',
  Art: 'article',
  art: 'article',
  Eq: 'equation',
  eq: 'equation',
  Pt: 'part',
  ed: 'edition',
  Ex: 'example',
  ex: 'example',
  c: 'circa',
  ca: 'circa',
  l: 'line',
  ll: 'lines',
  v: 'version',
};
const LETTERED: Readonly<Record<string, string>> = {
  'e.g.': 'EG',
  'i.e.': 'IE',
  'a.k.a.': 'AKA',
  'p.s.': 'PS',
  'P.S.': 'PS',
  'Ph.D.': 'PHD',
  'Ph.D': 'PHD',
  'Ed.D.': 'EDD',
};

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

function isCapitalised(text: string): boolean {
  return /^\s*(?:["“'‘(]\s*)?\p{Lu}/u.test(text);
}

export const abbreviationRules: readonly Rule[] = [
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(${keys(BEFORE_NUMBER)})\.(?=\s?(?:[\d#]|[IVXLC]+\b))`, 'gu'),
    say: ([, word = '']) => [words(BEFORE_NUMBER[word] ?? word)],
  },
  // Dr. Smith, but Mulholland Dr.
  {
    pattern: /(?<![\p{L}\p{N}])Dr(?:\.|(?=\s\p{Lu}))/gu,
    say: (match, text) => {
      const after = text.slice(match.index + match[0].length);
      const isStreet = /\p{Lu}\p{Ll}+\s+$/u.test(text.slice(0, match.index)) && !isCapitalised(after);
      return said(words(isStreet ? 'Drive' : 'Doctor'), match, text);
    },
  },
  // St. Louis and St John, but Main St.
  {
    pattern: /(?<![\p{L}\p{N}])St(?:\.|(?=\s\p{Lu}))/gu,
    say: (match, text) => {
      const after = text.slice(match.index + match[0].length);
      const isStreet = /\p{L}\s+$/u.test(text.slice(0, match.index)) && !isCapitalised(after);
      return said(words(isStreet ? 'Street' : 'St'), match, text);
    },
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])(${keys(LETTERED)})(?!\p{L})`, 'gu'),
    say: (match, text) => said(letters(LETTERED[match[1] ?? ''] ?? ''), match, text),
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.'’-])(${keys(ALWAYS)})\.(?!\p{L})`, 'gu'),
    say: (match, text) => {
      const word = match[1] ?? '';
      const isWord = /^(?:Sat|Sun|Wed|Mon|Gen|Rep|Co|min|max|temp|al|Hon|Sen|est)$/.test(word);
      const ends = ENDS_TEXT.test(text.slice(match.index + match[0].length));
      if (isWord && ends && !/^(?:Co|min|max|al)$/.test(word)) return undefined;
      return said(words(ALWAYS[word] ?? word), match, text);
    },
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.'’-])(${WITHOUT_STOP.join('|')})(?![\p{L}\p{N}.'’-])`, 'gu'),
    say: ([, word = '']) => [words(ALWAYS[word] ?? word)],
  },
  { pattern: /(?<![\p{L}\p{N}])w\/o(?![\p{L}\p{N}])/gu, say: () => [words('without')] },
  { pattern: /(?<![\p{L}\p{N}])w\/(?=\s?\p{L})/gu, say: () => [words('with')] },
  // "U.S.", "J. R. R." at the end of the text keep its full stop
  {
    pattern: /(?<![\p{L}\p{N}.])(?:\p{L}\.){2,}(?=["'”’)\]]*\s*$)/gu,
    say: ([initials]) => [letters(initials.replaceAll('.', '')), words('.')],
  },
  {
    pattern: /(?<![\p{L}\p{N}.'’])etc\.?(?!\p{L})/gu,
    say: (match, text) => said(words('etc.'), match, text),
  },
  // "John F. Kennedy", "J. R. R. Tolkien", but "vitamin C. It"
  {
    pattern:
      /(?<=^\s*["“'‘(]?|\p{Lu}[\p{L}'’]*\.?\s|[,;]\s)(?<!\b(?:Plan|Grade|Type|Class|Section|Group|Exit|Option|Part|Level|Vitamin|Hepatitis|Appendix|Gate|Room|Team)\s)(?!I\b)\p{Lu}\.(?=\s\p{Lu})/gu,
    say: ([initial]) => [letters(initial.charAt(0))],
  },
];
