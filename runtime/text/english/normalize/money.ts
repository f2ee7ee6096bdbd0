import { nameTable } from '../../written/name-table.ts';
import { alternatives } from '../../written/patterns.ts';
import { timesSaid, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { cardinal } from './numbers.ts';
import { unitName } from './unit-names.ts';
import { DASH, NUMBER, sayNumber } from './written-numbers.ts';

const CURRENCIES = nameTable(`$ dollar|dollars / cent|cents; US$,USD US dollar|US dollars / cent|cents;
 C$,CA$,CAD Canadian dollar|Canadian dollars / cent|cents; A$,AU$,AUD Australian dollar|Australian dollars / cent|cents;
 NZ$,NZD New Zealand dollar|New Zealand dollars / cent|cents; HK$,HKD Hong Kong dollar|Hong Kong dollars / cent|cents;
 S$,SGD Singapore dollar|Singapore dollars / cent|cents; MX$,MXN Mexican peso|Mexican pesos / centavo|centavos;
 NT$,TWD Taiwan dollar|Taiwan dollars; R$,BRL real|reais / centavo|centavos; £,GBP pound|pounds / penny|pence;
 €,EUR euro|euros / cent|cents; ¥,￥,JPY yen; CN¥,RMB,CNY yuan; ₹,INR,Rs.,Rs rupee|rupees / paisa|paise; ₩,KRW won;
 ₽,RUB ruble|rubles / kopeck|kopecks; ₺,TRY lira; ₪,ILS shekel|shekels; ฿,THB baht; ₫,VND dong; ₴,UAH hryvnia|hryvnias;
 ₱,PHP peso|pesos; ₦,NGN naira; ₵,GHS cedi|cedis; ₡,CRC colon|colons; ₸,KZT tenge; ₮ tugrik|tugriks; ₭ kip; ₲ guarani|guaranis; ₾,GEL lari;
 ₼,AZN manat; ৳,BDT taka; ₿,BTC bitcoin|bitcoins; CHF Swiss franc|Swiss francs; SEK Swedish krona|Swedish kronor;
 NOK Norwegian krone|Norwegian kroner; DKK Danish krone|Danish kroner; PLN zloty|zlotys; CZK Czech koruna|Czech korunas; HUF forint|forints;
 ZAR rand; SAR riyal|riyals; AED dirham|dirhams; ETH ether`);
const NAMES = Object.keys(CURRENCIES);
const CODE = alternatives(NAMES.filter((name) => /^\p{L}+\.?$/u.test(name) && name !== 'PHP'));
const SIGN = alternatives(NAMES.filter((name) => !/^\p{L}+\.?$/u.test(name)));
const SCALES: Readonly<Record<string, string>> = {
  k: 'thousand',
  m: 'million',
  mn: 'million',
  mm: 'million',
  b: 'billion',
  bn: 'billion',
  t: 'trillion',
  tn: 'trillion',
};
const SCALE = String.raw`(?:(?:\s|-)(hundred|thousand|million|billion|trillion|lakhs?|crores?)\b|\s?(k|K|m|M|mn|mm|MM|bn|b|B|tn|t|T)(?![\p{L}\p{N}]))`;
/** Also "1.234,56" and "20,50". */
const AMOUNT = String.raw`(\d{1,3}(?:\.\d{3})+,\d{2}(?!\d)|\d+,\d{2}(?![\d,])|${NUMBER})`;
const END = String.raw`(?:\/-(?!\d))?(?![\p{N}]|[.,]\d)`;

interface Amount {
  sign: string;
  number: string;
  scale?: string | undefined;
  /** "a twenty dollar bill". */
  attributive?: boolean;
}

function sayAmount({ sign, number, scale, attributive = false }: Amount): Say[] {
  const currency = CURRENCIES[sign];
  if (currency === undefined) return [];
  const { one, many } = attributive ? { one: currency.one, many: currency.one } : currency;
  const plain =
    /,\d{2}$/.test(number) && !/^\d{1,2}(?:,\d{2})+$/.test(number.replace(/,\d{2}$/, ',00,00'))
      ? number.replace(/\./g, '').replace(',', '.')
      : decimalComma(number);
  if (scale !== undefined) return [...sayNumber(plain), words(`${SCALES[scale.toLowerCase()] ?? scale} ${many}`)];
  const [whole = '', cents] = plain.replace(/[^\d.]/g, '').split('.');
  if (cents === undefined || /^0+$/.test(cents)) return [words(`${cardinal(whole)} ${isOne(whole) ? one : many}`)];
  if (cents.length !== 2 || currency.cent === undefined) return [...sayNumber(plain), words(many)];
  const small = `${cardinal(cents)} ${isOne(cents) ? currency.cent.one : currency.cent.many}`;
  if (whole === '' || Number(whole) === 0) return [words(small)];
  return [words(`${cardinal(whole)} ${isOne(whole) ? one : many} and ${small}`)];
}

function decimalComma(number: string): string {
  return /^\d+,\d{2}$/.test(number) ? number.replace(',', '.') : number;
}

function isOne(digits: string): boolean {
  return Number(digits) === 1;
}

/** Both ends of a range; the currency is named once where both are whole and of one kind. */
function sayRange(
  sign: string,
  low: string,
  lowScale: string | undefined,
  high: string,
  scale: string | undefined,
): Say[] {
  const whole = !/[.,]\d{2}$/.test(low);
  const first =
    whole || scale !== undefined
      ? [...sayNumber(low), ...(lowScale === undefined ? [] : [words(SCALES[lowScale.toLowerCase()] ?? lowScale)])]
      : sayAmount({ sign, number: low });
  return [...first, words('to'), ...sayAmount({ sign, number: high, scale })];
}

const FUNCTION_WORD =
  'a|an|the|in|on|at|of|for|to|from|by|with|without|and|or|but|nor|per|each|every|as|than|that|if|when|while|because|more|less|off|back|up|down|out|over|under|into|towards?|is|was|were|are|be|will|would|can|could|may|has|had|he|she|it|we|they|you|i|who|which|all|now|today|tonight|yesterday|tomorrow|last|next|this|these|apiece|extra|total|plus|minus|worth|cash|here|there|instead|again|too|so|just|only|not|before|after|during|since|until|between|about|ago|earlier|later|cheaper|short|richer|poorer|left|monthly|weekly|daily|annually|yearly|hourly';
/** "a $20 bill", "a $5 million deal", "the $20 bill". */
const ATTRIBUTE = new RegExp(
  String.raw`^(?:-(?=\p{L})|\s(?!(?:${FUNCTION_WORD})\b|\p{Ll}+(?:ed|ing|ly)\b)(?:\p{Ll}{3,}|Series\s[A-K]\b|(?:IPO|SPAC|ETF|LBO)\b))`,
  'u',
);
const PRICED =
  /^\s(?:bill|note|coin|fee|fine|gift|ticket|deposit|budget|deal|loan|prize|coupon|voucher|discount|tip|bonus|bet|check|cheque|mark|price|investment|grant|lawsuit|settlement|project|rebate|refund|charge|copay|meal|lunch|dinner|bottle|wine|scheme|plan|programme|program|bailout|package|fund|contract|takeover|merger|offer|bid|award|payout|bond|mortgage|salary|wage|jackpot|subscription|membership|pass|overdraft|cap|limit|threshold|target|surplus|deficit|shortfall|hole|stake|move|upgrade)s?\b/;

function isAttributive(match: RegExpExecArray, text: string): boolean {
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  if (/\b(?:an?|another|one|single)\s(?:\p{Ll}+\s)?$/iu.test(before)) return ATTRIBUTE.test(after);
  return (
    /\b(?:the|this|that|my|his|her|their|our|its|your|each|every|two|three|four|five|ten|\d+)\s$/i.test(before) &&
    PRICED.test(after)
  );
}

const RATES: Readonly<Record<string, string>> = {
  pcm: 'per calendar month',
  pa: 'per annum',
  'p.a.': 'per annum',
  pw: 'per week',
  ph: 'per hour',
  pp: 'per person',
  pppn: 'per person per night',
  pn: 'per night',
  pd: 'per day',
  'p.w.': 'per week',
  'p/m': 'per month',
  'p/w': 'per week',
  'p/h': 'per hour',
  'p/a': 'per annum',
  'p/p': 'per person',
  'p/n': 'per night',
};

/** "142.9p/litre". */
const PRICED_UNIT = /^(?:\s?\/\s?|\s(?:per|an?|each)\s?)(?!\d)/;

export const moneyRules: readonly Rule[] = [
  // "$20-30", "$1.5m–$2m": a range
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(${SIGN}|${CODE})\s?(${NUMBER})${SCALE}?${DASH}(?:(?:\1)\s?)?(${NUMBER})${SCALE}?${END}(?!(?!(?:${alternatives(Object.keys(RATES))})(?!\p{L}))\p{L}|[%/-])`,
      'gu',
    ),
    say: ([, sign = '', low = '', lowWord, lowLetter, high = '', word, letter]) =>
      sayRange(sign, low, lowWord ?? lowLetter, high, word ?? letter),
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])([-−–+])?(${SIGN})\s?([-−])?${AMOUNT}${SCALE}?${END}`, 'gu'),
    say: (match, text) => {
      const [, before, sign = '', inner, number = '', word, letter] = match;
      const amount = sayAmount({ sign, number, scale: word ?? letter, attributive: isAttributive(match, text) });
      const minus = inner ?? before;
      return minus === undefined ? amount : [words(minus === '+' ? 'plus' : 'minus'), ...amount];
    },
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.,])${AMOUNT}${SCALE}?\s?(${SIGN}|(?:${CODE})(?!\s?\d))(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: (match, text) => {
      const [, number = '', word, letter, sign = ''] = match;
      return sayAmount({ sign, number, scale: word ?? letter, attributive: isAttributive(match, text) });
    },
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(${CODE})\s?${AMOUNT}${SCALE}?${END}`, 'gu'),
    say: ([, sign = '', number = '', word, letter]) => sayAmount({ sign, number, scale: word ?? letter }),
  },
  // "20p-50p"
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,])(\d{1,2})(p|¢)?[-–](\d{1,2})(p|¢)(?![\p{L}\p{N}])`, 'gu'),
    say: ([, low = '', , high = '', sign]) => [
      words(`${cardinal(low)} to ${cardinal(high)} ${sign === '¢' ? 'cents' : 'P'}`),
    ],
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,])(\d{1,3}|${NUMBER})\s?(¢|p)(?![\p{L}\p{N}])`, 'gu'),
    say: (match, text) => {
      const [, number = '', sign] = match;
      const after = text.slice(match.index + match[0].length);
      if (sign === 'p' && number.length > 2 && !PRICED_UNIT.test(after)) return undefined;
      return [
        ...sayNumber(number),
        words(sign === 'p' ? 'P' : isOne(number) || isAttributive(match, text) ? 'cent' : 'cents'),
      ];
    },
  },
  // "¢99"
  {
    needs: /¢\s?\d/,
    pattern: /(?<![\p{L}\p{N}])¢\s?(\d{1,3})(?![\p{L}\p{N}]|[.,]\d)/gu,
    say: ([, number = '']) => [...sayNumber(number), words(isOne(number) ? 'cent' : 'cents')],
  },
  // "$0.002/1K tokens", "€3/100 g"
  {
    needs: /\/\d/,
    pattern: new RegExp(
      String.raw`(?<=(?:${SIGN})\s?\d[\d.,]{0,12}[kKM]?\s?)\/\s?(\d{1,3}(?:,\d{3})*)([kKM])?(?:\s?(g|kg|oz|lbs?|ml|mL|km|miles|mi|kWh|MB|GB)(?!\p{L})|(?=\s?\p{Ll}))`,
      'gu',
    ),
    say: ([, number = '', letter, unit]) => [
      words('per'),
      ...sayNumber(number),
      ...(letter === undefined ? [] : [words(SCALES[letter.toLowerCase()] ?? letter)]),
      ...(unit === undefined ? [] : [words(unitName(unit)?.many ?? unit)]),
    ],
  },
  // "£650pcm"
  {
    pattern: new RegExp(
      String.raw`(?<=[$£€]\d[\d,.]{0,12}k?(?:[-–—][$£€]?\d[\d,.]{0,12}k?)?\s?)(${alternatives(Object.keys(RATES))})(?![\p{L}\p{N}])`,
      'gu',
    ),
    say: ([, rate = '']) => [words(RATES[rate] ?? rate)],
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(${SIGN})\1*`, 'gu'),
    say: ([run, sign = '']) => timesSaid(run, sign).map(() => words(CURRENCIES[sign]?.one ?? 'dollar')),
  },
];
