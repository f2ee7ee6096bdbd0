import { plainNumber } from '../written/plain-number.ts';
import { defineLocale } from '../written/define-locale.ts';
import type { Counted } from '../written/locale.ts';
import { digitByDigit } from '../written/numbers.ts';
import { numeral } from '../written/stretch.ts';
import { amountRules } from './amounts.ts';
import { dateRules, dayRangeRules, MONTHS, shortDayRules, time, timeRules, withQuarters } from './calendar.ts';
import { ABBREVIATIONS, CURRENCIES, SIGNS, UNITS } from './names.ts';
import { cardinal, DIGITS, year } from './numbers.ts';
import { mathsRules } from './maths.ts';
import { codeRules, hindiRules } from './rules.ts';

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

/** Zeros of the magnitudes after a number, and what a number with a point is said with. */
const MAGNITUDES = {
  signs:
    'K,k,thousand 3; lakh,lakhs,lac,lacs,Lakh,L 5; Cr,cr,Cr.,crore,crores,Crore 7; M,mn,Mn,million,Million 6; B,bn,Bn,billion,Billion 9; T,tn,trillion 12',
  names: '3 हज़ार; 5 लाख; 6 मिलियन; 7 करोड़; 9 बिलियन; 12 ट्रिलियन',
};

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
  telephonePattern: String.raw`[6-9]\d{4}[ -]\d{5}|[6-9]\d{9}|0\d{2,4}[ -]\d{6,8}|1[89]00[ -]\d{2,4}[ -]\d{3,4}|(?<=(?:फ़ोन|फोन|नंबर|नम्बर)\s(?:है\s)?)\d{5,}`,
  words: { decimal: 'दशमलव', minus: 'माइनस', to: 'से', by: 'बाई', and: 'और' },
  months: MONTHS.join(' '),
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
  currencies: CURRENCIES,
  scale: '(?:हज़ार|हजार|लाख) करोड़|हज़ार|हजार|लाख|करोड़|करोड़|अरब|खरब|मिलियन|बिलियन|ट्रिलियन',
  scaled: (scale, name) => `${scale} ${name}`,
  withCents: (whole, cents) => `${whole} ${cents}`,
  units: UNITS,
  magnitudes: MAGNITUDES,
  abbreviations: ABBREVIATIONS,
  signs: SIGNS,
  signNames: {
    names:
      '¤ मुद्रा चिह्न; ❓ प्रश्न चिह्न; ❔ प्रश्न चिह्न; ❗ विस्मय चिह्न; ❕ विस्मय चिह्न; ❣ दिल; 🪔 दीया; 🪷 कमल; 🛕 मंदिर; 🛺 ऑटो रिक्शा; 🥻 साड़ी; 🪁 पतंग; 🪙 सिक्का; 🩷 गुलाबी दिल; 🤍 सफ़ेद दिल; 🤎 भूरा दिल; 🫶 हाथों से बना दिल; 🥹 नम आँखों वाला चेहरा; 🥲 आँसू के साथ मुस्कान; 🫡 सलाम करता चेहरा; 🩸 खून की बूँद',
    sign: 'चिह्न',
    letter: 'अक्षर',
    emoji: 'इमोजी',
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
    text
      .replace(/[।॥]/g, '.')
      .replace(/[^\P{Nd}0-9]/gu, (digit) => (digit.length === 1 ? (plainNumber(digit) ?? digit) : digit)),
  // espeak-ng writes the flap of ड़ and ढ़ as "r."; the full stop would be a pause inside the word. Of r, ɾ and ɽ the
  // voices say r most like that "r." they were trained on (decision 31), and it keeps ड़ apart from र.
  sounds: (phonemes) => phonemes.replaceAll('r.', 'r'),
  firstRules: [
    ...mathsRules,
    ...numeral(codeRules),
    ...numeral(dateRules),
    ...shortDayRules,
    ...dayRangeRules,
    ...numeral(timeRules),
    ...amountRules,
  ],
  rules: hindiRules,
});
