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
  Revd: 'Reverend',
  Amb: 'Ambassador',
  Atty: 'Attorney',
  Brig: 'Brigadier',
  Cdr: 'Commander',
  Supt: 'Superintendent',
  Treas: 'Treasurer',
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
  Insp: 'Inspector',
  Pres: 'President',
  Jr: 'Junior',
  Sr: 'Senior',
  Esq: 'Esquire',
  Rt: 'Right',
  Cllr: 'Councillor',
  Inc: 'Incorporated',
  Ltd: 'Limited',
  Corp: 'Corporation',
  Co: 'Company',
  Bros: 'Brothers',
  Dept: 'Department',
  Univ: 'University',
  Assn: 'Association',
  Mt: 'Mount',
  Mts: 'Mountains',
  Ft: 'Fort',
  vs: 'versus',
  approx: 'approximately',
  est: 'estimated',
  dept: 'department',
  qty: 'quantity',
  amt: 'amount',
  acct: 'account',
  asst: 'assistant',
  attn: 'attention',
  Attn: 'attention',
  mgr: 'manager',
  mgmt: 'management',
  natl: 'national',
  intl: 'international',
  appt: 'appointment',
  addr: 'address',
  bldg: 'building',
  Approx: 'Approximately',
  Qty: 'quantity',
  mfg: 'manufacturing',
  mfr: 'manufacturer',
  pls: 'please',
  wt: 'weight',
  ht: 'height',
  Hons: 'honours',
  orig: 'original',
  prev: 'previous',
  ver: 'version',
  yr: 'year',
  Vols: 'volumes',
  encl: 'enclosed',
  cont: 'continued',
  doz: 'dozen',
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
  Utd: 'United',
  Tel: 'telephone',
  Aus: 'Australia',
  Weds: 'Wednesday',
  Assoc: 'Association',
  Natl: 'National',
  Ref: 'reference',
  Encl: 'enclosed',
  Cont: 'continued',
  Min: 'minimum',
  Max: 'maximum',
  Avg: 'average',
  hosp: 'hospital',
  Hosp: 'Hospital',
  para: 'paragraph',
  ppl: 'people',
  bday: 'birthday',
  Jnr: 'Junior',
  Snr: 'Senior',
  thx: 'thanks',
  plz: 'please',
  msg: 'message',
  msgs: 'messages',
  tmrw: 'tomorrow',
  txt: 'text',
  Drs: 'Doctors',
  Profs: 'Professors',
  Revs: 'Reverends',
};
/** Also common without the full stop. */
const WITHOUT_STOP =
  'Mr Mrs Ms Prof Sgt Capt Lt Jr Ltd Dept Corp vs Messrs Cpl Supt Revd Cllr Hons Col Cdr Cmdr approx Approx qty Qty dept govt mgmt amt acct asst attn Attn mgr incl excl natl intl appt assn misc avg pls Utd Weds ppl bday Jnr Snr thx plz msg msgs tmrw txt'.split(
    ' ',
  );
/** Also common without the full stop before a number. */
const WITHOUT_STOP_BEFORE_NUMBER = 'No Nos Vol Vols Fig Figs pp pg Ch Sec Op Ext ext Tel tel wt ht Wt Ht'.split(' ');
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
  Chs: 'chapters',
  chs: 'chapters',
  chap: 'chapter',
  Chap: 'chapter',
  Op: 'opus',
  op: 'opus',
  cl: 'clause',
  Cl: 'clause',
  cls: 'clauses',
  para: 'paragraph',
  paras: 'paragraphs',
  Para: 'paragraph',
  Ext: 'extension',
  ext: 'extension',
  Tel: 'telephone',
  tel: 'telephone',
  S: 'section',
  s: 'section',
  ss: 'sections',
  pts: 'points',
  Pts: 'parts',
  eds: 'editions',
  vv: 'verses',
  fn: 'footnote',
  Q: 'question',
  Qs: 'questions',
  reg: 'regulation',
  regs: 'regulations',
  Reg: 'regulation',
  Secs: 'sections',
  secs: 'sections',
  Arts: 'articles',
  arts: 'articles',
  Eqs: 'equations',
  eqs: 'equations',
  Vols: 'volumes',
  vols: 'volumes',
  lit: 'letter',
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
const CHAT: Readonly<Record<string, string>> = {
  gr8: 'great',
  l8r: 'later',
  m8: 'mate',
  w8: 'wait',
  '2day': 'today',
  '2moro': 'tomorrow',
  '2nite': 'tonight',
  'w/e': 'weekend',
  'w/c': 'week commencing',
};
const PLURALS: Readonly<Record<string, string>> = {
  hrs: 'hours',
  yrs: 'years',
  mins: 'minutes',
  secs: 'seconds',
  wks: 'weeks',
  mths: 'months',
  lbs: 'pounds',
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
    needs: /\d|[IVXLC]/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}'’.])(?:(${keys(BEFORE_NUMBER)})\.(?=\s?(?:[\d#]|[IVXLC]{2,}\b|[VX]\b))|(${WITHOUT_STOP_BEFORE_NUMBER.join('|')})(?=\s#?\d))`,
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
  // "gr8", "w/e", "w/c"
  {
    needs: /[a-z]8|2[dnm]|w\/[ec]/i,
    pattern: /(?<![\p{L}\p{N}'’&])(gr8|l8r|m8|w8|2day|2moro|2nite|w\/e|w\/c)(?![\p{L}\p{N}])/giu,
    say: ([, chat = '']) => [words(CHAT[chat.toLowerCase()] ?? chat)],
  },
  // "b. 1920, d. 1999"
  {
    needs: /[bd]\./,
    pattern: /(?<![\p{L}\p{N}.'’])([bd])\.(?=\s?(?:1\d|20)\d\d\b)/gu,
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
  // "nr the station"
  { needs: /nr/, pattern: /(?<![\p{L}\p{N}.])nr\.?(?=\s(?:the\s|\p{Lu}\p{Ll}))/gu, say: () => [words('near')] },
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
