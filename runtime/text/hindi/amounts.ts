import { numeral, words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { nameTable } from '../written/name-table.ts';
import { alternatives } from '../written/patterns.ts';
import { CURRENCIES, UNITS } from './names.ts';
import { cardinal } from './numbers.ts';

const number = (digits: string): string => {
  const [whole = '', fraction] = digits.replaceAll(',', '').split('.');
  return fraction === undefined
    ? cardinal(whole)
    : `${cardinal(whole)} दशमलव ${[...fraction].map((digit) => cardinal(digit)).join(' ')}`;
};
const say = (text: string) => [words(text)];

const upTo = (from: string | undefined): string => (from === undefined ? '' : `${cardinal(from)} से `);

const EACH =
  'सेकंड|मिनट|घंटा|घंटे|दिन|रोज़|सप्ताह|हफ़्ता|हफ़्ते|हफ्ता|माह|महीना|महीने|साल|वर्ष|किलो|किलोग्राम|ग्राम|लीटर|किमी|किलोमीटर|मीटर|व्यक्ति|आदमी|पीस|नग|प्लेट|टिकट|यूनिट|वर्ग|छात्र|बच्चा|रात|क्विंटल|टन|एकड़|दर्जन|कप|पैकेट|शेयर';
const LATIN_EACH: Readonly<Record<string, string>> = {
  kg: 'किलोग्राम',
  g: 'ग्राम',
  L: 'लीटर',
  l: 'लीटर',
  km: 'किलोमीटर',
  m: 'मीटर',
  hr: 'घंटा',
  h: 'घंटा',
  day: 'दिन',
  month: 'माह',
  mo: 'माह',
  year: 'वर्ष',
  yr: 'वर्ष',
  person: 'व्यक्ति',
  piece: 'पीस',
  hour: 'घंटा',
  night: 'रात',
  user: 'यूज़र',
  week: 'सप्ताह',
};
const SIDES: Readonly<Record<string, string>> = {
  ft: 'फ़ीट',
  feet: 'फ़ीट',
  m: 'मीटर',
  मी: 'मीटर',
  km: 'किलोमीटर',
  किमी: 'किलोमीटर',
  yd: 'गज',
};
const ADDRESSED = '(?:नंबर|नम्बर|नं\\.|मकान|दुकान|प्लॉट|फ़्लैट|फ्लैट|गली|कमरा|ब्लॉक|सेक्टर|खसरा)(?:\\s(?:नंबर|नं\\.))?\\s';
const MEASURES = nameTable(UNITS);
const MONEY = nameTable(CURRENCIES);
const LATIN = alternatives(Object.keys(MEASURES).filter((sign) => /^[A-Za-zµμ]{1,4}[²³]?$/u.test(sign)));
const FACTOR = String.raw`\d{1,4}(?:\.\d{1,3})?`;

const IMPERIAL: Readonly<Record<string, string>> = {
  ac: 'एकड़',
  acre: 'एकड़',
  acres: 'एकड़',
  in: 'इंच',
  pt: 'पिंट',
  st: 'स्टोन',
  qt: 'क्वार्ट',
  gal: 'गैलन',
  cg: 'सेंटीग्राम',
  dg: 'डेसीग्राम',
  yr: 'साल',
  yrs: 'साल',
  wk: 'हफ़्ता',
  wks: 'हफ़्ते',
};

/** Sums and measures in ways of their own. */
export const amountRules: readonly Rule[] = numeral([
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,])(?:(\d{1,4})\s?[-–]\s?)?(\d[\d,]{0,14}(?:\.\d{1,3})?)\s?(${alternatives(Object.keys(MEASURES))})\s?\/\s?(${EACH})(?![\p{L}\p{M}])`,
      'gu',
    ),
    say: ([, from, measure = '', unit = '', each = '']) =>
      say(`${upTo(from)}${number(measure)} ${MEASURES[unit]?.many ?? ''} प्रति ${each}`),
  },
  // 12.5 g/dL
  {
    needs: /[A-Za-zµμ³]\/[A-Za-z]/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,])(?:(\d{1,4})\s?[-–]\s?)?(\d[\d,]{0,14}(?:\.\d{1,3})?)\s?(${LATIN})\/(${LATIN})(?![\p{L}\p{M}\p{N}])`,
      'gu',
    ),
    say: ([, from, measure = '', unit = '', each = '']) =>
      say(`${upTo(from)}${number(measure)} ${MEASURES[unit]?.many ?? ''} प्रति ${MEASURES[each]?.one ?? ''}`),
  },
  // 2 घं. 30 मि.: the full stop belongs to the unit, but for one that ends the text
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,])(\d[\d,]{0,14}(?:\.\d{1,3})?)\s?(${alternatives(Object.keys(MEASURES).filter((sign) => sign.endsWith('.')))})(?![\p{L}\p{M}\p{N}/])`,
      'gu',
    ),
    say: (match, text) => {
      const [whole, measure = '', unit = ''] = match;
      const named = MEASURES[unit];
      const ends = /^["'”’)\]]*\s*$/.test(text.slice(match.index + whole.length));
      return say(`${number(measure)} ${(measure === '1' ? named?.one : named?.many) ?? ''}${ends ? '.' : ''}`);
    },
  },
  // 3.8 ac, 5 gal, 10 yrs; "in", "pt" and "st" are words too
  {
    needs: /\d\s?(?:ac|in|pt|st|qt|gal|cg|dg|yr|wk)/,
    pattern:
      /(?<![\p{L}\p{N}.,])(\d[\d,]{0,14}(?:\.\d{1,3})?)(?:\s?(ac|acres?|qt|gal|cg|dg|yrs?|wks?)|\s(in|pt|st))(?![\p{L}\p{M}\p{N}]|\s[A-Za-z\d])/gu,
    say: ([, measure = '', sign = '', word = '']) => {
      const named = IMPERIAL[sign || word] ?? '';
      const halves: Readonly<Record<string, string>> = { '1.5': 'डेढ़', '2.5': 'ढाई' };
      return say(`${(named === 'साल' ? halves[measure] : undefined) ?? number(measure)} ${named}`);
    },
  },
  // ₹72,350/10 ग्राम, 40 रुपये/2 किलो
  {
    needs: /\/\s?\d/,
    pattern: new RegExp(
      String.raw`(?:([₹$€£]|Rs\.?|रु\.?)\s?(\d[\d,]{0,14}(?:\.\d{1,2})?)|(?<=\d\s(?:रुपये|रु\.?)))\s?\/\s?(\d{1,4})\s?(ग्राम|किलो|लीटर|मीटर|पीस|नग|दिन|माह|महीने|यूनिट|g|kg|ml|L|km)(?![\p{L}\p{M}\p{N}])`,
      'gu',
    ),
    say: ([, sign, sum = '', count = '', unit = '']) =>
      say(
        `${sign === undefined ? '' : `${number(sum)} ${MONEY[sign]?.many ?? ''}`} प्रति ${number(count)} ${MEASURES[unit]?.many ?? unit}`,
      ),
  },
  // ₹12-15 LPA
  {
    needs: /LPA/i,
    pattern:
      /(?<![\p{L}\p{N}])(?:₹|Rs\.?|रु\.?)\s?(\d{1,3}(?:\.\d{1,2})?)(?:\s?[-–]\s?(\d{1,3}(?:\.\d{1,2})?))?\s?(?:LPA|lpa)(?![\p{L}\p{N}])/gu,
    say: ([, from = '', to]) => say(`${number(from)}${to === undefined ? '' : ` से ${number(to)}`} लाख रुपये सालाना`),
  },
  // 2 छो. च.
  {
    needs: /च\./,
    pattern: /(?<=(1\s?)?|\p{N}\s?)(?<![\p{L}\p{M}])(छो|ब)\.\s?च\.(?!\s*$)/gu,
    say: ([, one, size]) => {
      const large = size === 'ब' ? 'बड़' : 'छोट';
      return say(`${large}${one === undefined ? 'े' : 'ा'} चम्मच`);
    },
  },
  // ₹500/-
  { pattern: /(?<=\d)\/[-–—](?!\d)/gu, say: () => [] },
  {
    pattern: new RegExp(String.raw`(?<=\d)\s?\/\s?(?:प्रति\s)?(${EACH})(?![\p{L}\p{M}])`, 'gu'),
    say: ([, unit = '']) => say(`प्रति ${unit}`),
  },
  {
    pattern: new RegExp(
      String.raw`([₹$€£]|Rs\.?|रु\.?)\s?(\d[\d,]{0,14}(?:\.\d{1,2})?)\s?\/\s?(${Object.keys(LATIN_EACH).join('|')})(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([, sign = '', sum = '', unit = '']) =>
      say(`${number(sum)} ${MONEY[sign]?.many ?? ''} प्रति ${LATIN_EACH[unit] ?? ''}`),
  },
  {
    pattern: new RegExp(
      String.raw`(?<=\d\s?(?:[A-Za-z]{1,4}|\p{Script=Devanagari}{2,12}))\s?\/\s?(${EACH})(?![\p{L}\p{M}])`,
      'gu',
    ),
    say: ([, unit = '']) => say(`प्रति ${unit}`),
  },
  {
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,3})°\s?(\d{1,2})\s?['’′](?:\s?(\d{1,2}(?:\.\d{1,3})?)\s?["”″])?/gu,
    say: ([, degrees = '', minutes = '', seconds]) =>
      say(
        `${cardinal(degrees)} डिग्री ${cardinal(minutes)} मिनट${seconds === undefined ? '' : ` ${number(seconds)} सेकंड`}`,
      ),
  },
  // 5'8"; 32" of a screen
  {
    pattern: /(?<![\p{L}\p{N}.,'’′])(\d{1,2})['’′]\s?(\d{1,2})(?:["”″]|''|(?!\d))/gu,
    say: ([, feet = '', inches = '']) => say(`${cardinal(feet)} फ़ीट ${cardinal(inches)} इंच`),
  },
  {
    pattern: /(?<![\p{L}\p{N}.,'’′])(\d{1,3}(?:\.\d)?)\s?(?:″|["”])(?=\s?(?:[\p{L}]|$))(?<!["“”][^"“”]{0,40}["”])/gu,
    say: ([, inches = '']) => say(`${number(inches)} इंच`),
  },
  { needs: /24[xX×]7/, pattern: /(?<![\p{L}\p{N}/.,])24[xX×]7(?![\p{L}\p{N}/])/gu, say: () => say('चौबीस सात') },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,:/-])(${FACTOR})\s?[xX]\s?(${FACTOR})(?:\s?[xX]\s?(${FACTOR}))?(?:\s?(cm|mm|m|ft|kg|g|ml|L|in))?(?![\p{L}\p{N}]|\s?=|\s?[+×÷])`,
      'gu',
    ),
    say: ([, a = '', b = '', c, unit = '']) =>
      say(`${[a, b, ...(c === undefined ? [] : [c])].map(number).join(' बाई ')} ${MEASURES[unit]?.many ?? ''}`.trim()),
  },
  {
    pattern:
      /(?<![\p{L}\p{N}.,])(\d[\d,]{0,12}(?:\.\d{1,2})?)\s?(?:[Ss]q\.?|वर्ग)\s?([Ff]t|[Ff]eet|फुट|फ़ुट|फीट|[Mm]|मी|[Kk]m|किमी|yd|गज)\.?(?![\p{L}\p{M}\p{N}])/gu,
    say: ([, area = '', side = '']) => say(`${number(area)} वर्ग ${SIDES[side.toLowerCase()] ?? side}`),
  },
  // 10'x12'
  {
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,3})['’′]\s?[xX×]\s?(\d{1,3})['’′]/gu,
    say: ([, a = '', b = '']) => say(`${cardinal(a)} बाई ${cardinal(b)} फ़ीट`),
  },
  // 82* (53), 82* रन of a batsman
  { pattern: /(?<=\d)\*(?=\s?(?:\(|रन|गेंद|पर\s|और\s))/gu, say: () => say(' नाबाद') },
  // Two litres; 2 ली is also "took two"
  {
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,3}(?:\.\d)?)\s?ली(?=\s(?:दूध|पानी|तेल|पेट्रोल|डीज़ल|डीजल|जूस|घी|रस|शरबत|दवा))/gu,
    say: ([, litres = '']) => say(`${number(litres)} लीटर`),
  },
  {
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,4}(?:\.\d{1,2})?)\s?[xX×](?![\p{L}\p{N}]|\s?\p{N})/gu,
    say: ([, times = '']) => say(`${number(times)} गुना`),
  },
  { pattern: /(?<![\p{L}\p{N}/.,])24\/7(?![\p{N}/])/gu, say: () => say('चौबीस सात') },
  // the days that attacks are called by
  {
    pattern: /(?<![\p{L}\p{N}/.,])(26|9)\/11(?![\p{N}/])(?!\s(?:को|तक)(?!\p{L}))/gu,
    say: ([, day = '']) => say(`${cardinal(day)} ग्यारह`),
  },
  // A house of its own number, a mark of the best, blood pressure
  {
    pattern: new RegExp(String.raw`(?<=(?<![\p{L}\p{M}])${ADDRESSED})(\d{1,5})/(\d{1,5})(?![\p{N}/])`, 'gu'),
    say: ([, house = '', part = '']) => say(`${cardinal(house)} बटा ${cardinal(part)}`),
  },
  // मकान 12/B
  {
    needs: /\d\/[A-Z]/,
    pattern: /(?<![\p{L}\p{N}/.,:-])(\d{1,5})\/([A-Z])(?![\p{L}\p{N}/])/gu,
    say: ([, house = '', part = '']) => say(`${cardinal(house)} बटा ${part === 'A' ? 'ए' : part}`),
  },
  {
    pattern: /(?<![\p{L}\p{N}/.,:-])(\d{1,18}(?:\.\d{1,2})?)\/(\d{1,6})(?![\p{L}\p{N}/]|[.,]\d)/gu,
    say: ([, top = '', bottom = '']) => {
      const isPart = !top.includes('.') && Number(top) < Number(bottom) && /^[234]$/.test(bottom);
      return isPart ? undefined : say(`${number(top)} बटा ${cardinal(bottom)}`);
    },
  },
  { pattern: /(?<=\d\s?)(?:★|⭐)(?!★|⭐)/gu, say: () => say(' स्टार') },
]);
