import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { digitByDigit } from './numbers.ts';
import { codeNumber } from './written-numbers.ts';

const STATES: Readonly<Record<string, string>> = Object.fromEntries(
  'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming'
    .split(',')
    .map((line) => [line.slice(0, 2), line.slice(3)]),
);
const STATE = Object.keys(STATES).join('|');
/** Also words: "Yes, OK", "John, HI". */
const DOUBTFUL_STATES = /^(?:OK|HI|OH|ME|PA|MA|LA|IN|OR|AL|ID|DE)$/;
const NO_CITY =
  /(?:^|[.!?"“(]\s?)(?:Yes|No|Well|So|And|But|Hey|Alright|Right|Fine|Sure|Now|Oh|Please|Thanks|Sorry|Look|Listen|Hi|Hello),\s$/;

const STREETS: Readonly<Record<string, string>> = {
  St: 'Street',
  Dr: 'Drive',
  Ln: 'Lane',
  Rd: 'Road',
  Sq: 'Square',
  Ct: 'Court',
  Pl: 'Place',
  Cir: 'Circle',
  Ter: 'Terrace',
  Tce: 'Terrace',
  Cres: 'Crescent',
  Gdns: 'Gardens',
  Ave: 'Avenue',
  Av: 'Avenue',
  Blvd: 'Boulevard',
  Hwy: 'Highway',
  Pkwy: 'Parkway',
  Expy: 'Expressway',
  Tpke: 'Turnpike',
  Trl: 'Trail',
  Pk: 'Park',
  Rte: 'Route',
  Fwy: 'Freeway',
  Hts: 'Heights',
  Jct: 'Junction',
  Aly: 'Alley',
};
const DIRECTIONS: Readonly<Record<string, string>> = {
  N: 'North',
  S: 'South',
  E: 'East',
  W: 'West',
  NE: 'Northeast',
  NW: 'Northwest',
  SE: 'Southeast',
  SW: 'Southwest',
};
const TOWARDS = String.raw`(N\.?[EW]\.?|S\.?[EW]\.?|[NSEW]\.?)`;
const NAMED = String.raw`(?:\p{Lu}[\p{L}'’.]*|\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH))`;
/** A house number and the name of a street. */
const HOUSE = new RegExp(String.raw`(?<![\p{L}\p{N}.,])\d{1,5}[A-Za-z]?\s(?:${NAMED}\s){1,3}$`, 'u');
const STREET_NAME = new RegExp(String.raw`(?:^|[^\p{L}\p{N}])${NAMED}\s$`, 'u');
const TITLE =
  /\b(?:Dear|Hello|Hi|Hey|Ask|See|Call|Thank|Thanks|Mr|Mrs|Ms|And|But|The|Yes|No|So|When|If|Then|Tell|Is|Does|Did|Has|Meet|With)\s$/;
const GOES_ON = /^\s*(?:$|[.,;:!?)\]"”’—–-]|\p{Ll}|\d|#|(?:Apt|Suite|Ste|Unit|Floor|NW|NE|SW|SE|[NSEW])\b)/u;
const NEXT_SENTENCE =
  /^\s(?:The|A|An|He|She|It|They|We|You|I|This|That|There|In|On|At|But|And|So|If|When|Then|His|Her|My|Our|What|Who|How)\b/;

const direction = (written: string): Say => words(DIRECTIONS[written.replaceAll('.', '')] ?? written);

/** Whether a street's abbreviation stands after its name, and not a title or a saint before one. */
function isStreet(kind: string, match: RegExpExecArray, text: string): boolean {
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (HOUSE.test(before)) return true;
  if (!STREET_NAME.test(before) || TITLE.test(before)) return false;
  if (kind === 'St' || kind === 'Dr') {
    const isSure = /\b(?:on|along|off|down|at|to|of|near|from|and|between|in)\s(?:\p{L}+\s)?(?:\S+\s){1,2}$/u.test(
      before,
    );
    return GOES_ON.test(after) || (isSure && match[0].endsWith('.') && NEXT_SENTENCE.test(after));
  }
  return true;
}

function withStop(say: Say, match: RegExpExecArray, text: string): Say[] {
  const rest = text.slice(match.index + match[0].length);
  return match[0].endsWith('.') && (/^["'”’)\]]*\s*$/.test(rest) || NEXT_SENTENCE.test(rest))
    ? [say, words('.')]
    : [say];
}

const zip = (digits: string): Say[] =>
  digits.split('-').flatMap((part, index) => [...(index > 0 ? [words(',')] : []), words(digitByDigit(part))]);

/** Streets, directions, states with ZIP codes, postcodes, boxes and flats. */
export const addressRules: readonly Rule[] = [
  // "SW1A 2AA"
  {
    pattern: /(?<![\p{L}\p{N}-])([A-Z]{1,2})(\d{1,2})([A-Z]?)\s(\d)([A-Z]{2})(?![\p{L}\p{N}])/gu,
    say: ([, area = '', district = '', more = '', sector = '', unit = '']) => [
      letters(area),
      words(codeNumber(district)),
      ...(more === '' ? [] : [letters(more)]),
      words(','),
      words(codeNumber(sector)),
      letters(unit),
    ],
  },
  // "Beverly Hills, CA 90210", "Boston MA 02110"
  {
    pattern: new RegExp(String.raw`(?<=\p{L},?\s)(${STATE}|DC)(,?\s)(\d{5}(?:-\d{4})?)(?![\p{L}\p{N}]|[-.,]\d)`, 'gu'),
    say: ([, state = '', , digits = '']) => [
      state === 'DC' ? letters(state) : words(STATES[state] ?? state),
      words(','),
      ...zip(digits),
    ],
  },
  {
    pattern: new RegExp(String.raw`(?<=\p{Lu}[\p{L}.'’]*,\s)(${STATE})(?![\p{L}\p{N}'’&-]|\s\p{Lu}{2})`, 'gu'),
    say: (match, text) => {
      const state = match[1] ?? '';
      const before = text.slice(0, match.index);
      if (
        DOUBTFUL_STATES.test(state) &&
        (NO_CITY.test(before) ||
          /(?<!\p{L})(?:\p{Lu}{2,3}|PhD|\p{Lu}Sc|MPhil|DPhil|BEd|MEd|LLB|\(Hons\)),\s$/u.test(before))
      )
        return undefined;
      return [words(STATES[state] ?? state)];
    },
  },
  {
    pattern:
      /(?<=\b(?:ZIP|zip|Zip|postal)(?:\s?codes?)?(?:\s(?:is|of|was|are))?:?\s)\d{5}(?:-\d{4})?(?![\p{L}\p{N}]|[-.,]\d)/gu,
    say: ([digits]) => zip(digits),
  },
  {
    pattern: /(?<![\p{L}\p{N}.])P\.?\s?O\.?\s(?:[Bb]ox|BOX)(?:\s#?(\d+))?(?![\p{L}\p{N}])/gu,
    say: ([, digits]) => [letters('PO'), words(digits === undefined ? 'box' : `box ${codeNumber(digits)}`)],
  },
  // "45 W. 34th", "100 N Main"
  {
    pattern: new RegExp(String.raw`(?<=(?<![\p{L}\p{N}.,])\d{1,5}\s)${TOWARDS}(?=\s${NAMED})`, 'gu'),
    say: ([, written = '']) => [direction(written)],
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])${TOWARDS}(?=\s\d{1,3}(?:st|nd|rd|th)\b)`, 'gu'),
    say: ([, written = '']) => [direction(written)],
  },
  {
    pattern:
      /(?<![\p{L}\p{N}.])([NSEW])\.?(?=\s(?:Carolina|Dakota|Korea|Virginia|Africa|America|Ireland|Sudan|Yorkshire|London|Sussex|Yemen|Macedonia|Germany|Timor|Wales|Vietnam|Hollywood|Philadelphia|Chicago|Boston|Bank|Coast|Side|Street|Avenue|Main\sSt)\b)/gu,
    say: ([, written = '']) => [direction(written)],
  },
  // "5th Ave NW", "Main St N."
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:${Object.keys(STREETS).join('|')}|Street|Avenue|Road|Drive|Boulevard|Lane)\.?,?\s)(N\.?[EW]\.?|S\.?[EW]\.?|[NSEW])(?![\p{L}\p{N}'’])`,
      'gu',
    ),
    say: ([, written = '']) => [direction(written)],
  },
  {
    pattern: new RegExp(
      String.raw`(?<=\p{L}[\p{L}'’]*\s|\d(?:st|nd|rd|th|ST|ND|RD|TH)\s)(${Object.keys(STREETS).join('|')})(?:\.|(?![\p{L}\p{N}'’]))`,
      'gu',
    ),
    say: (match, text) => {
      const kind = match[1] ?? '';
      return isStreet(kind, match, text) ? withStop(words(STREETS[kind] ?? kind), match, text) : undefined;
    },
  },
  // "221B Baker St"
  {
    needs: /\d{3}[A-Za-z]\s/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,$£€#-])(\d{3,4})([A-Za-z])(?=,?\s(?:${TOWARDS}\s)?(?:${NAMED}\s){1,3}(?:${Object.keys(STREETS).join('|')}|Street|Avenue|Road|Drive|Boulevard|Lane|Court|Highway|Terrace|Square|Gardens|Crescent)(?![\p{L}\p{N}]))`,
      'gu',
    ),
    say: ([, digits = '', letter = '']) => [words(codeNumber(digits)), letters(letter.toUpperCase())],
  },
  // "winds NW 10 mph", "a SW wind"
  {
    needs: /[Ww]ind|[Bb]reez|[Gg]ust|[Gg]ale/,
    pattern:
      /(?<=\b(?:[Ww]inds?|[Bb]reezes?|[Gg]usts?|[Gg]ales?):?\s(?:(?:from|out\sof)\s(?:the\s)?)?)([NS]?[NS][EW]|[EW][NS][EW]|[NSEW])(?![\p{L}\p{N}'’.])|(?<![\p{L}\p{N}'’.-])([NS]?[NS][EW]|[EW][NS][EW])(?=\s(?:winds?|breezes?|gales?|swell)\b)/gu,
    say: ([, first, second]) => {
      const points = first ?? second ?? '';
      const [lead, rest] = points.length === 3 ? [points.charAt(0), points.slice(1)] : ['', points];
      return [words(`${lead === '' ? '' : `${DIRECTIONS[lead] ?? ''} `}${DIRECTIONS[rest] ?? rest}`)];
    },
  },
  // "4 Elm st", "on hwy 9"
  {
    needs: /\b(?:hwy|rd|blvd|pkwy|ave|st|ln|dr)\b/,
    pattern:
      /(?<=(?<![\p{L}\p{N}.,])\d{1,5}[A-Za-z]?\s(?:[NSEW]\.?\s)?(?:(?:\p{Lu}[\p{L}'’.]*|\d{1,3}(?:st|nd|rd|th))\s){1,3})(hwy|rd|blvd|pkwy|ave|st|ln|dr)(?:\.|(?![\p{L}\p{N}'’]))|(?<![\p{L}\p{N}])hwy\.?(?=\s\d)/gu,
    say: (match, text) => {
      const kind = match[1] ?? 'hwy';
      return withStop(words(STREETS[kind.charAt(0).toUpperCase() + kind.slice(1)] ?? kind), match, text);
    },
  },
  // "2788 San Tomas Expy"
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,$£€#-])(\d{3,4})(?=\s(?:${TOWARDS}\s)?(?:${NAMED}\s){1,3}(?:${Object.keys(STREETS).join('|')}|Street|Avenue|Road|Drive|Boulevard|Lane|Court|Highway)(?![\p{L}\p{N}]))`,
      'gu',
    ),
    say: ([digits]) => [words(codeNumber(digits))],
  },
  // "Hwy 101", "I-95"
  {
    pattern: /(?<![\p{L}\p{N}])(Hwy|Rte|Fwy)\.?\s(?=\d)/gu,
    say: ([, kind = '']) => [words(STREETS[kind] ?? kind)],
  },
  {
    pattern: /(?<=\b(?:I|US|SR|CR|Route|Highway|Hwy\.?|Rte\.?)[-\s])(\d{3})(?![\p{L}\p{N}]|[-.,:%]\d|%)/gu,
    say: ([, digits = '']) => [words(codeNumber(digits))],
  },
  // "I-95 N", "US-101 SB"
  {
    pattern:
      /(?<=\b(?:I|US|SR|CR|Route|Highway|Hwy\.?|Rte\.?|Interstate)[-\s]\d{1,3}\s)(?:[NSEW]B?|NE|NW|SE|SW)(?![\p{L}\p{N}'’])/gu,
    say: ([towards]) => [
      /B$/.test(towards) ? words(`${DIRECTIONS[towards.charAt(0)] ?? ''}bound`) : direction(towards),
    ],
  },
  {
    pattern: /(?<![\p{L}\p{N}])(Apt|Ste|Rm|Bldg|Flr)\.?(?=\s#?\d|\s[A-Z](?![\p{L}]))/gu,
    say: ([, kind = '']) => [
      words({ Apt: 'apartment', Ste: 'suite', Rm: 'room', Bldg: 'building', Flr: 'floor' }[kind] ?? kind),
    ],
  },
  {
    needs: /[Ff]l/,
    pattern: /(?<=\d(?:st|nd|rd|th)\s)[Ff]lr?(?:\.|(?![\p{L}\p{N}]))/gu,
    say: (match, text) => withStop(words('floor'), match, text),
  },
  { pattern: /(?<![\p{L}\p{N}])c\/o(?![\p{L}\p{N}])/giu, say: () => [words('care of')] },
];
