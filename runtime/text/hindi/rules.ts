import { digitByDigit } from '../written/numbers.ts';
import { romanValue } from '../written/roman.ts';
import { latin, numeral, words, rule } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { nameTable } from '../written/name-table.ts';
import { ABBREVIATIONS, ACRONYMS, UNITS } from './names.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';

const UNIT_NAMES = nameTable(UNITS);
const number = (digits: string | number): string => cardinal(String(digits));
/** Letters one by one; before another letter, English would take an A for its article. */
const spelled = (letters: string): string => [...letters.toUpperCase()].join(' ').replaceAll('A ', 'ए ');
const NOT_BEFORE = String.raw`(?<![\p{L}\p{M}\p{N}.,:/-])`;
const WORD_END = String.raw`(?![\p{L}\p{M}\p{N}])`;

/** "3री": the endings of places in an order, which may stand apart where they are no word of their own. */
const ENDINGS = 'वाँ|वां|वा|वीं|वी|वें|वे|ला|ली|ले|रा|री|रे|था|थी|थे|ठा|ठी|ठे';
const place = (digits: string, ending: string): string =>
  ordinal(Number(digits), /ी/u.test(ending) ? 'ी' : /े/u.test(ending) ? 'े' : 'ा');
const ENGLISH =
  ' फ़र्स्ट सेकंड थर्ड फ़ोर्थ फ़िफ़्थ सिक्स्थ सेवेंथ एट्थ नाइंथ टेंथ इलेवेंथ ट्वेल्थ थर्टींथ फ़ोर्टींथ फ़िफ़्टींथ सिक्सटींथ सेवेंटींथ एटींथ नाइंटींथ ट्वेंटिएथ'.split(
    ' ',
  );

const CLASSES =
  'कक्षा|क्लास|अध्याय|भाग|खंड|खण्ड|अनुच्छेद|सर्ग|चरण|फ़ेज़|फेज|टाइप|यूनिट|इकाई|मॉड्यूल|संस्करण|परिशिष्ट|अनुसूची|सेमेस्टर|लेवल|स्तर|टियर|ग्रुप|सूची';
/** After these a letter is a letter. */
const LETTERED =
  'में|से|को|का|के|की|पर|ने|तो|यदि|अगर|मान|बिंदु|रेखा|विटामिन|टीम|मॉडल|सेक्टर|ब्लॉक|प्लान|मिस्टर|ग्रेड|वर्ग|टाइप|एक्स|चैनल|ग्रुप|प्लेटफ़ॉर्म|और|या|कि|है|कहा|बोला';
const NUMERALS = ' वन टू थ्री फ़ोर फ़ाइव सिक्स सेवन एट नाइन'.split(' ');
const REGNAL = ' प्रथम द्वितीय तृतीय चतुर्थ पंचम षष्ठ सप्तम अष्टम नवम दशम एकादश द्वादश त्रयोदश चतुर्दश पंचदश षोडश'.split(' ');

const LATIN_UNITS = Object.keys(UNIT_NAMES)
  .filter((sign) => /^[A-Z]+$/.test(sign))
  .join('|');

/** Places in an order, initials, Roman numerals and acronyms. */
export const hindiRules: readonly Rule[] = [
  ...numeral([
    rule(String.raw`${NOT_BEFORE}(\d{1,3})-?(${ENDINGS})${WORD_END}`, place),
    rule(String.raw`(?<=(?:वीं|वें|वाँ|वां)\s?[-–]\s?)(\d{1,3})(${ENDINGS})${WORD_END}`, place),
    rule(String.raw`${NOT_BEFORE}(\d{1,3})\s?-?(वाँ|वां|वीं|वें)${WORD_END}`, place),
    rule(
      String.raw`${NOT_BEFORE}(\d{1,3})(?:st|nd|rd|th)(?=\s(?:क्लास|कक्षा|मंज़िल|मंजिल|सदी|शताब्दी|वर्षगाँठ|सालगिरह|पीढ़ी|बार|बैठक|किस्त))`,
      (digits) => ordinal(Number(digits), 'ी'),
    ),
    rule(
      String.raw`${NOT_BEFORE}(\d{1,3})(?:st|nd|rd|th)(?![\p{L}\p{N}])`,
      (digits) => ENGLISH[Number(digits)] ?? ordinal(Number(digits)),
    ),
  ]),
  rule(String.raw`(?<![\p{L}\p{M}])राज\.(?=\s(?:में|के|की|का|से|को|और|सरकार|पुलिस)(?![\p{L}\p{M}]))`, () => 'राजस्थान'),
  rule(String.raw`(?<![\p{L}\p{M}\p{N}])ले\.(?=\s(?:जनरल|कर्नल|गवर्नर|कमांडर|ज\.))`, () => 'लेफ़्टिनेंट'),
  // Initials keep no full stops, but for one that ends the text: आई.आई.टी., यू.एन.
  {
    pattern: /(?<![\p{L}\p{M}\p{N}])(?:[\p{Script=Devanagari}]{1,4}\.){2,8}/gu,
    say: (match, text) => {
      const ends = /^["'”’)\]]*\s*$/.test(text.slice(match.index + match[0].length));
      const known = ABBREVIATIONS[match[0]] ?? UNIT_NAMES[match[0]]?.many;
      return [words((known ?? match[0].split('.').join(' ').trim()) + (ends ? '.' : ''))];
    },
  },
  { pattern: /(?<=\p{Script=Devanagari})\s?\/\s?या(?![\p{L}\p{M}])/gu, say: () => [words(' या')] },
  ...latin([
    rule(String.raw`(?<![\p{L}\p{N}.])A(?=\s[A-Z](?![\p{L}\p{N}]))`, () => 'ए'),
    // the letter, no article
    rule(
      String.raw`(?<![\p{Script=Latin}\p{N}.'’&+/-]|[A-Za-z\d]\s)[Aa](?![\p{L}\p{N}.'’&+/-]|\s[A-Za-z]{2})`,
      () => 'ए',
    ),
    // 16GB RAM
    rule(
      String.raw`(?<=\d\s?[KMGTkmgt][Bb]\s)([A-Z]{2,5})(?![\p{Script=Latin}&'’])`,
      (word) => ACRONYMS.get(word) ?? spelled(word),
    ),
    // O+ and AB- of blood
    rule(
      String.raw`(?<![\p{L}\p{N}])(A|B|AB|O)([+−-])(?=\s|[,।.)]|$)`,
      (group, sign) => `${spelled(group)} ${sign === '+' ? 'प्लस' : 'माइनस'}`,
    ),
    rule(
      String.raw`(?<=(?<![\p{L}\p{M}])(?:${CLASSES}))[-–](?=[IVX]{1,5}(?![\p{L}\p{N}]))|(?<=\p{Script=Devanagari})[-–](?=[IVX]{2,5}(?![\p{L}\p{N}]))`,
      () => ' ',
    ),
    // XIIवीं, IVथी
    rule(String.raw`(?<![\p{L}\p{N}])([IVXLCDM]{1,15})-?(${ENDINGS})(?![\p{L}\p{M}\p{N}])`, (sign, ending) => {
      const value = romanValue(sign);
      return value === undefined ? undefined : place(String(value), ending);
    }),
    // भास्कर-II: one of a make
    rule(String.raw`(?<=\p{Script=Devanagari}[-–])([IVX]{2,5})(?![\p{L}\p{N}])`, (sign) => sayRoman(sign, number)),
    rule(
      String.raw`(?<=(?<![\p{L}\p{M}])(?:${CLASSES})[\s-])([IVX]{1,5})\s?[-–]\s?([IVX]{1,5})(?![\p{L}\p{N}])`,
      (from, to) => {
        const [low, high] = [romanValue(from), romanValue(to)];
        return low === undefined || high === undefined ? undefined : `${number(low)} से ${number(high)}`;
      },
    ),
    rule(String.raw`(?<=(?<![\p{L}\p{M}])(?:${CLASSES})[\s-])([IVXLCDM]{2,15})(?![\p{L}\p{N}])`, (sign) =>
      sayRoman(sign, number),
    ),
    rule(String.raw`(?<![\p{L}\p{N}])([IVXLCDM]{5,15})(?![\p{L}\p{N}])`, (sign) => sayRoman(sign, number)),
    // WW II, Part III
    rule(
      String.raw`(?<=(?<![A-Za-z])(?:[A-Z]{1,4}|[A-Z][a-z]{1,12})[\s-])(II|III|IV|VI{1,3}|IX)(?![\p{L}\p{N}])`,
      (sign) => NUMERALS[romanValue(sign) ?? 0],
    ),
    rule(String.raw`(?<=(?<![\p{L}\p{M}])(?:${CLASSES})[\s-])([IVX]{1,5})(?![\p{L}\p{N}])`, (sign) =>
      sayRoman(sign, number),
    ),
    rule(String.raw`(?<=\p{Script=Devanagari}[\s–-])([IVX]{2,5})(?![\p{L}\p{N}])`, (sign) => sayRoman(sign, regnal)),
    rule(String.raw`(?<=\d\s)(?:BCE?|B\.C\.)(?![A-Za-z])`, () => 'ईसा पूर्व'),
    rule(String.raw`(?<=\d\s)(?:AD|CE|A\.D\.)(?![A-Za-z])`, () => 'ईस्वी'),
    rule(
      String.raw`(?<=\p{Script=Devanagari}\s)(?<!(?<![\p{L}\p{M}])(?:${LETTERED})\s)([IVX])(?=[,;]?\s\p{Script=Devanagari}|[.,।?!]?\s*$)`,
      (sign) => sayRoman(sign, regnal),
    ),
    rule(
      String.raw`(?<![\p{Script=Latin}\p{N}.&'’-])(?<![A-Za-z]\s)(?!(?<=\d\s?)(?:${LATIN_UNITS})(?![A-Za-z]))([A-Z]{2,7})(?![\p{Script=Latin}&'’]|\.\p{Script=Latin}|\s[A-Za-z]{2,}(?:\s|$))`,
      (word) => ACRONYMS.get(word) ?? (word.length < 6 ? spelled(word) : undefined),
    ),
  ]),
];

const sayRoman = (sign: string, said: (value: number) => string): string | undefined => {
  const value = romanValue(sign);
  return value === undefined ? undefined : said(value);
};
function regnal(value: number): string {
  return REGNAL[value] ?? number(value);
}

/** Words after which digits are said one by one. */
const NUMBERED =
  'पिन ?कोड|पिन|कोड|पासवर्ड|आधार(?: नंबर| संख्या)?|खाता(?: संख्या| नंबर)?|अकाउंट(?: नंबर)?|रोल नंबर|ट्रेन(?: नंबर| संख्या)?|गाड़ी (?:नंबर|संख्या)|फ़्लाइट(?: नंबर)?|ओटीपी|पीएनआर|आईडी|OTP|PIN|PNR|ID|UTR|CVV|IFSC|HSN|GST|क्रमांक|नंबर|नम्बर|संख्या|मोबाइल|फ़ोन|फोन|व्हाट्सऐप|हेल्पलाइन';
const STATES =
  'AN|AP|AR|AS|BR|CG|CH|DD|DL|DN|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|OR|PB|PY|RJ|SK|TN|TR|TS|UK|UP|WB';
const DIGIT_GROUPS = String.raw`\d{4,}(?:[ /-]\d{3,6}){0,4}|\d{3,5}(?:[ -]\d{3,6}){1,4}`;
const HELPLINE = String.raw`1(?:0[0-9]{1,2}|1[0-9]|8[0-9]|9[0-9])\d?`;
const groups = (text: string): string =>
  (text.match(/\d+/g) ?? []).map((group) => digitByDigit(group, DIGITS)).join(', ');

/** Numbers that tell one thing from another. */
export const codeRules: readonly Rule[] = [
  rule(
    String.raw`(?<=ISBN(?:-1[03])?\s?[:-]?\s?)(97[89](?:[ -]?\d{1,7}){2,4}|\d{1,5}(?:[ -]\d{1,7}){2,3})(?![\p{N}-])`,
    groups,
  ),
  // नं.5, म.नं. 12
  rule(String.raw`(?<![\p{L}\p{M}.])म\.\s?(?:नं|न)\.?\s?(?=\d)`, () => 'मकान नंबर '),
  rule(String.raw`(?<![\p{L}\p{M}.])नं\.?\s?(?=\d)`, () => 'नंबर '),
  // धारा 498A, सीट 12B
  rule(
    String.raw`(?<=(?<![\p{L}\p{M}])(?:धारा|धाराओं|सेक्शन|अनुच्छेद|नियम|कमरा|कमरे|फ़्लैट|फ्लैट|सीट|प्लॉट|मकान|नंबर|नम्बर|ब्लॉक|सेक्टर|गेट|कोच|टावर|वार्ड|बस)\s)(\d{1,4})[-\s]?([A-Z]{1,2})(?![\p{L}\p{N}-])`,
    (digits, letters) => `${cardinal(digits)} ${spelled(letters).replace(/A$/, 'ए')}`,
  ),
  // उड़ान 6E-2135
  rule(
    String.raw`(?<=(?<![\p{L}\p{M}])(?:उड़ान|फ़्लाइट|फ्लाइट|विमान)\s(?:(?:नंबर|नं\.|संख्या)\s)?)(\d?[A-Z]{1,2}|[A-Z]\d)[-\s]?(\d{2,4})(?![\p{L}\p{N}])`,
    (airline, digits) =>
      `${[...airline].map((sign) => (/\d/.test(sign) ? cardinal(sign) : sign === 'A' ? 'ए' : sign)).join(' ')} ${groups(digits)}`,
  ),
  // 07AABCU9603R1ZM, XXXX1234
  rule(
    String.raw`(?<![\p{L}\p{N}.-])((?=[A-Z]{0,8}\d)(?=\d{0,8}[A-Z])(?=[A-Z\d]{9})[A-Z\d]{9,24})(?![\p{L}\p{N}])`,
    (code) =>
      /\d\d|\d[A-Z]+\d/.test(code)
        ? (code.match(/[A-Z]|\d/g) ?? [])
            .map((sign) => (/\d/.test(sign) ? groups(sign) : sign === 'A' ? 'ए' : sign))
            .join(' ')
        : undefined,
  ),
  rule(String.raw`(?<![\p{L}\p{N}])([Xx*]{2,12})(?=-?\d{3,6}(?!\p{N}|[.,]\d))`, (mask) =>
    mask.startsWith('*') ? '' : spelled(mask),
  ),
  rule(String.raw`(?<=(?<![\p{L}\p{N}])[Xx*]{2,12}-?)(\d{3,6})(?!\p{N}|[.,]\d)`, groups),
  // कार्ड के अंतिम 4 अंक 7788
  rule(
    String.raw`(?<=(?<![\p{L}\p{M}])(?:अंतिम|आख़िरी|आखिरी|लास्ट)\s(?:\S{1,12}\s){0,2}(?:अंक|अंकों|डिजिट|नंबर)(?:\s(?:हैं|है|में|से))?\s?:?\s)(\d{2,6})(?!\p{N}|[.,]\d)`,
    groups,
  ),
  // 1374-309988, after or before the call to ring it
  rule(
    String.raw`(?<=(?:कॉल|फ़ोन|फोन|डायल|संपर्क)\s(?:कर|किय)\p{L}{0,2}[\p{M}\p{L}]{0,4}\s(?:\p{L}{1,8}\s)?)(\d{3,8}(?:[ -]\d{3,8}){0,2})(?![\p{N}-]|[.,]\d|\s(?:बार|लोग|रुपये))`,
    (digits) => (digits.replace(/\D/g, '').length > 4 ? groups(digits) : undefined),
  ),
  rule(String.raw`(?<![\p{L}\p{N}.,/-])(\d{4}-\d{6}|0\d{4,6}-\d{4,6})(?![\p{N}-]|[.,]\d)`, groups),
  // DL 3C AB 1234: the state, the district, letters, and four figures
  rule(
    String.raw`(?<![\p{L}\p{N}])(${STATES})([ -]?)(\d{1,2})([ -]?)([A-Z]{1,3})([ -]?)(?:([A-Z]{1,2})[ -]?)?(\d{4})(?![\p{L}\p{N}])`,
    (state, _a, district, _b, one, _c, two, digits) =>
      [
        spelled(state),
        district.startsWith('0') ? groups(district) : cardinal(district),
        spelled(one),
        ...(two === '' ? [] : [spelled(two)]),
        groups(digits),
      ].join(' '),
  ),
  // नोएडा 201301, at the end of an address
  rule(
    String.raw`(?<=[\p{Script=Devanagari}]{2}(?:\s?[-–]\s?|,?\s))([1-8]\d{2}(?!000)\d{3})(?=\s*(?:$|[।|,;)\n]|\.(?!\d)))`,
    groups,
  ),
  rule(
    String.raw`(?<=(?<![\p{L}\p{M}])(?:${NUMBERED})(?:\s?[:-]|\sहै|\sथा)?\s)(${DIGIT_GROUPS})(?![\p{N}]|[.,-]\d|\s(?:रुपये|रु|लोग|करोड़|लाख|हज़ार))`,
    groups,
  ),
  rule(
    String.raw`(?<![\p{L}\p{N}.,/-])([6-9]\d{2}[ -]\d{3}[ -]\d{4}|0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}|\(0\d{2,4}\)\s?\d{3,4}[ -]?\d{3,4})(?![\p{N}]|[-.,]\d)`,
    groups,
  ),
  rule(
    String.raw`(?<![\p{N}.,/-])(${HELPLINE})(?=\s(?:पर\s(?:बात|कॉल|फ़ोन|फोन|डायल|संपर्क|सूचना|शिकायत|मिस्ड|मैसेज)|डायल|नंबर\sपर|हेल्पलाइन))`,
    groups,
  ),
  rule(
    String.raw`(?<![\p{L}\p{N}@./-])([A-Za-z][\w-]{0,40})\.(pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|txt|csv|zip|mp[34]|html?|apk|exe|json|xml|py|js)(?![\p{L}\p{N}])`,
    (name, kind) =>
      `${name.replace(/[_-]/g, ' ')} डॉट ${spelled(kind.replace(/\d/g, '')) + (kind.endsWith('3') ? ' थ्री' : kind.endsWith('4') ? ' फ़ोर' : '')}`,
  ),
];
