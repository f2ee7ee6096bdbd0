import { digitByDigit } from '../written/numbers.ts';

const BELOW_HUNDRED = `शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस
बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस
चालीस इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ
साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी
अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे`.split(
  /\s+/,
);
const SCALES: readonly (readonly [bigint, string])[] = [
  [10n ** 17n, 'शंख'],
  [10n ** 15n, 'पद्म'],
  [10n ** 13n, 'नील'],
  [10n ** 11n, 'खरब'],
  [10n ** 9n, 'अरब'],
  [10n ** 7n, 'करोड़'],
  [10n ** 5n, 'लाख'],
  [1000n, 'हज़ार'],
  [100n, 'सौ'],
];
const MOST_DIGITS = 19;

export const DIGITS: readonly string[] = BELOW_HUNDRED.slice(0, 10);

/** In lakh and crore: "1,25,307" is "एक लाख पच्चीस हज़ार तीन सौ सात". */
export function cardinal(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '');
  return plain.length > MOST_DIGITS ? digitByDigit(digits, DIGITS) : wholeNumber(BigInt(plain));
}

function wholeNumber(value: bigint): string {
  if (value < 100n) return BELOW_HUNDRED[Number(value)] ?? '';
  const [size, name] = SCALES.find(([size]) => value >= size) ?? [100n, 'सौ'];
  const start = `${wholeNumber(value / size)} ${name}`;
  return value % size === 0n ? start : `${start} ${wholeNumber(value % size)}`;
}

/** A year: from 1100 to 1999 in hundreds, "1985": "उन्नीस सौ पचासी". */
export function year(digits: string): string {
  const value = Number(digits);
  if (value < 1100 || value > 1999) return cardinal(digits);
  const rest = value % 100;
  return `${BELOW_HUNDRED[Math.floor(value / 100)] ?? ''} सौ${rest === 0 ? '' : ` ${BELOW_HUNDRED[rest] ?? ''}`}`;
}

const ORDINALS: Readonly<Record<number, string>> = { 1: 'पहला', 2: 'दूसरा', 3: 'तीसरा', 4: 'चौथा', 6: 'छठा' };

/** "5": "पाँचवाँ"; the feminine ends in ी, the oblique in े. */
export function ordinal(value: number, ending: 'ा' | 'ी' | 'े' = 'ा'): string {
  const known = ORDINALS[value];
  if (known !== undefined) return known.replace(/ा$/, ending);
  return `${cardinal(String(value))}व${ending}ँ`.replace('ेँ', 'ें').replace('ीँ', 'ीं');
}
