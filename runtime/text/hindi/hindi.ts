import { defineLocale } from '../written/define-locale.ts';
import type { Clock, Counted } from '../written/locale.ts';
import { digitByDigit } from '../written/numbers.ts';
import { sayRoman } from '../written/roman.ts';
import { words } from '../written/stretch.ts';
import { cardinal, DIGITS, ordinal, year } from './numbers.ts';

const number = (value: string | number): string => cardinal(String(value));

/** Numerals do not change, but a counted noun tells that "2000 किताबें" is no year. */
function counted(after: string): Counted {
  const word = /^[ \u00a0]([\p{L}\p{M}]+)/u.exec(after)?.[1] ?? '';
  return {
    gender: 'm',
    noun: word !== '' && !/^(?:में|को|से|तक|का|की|के|और|या|पर|ने|है|हैं|था|थी|थे|वह|यह|भी|ही|तो|ईस्वी|ई)$/u.test(word),
    word,
  };
}

function fraction(top: number, bottom: number): string | undefined {
  if (bottom < 2 || top < 1) return undefined;
  if (top === 1 && bottom === 2) return 'आधा';
  if (bottom === 3) return `${number(top)} तिहाई`;
  if (bottom === 4) return `${number(top)} चौथाई`;
  return `${number(top)} बटा ${number(bottom)}`;
}

/** A half, a quarter and three quarters have words of their own: 2½ is "ढाई", 9½ "साढ़े नौ", 9¾ "पौने दस". */
function withQuarters(whole: number, quarters: number): string {
  if (quarters === 1) return `सवा ${whole === 1 ? '' : number(whole)}`.trim();
  if (quarters === 3) return `पौने ${number(whole + 1)}`;
  return whole === 1 ? 'डेढ़' : whole === 2 ? 'ढाई' : `साढ़े ${number(whole)}`;
}

function time({ hour, minute, second }: Clock): string {
  if (second !== undefined) return `${number(hour)} बजकर ${number(minute)} मिनट ${number(second)} सेकंड`;
  if (minute === 0) return `${number(hour)} बजे`;
  if (minute % 15 === 0 && hour >= 1 && hour <= 12 && !(hour === 12 && minute === 45)) {
    return `${hour === 1 && minute === 15 ? 'सवा एक' : withQuarters(hour, minute / 15)} बजे`;
  }
  return `${number(hour)} बजकर ${number(minute)} मिनट`;
}

const REGNAL: Readonly<Record<number, string>> = { 1: 'प्रथम', 2: 'द्वितीय', 3: 'तृतीय', 4: 'चतुर्थ' };
const ENGLISH_ORDINALS: Readonly<Record<string, string>> = { '1st': 'फ़र्स्ट', '2nd': 'सेकंड', '3rd': 'थर्ड' };

/** Hindi. */
export const hindi = defineLocale({
  voice: 'hi',
  decimal: '.',
  grouped: String.raw`\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)`,
  cardinal,
  decimals: (digits) => digitByDigit(digits, DIGITS),
  year,
  counted,
  digits: DIGITS,
  telephonePattern: String.raw`[6-9]\d{4}[ -]\d{5}|[6-9]\d{9}|0\d{2,4}[ -]\d{6,8}|1800[ -]\d{3}[ -]\d{3,4}|(?<=(?:फ़ोन|फोन|नंबर|नम्बर)\s(?:है\s)?)\d{5,}`,
  words: { decimal: 'दशमलव', minus: 'माइनस', to: 'से', by: 'गुणा' },
  months: 'जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर',
  otherMonths: 'फरवरी|सितम्बर|अक्तूबर|नवम्बर|दिसम्बर',
  date: (day, month, years) => `${number(day)} ${month}${years === undefined ? '' : ` ${year(years)}`}`,
  time,
  hourMark: String.raw`[ \u00a0]?बजे`,
  fraction,
  mixed(whole, top, bottom) {
    if ((bottom === 2 && top === 1) || (bottom === 4 && top % 2 === 1))
      return withQuarters(Number(whole), (top * 4) / bottom);
    const part = fraction(top, bottom);
    return part === undefined ? undefined : `${number(whole)} सही ${part}`;
  },
  currencies: `₹,INR,रु.,रु॰,Rs.,Rs रुपया|रुपये / पैसा|पैसे;
 $,US$,USD डॉलर / सेंट;
 € यूरो / सेंट;
 £ पाउंड / पेंस;
 ¥ येन;
 R$ रियाल;
 ₿ बिटकॉइन`,
  scale: 'हज़ार|हजार|लाख|करोड़|करोड़|अरब|खरब|मिलियन|बिलियन',
  scaled: (scale, name) => `${scale} ${name}`,
  withCents: (whole, cents) => `${whole} ${cents}`,
  units: `km,किमी,कि.मी. किलोमीटर; m,मी मीटर; cm,सेमी,से.मी. सेंटीमीटर; mm,मिमी मिलीमीटर; km²,km2 वर्ग किलोमीटर; m²,m2 वर्ग मीटर; m³,m3 घन मीटर; ha हेक्टेयर;
 kg,किग्रा,कि.ग्रा. किलोग्राम; g,ग्रा. ग्राम; mg,मिग्रा मिलीग्राम; t टन; l,L,ली. लीटर; ml,mL,मिली मिलीलीटर;
 km/h,किमी/घंटा किलोमीटर प्रति घंटा; m/s मीटर प्रति सेकंड; kB,KB किलोबाइट; MB मेगाबाइट; GB गीगाबाइट; TB टेराबाइट; Mbps मेगाबिट प्रति सेकंड;
 Hz हर्ट्ज़; kHz किलोहर्ट्ज़; MHz मेगाहर्ट्ज़; GHz गीगाहर्ट्ज़; W वॉट; kW किलोवॉट; kWh किलोवॉट घंटा; V वोल्ट; dB डेसिबल;
 h घंटा|घंटे; min मिनट; s सेकंड; ms मिलीसेकंड; °C,℃,°से डिग्री सेल्सियस; °F डिग्री फ़ारेनहाइट; ° डिग्री; % प्रतिशत; px पिक्सेल`,
  abbreviations: {
    'डॉ.': 'डॉक्टर',
    'डॉ॰': 'डॉक्टर',
    'डा.': 'डॉक्टर',
    'प्रो.': 'प्रोफ़ेसर',
    'पं.': 'पंडित',
    'स्व.': 'स्वर्गीय',
    'कु.': 'कुमारी',
    'सं.': 'संख्या',
    'पृ.': 'पृष्ठ',
    'रु.': 'रुपये',
    'रु॰': 'रुपये',
    'ई.पू.': 'ईसा पूर्व',
    'ई.': 'ईस्वी',
    'कि.मी.': 'किलोमीटर',
    किमी: 'किलोमीटर',
    किग्रा: 'किलोग्राम',
    'मि.': 'मिनट',
  },
  signs: {
    '+': 'प्लस',
    '=': 'बराबर',
    '×': 'गुणा',
    '÷': 'भाग',
    '±': 'प्लस माइनस',
    '≈': 'लगभग',
    '≠': 'बराबर नहीं',
    '<': 'से कम',
    '>': 'से ज़्यादा',
    '≤': 'से कम या बराबर',
    '≥': 'से ज़्यादा या बराबर',
    '&': 'और',
    '%': 'प्रतिशत',
    '°': 'डिग्री',
    '@': 'ऐट',
    '#': 'हैश',
    '/': 'या',
    '\\': 'बैकस्लैश',
    _: 'अंडरस्कोर',
    '~': 'लगभग',
    '©': 'कॉपीराइट',
    '®': 'रजिस्टर्ड',
    '™': 'ट्रेडमार्क',
    '§': 'धारा',
    '→': 'से',
    '√': 'वर्गमूल',
    '∞': 'अनंत',
    '−': 'माइनस',
  },
  addressSigns: {
    '.': 'डॉट',
    '/': 'स्लैश',
    '-': 'डैश',
    _: 'अंडरस्कोर',
    '@': 'ऐट',
    ':': 'कोलन',
    '?': 'प्रश्नचिह्न',
    '=': 'बराबर',
    '&': 'और',
    '#': 'हैश',
    '+': 'प्लस',
    '%': 'प्रतिशत',
    '~': 'टिल्ड',
  },
  plainLetters: (text) =>
    text.replace(/[०-९।॥]/g, (sign) => (sign === '।' || sign === '॥' ? '.' : String(sign.charCodeAt(0) - 0x966))),
  // espeak-ng writes the flap of ड़ and ढ़ as "r."; the full stop would be a pause inside the word. Of r, ɾ and ɽ the
  // voices say r most like that "r." they were trained on (decision 31), and it keeps ड़ apart from र.
  sounds: (phonemes) => phonemes.replaceAll('r.', 'r'),
  rules: [
    {
      pattern:
        /(?<![\p{L}\p{N}.,])(\d{1,3})\s?-?(वाँ|वां|वा|वीं|वी|वें|वे|ला|ली|ले|रा|री|रे|था|थी|थे|ठा|ठी|ठे)(?![\p{L}\p{M}\p{N}])/gu,
      say: ([, digits = '', ending = '']) => [
        words(ordinal(Number(digits), /ी/u.test(ending) ? 'ी' : /े/u.test(ending) ? 'े' : 'ा')),
      ],
    },
    {
      pattern: /(?<![\p{L}\p{N}.,])(\d{1,3})(?:st|nd|rd|th)(?![\p{L}\p{N}])/gu,
      say: ([written, digits = '']) => [words(ENGLISH_ORDINALS[written] ?? ordinal(Number(digits)))],
    },
    // "10 बजे" after a time of its own is said as written; "9.30 बजे" is a time
    {
      pattern: /(?<![\p{L}\p{N}.,:/])([01]?\d|2[0-4])\.([0-5]\d)\sबजे/gu,
      say: ([, hour = '', minute = '']) => [
        words(time({ hour: Number(hour), minute: Number(minute), second: undefined })),
      ],
    },
    // initials: "आई.आई.टी.", "यू.एन."; they keep no full stops, but for one that ends the text
    {
      pattern: /(?<![\p{L}\p{M}\p{N}])(?:[\p{Script=Devanagari}]{1,4}\.){2,}/gu,
      say: (match, text) => {
        const ends = /^["'”’)\]]*\s*$/.test(text.slice(match.index + match[0].length));
        return [words(match[0].split('.').join(' ').trim() + (ends ? '.' : ''))];
      },
    },
    {
      pattern: /(?<=[\p{Script=Devanagari}]\s)[IVX]+(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, (value) => REGNAL[value] ?? number(value)),
    },
  ],
});
