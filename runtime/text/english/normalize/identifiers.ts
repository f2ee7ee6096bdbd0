import { letters, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';
import { digitByDigit, ordinal, plural } from './numbers.ts';
import { codeNumber, sayNumber } from './written-numbers.ts';

const HOLDER =
  'VAT|NI|IBAN|ISBN|ISSN|NHS|SSN|EIN|IMEI|SIN|PAN|UPC|EAN|VIN|TIN|[Nn]ational\\s[Ii]nsurance|[Aa]ccount|[Aa]cct|[Aa]\\/c|[Cc]ard|[Tt]ax|[Pp]assport|[Pp]olicy|[Mm]embership|[Cc]harity|[Cc]ompany|[Rr]egistration|[Rr]outing|[Ss]erial|[Bb]arcode|[Rr]ef(?:erence)?|[Ll]icen[cs]e|[Tt]racking|[Bb]ooking|[Oo]rder|[Ii]nvoice|[Cc]ase|[Tt]icket|[Pp]hone|[Tt]el|[Ff]ax|[Mm]obile|[Ff]light|[Pp]art|[Mm]odel|[Ii]tem|[Cc]laim';
const NAMED = String.raw`\b(?:${HOLDER})\.?(?:\s(?:[Nn]umber|[Nn]o\.?|ID|id|#))?(?:\s(?:is|was|ending))?:?\s`;

const HELD = new RegExp(HOLDER);

/** "GB 123 4567 82": letters and digits one by one, a pause between groups. */
function sayGroups(written: string): Say[] {
  return written
    .split(/[\s-]+/)
    .flatMap((group, index) => [
      ...(index > 0 ? [words(',')] : []),
      ...(group.match(/\d+|\p{L}+/gu) ?? []).map((part) =>
        /\d/.test(part) ? words(digitByDigit(part)) : letters(part),
      ),
    ]);
}

/** Numbers of accounts, cards, orders and errors: what is read out digit by digit. */
export const identifierRules: readonly Rule[] = [
  // "VAT no. GB 123", "a/c no: 12"
  {
    needs: /[Nn]o\b/,
    pattern: new RegExp(
      String.raw`(?=[Nn]o)(?<=\b(?:${HOLDER})\.?\s)[Nn]o\.?(?=(?:\sis)?:?\s*(?:[A-Z]{1,4}\s?)?\d)`,
      'gu',
    ),
    say: () => [words('number')],
  },
  { needs: /\/c/, pattern: /(?<![\p{L}\p{N}])a\/c(?=\s(?:no\.?\s|number\s)?:?\d)/giu, say: () => [words('account')] },
  // "Sort code 20-45-77"
  {
    needs: /[Ss]ort code/,
    pattern: /(?<=\b[Ss]ort\scodes?(?:\sis)?:?\s)\d\d-\d\d-\d\d(?![\p{L}\p{N}-])/gu,
    say: ([number]) => sayGroups(number),
  },
  // "VAT number GB 123 4567 82", "IBAN GB29 NWBK 6016 1331", "card 4111 1111 1111 1111"
  {
    needs: HELD,
    pattern: new RegExp(
      String.raw`(?=[A-Z\d])(?<=${NAMED})(?:[A-Z]{2}\d{2}\s[A-Z]{4}|[A-Z]{1,4}\d{0,4}|\d{2,4})(?:[\s-]\d{1,4}){1,7}(?:\s[A-Z])?(?![\p{L}\p{N}]|[.,/:-]\d|\s\p{Ll}{3,}s\b)`,
      'gu',
    ),
    say: ([number]) => (number.replace(/\D/g, '').length >= 5 ? sayGroups(number) : undefined),
  },
  {
    needs: /\d{4}[ -]\d{4}/,
    pattern: /(?<![\p{L}\p{N}.,-])\d{4}(?:([ -])\d{4})(?:\1\d{4}){2}(?![\p{L}\p{N}]|[.,/:-]\d)/gu,
    say: ([number]) => sayGroups(number),
  },
  {
    needs: /\d{5}/,
    pattern: new RegExp(String.raw`(?=\d)(?<=${NAMED})\d{5,}(?![\p{L}\p{N}%]|[-.,:/]\d|\s\d|\s\p{Ll}{3,}s\b)`, 'gu'),
    say: ([number]) => [words(digitByDigit(number))],
  },
  // "Order #A7-4412"
  {
    needs: /#/,
    pattern:
      /(?<=\b(?:order|invoice|ticket|booking|case|tracking|ref|reference|item|part|model|PO|claim|policy|serial|issue|bug|lot|batch|unit|apt|suite|room|is)\.?:?\s)#(?=(?!\p{L}+(?![\p{L}\p{N}-]))[A-Z]{1,4}-?\d)/giu,
    say: () => [words('number')],
  },
  // "INV-2024-0017", "A7-4412", "7ABC123"
  {
    needs: /[A-Z\d]-\d/,
    pattern:
      /(?<=(?<![\p{L}\p{N}-])(?:[A-Z]{1,5}\d{0,3}|[A-Z]{1,5}-(?:19|20)\d\d)-)(?:0\d+|\d{4,})(?![\p{L}\p{N}]|-(?![A-Z]{1,3}(?![\p{L}\p{N}]))|[.,:]\d)/gu,
    say: ([digits]) => [words(codeNumber(digits))],
  },
  // "a 404 error", "an HTTP 502"
  {
    needs: /\b[45]\d\d\b/,
    pattern:
      /(?<=\b(?:an?|the|HTTP|error|status|returns?|returned|with)\s)[45]\d\d(?=\s(?:error|page|response|status|message|from)\b|[.,;:!?)]?(?:\s|$))(?![.,]\d|\s\p{Ll}+s\b)/giu,
    say: (match, text) =>
      /\b(?:error|HTTP|status|server|request|response)s?\b|\d\spage\b/i.test(text)
        ? [words(codeNumber(match[0]))]
        : undefined,
  },
  // "Text HELP to 40404", "dial 999 or 111"
  {
    needs: /\d{3}/,
    pattern:
      /(?<=\b(?:[Tt]xt)\s|\b(?:[Tt]ext|[Tt]xt|SMS|[Ss]end)\s(?:["“'‘]?[\p{L}\p{N}]+["”'’]?\s){1,2}to\s|\b(?:[Cc]all|[Dd]ial|[Rr]ing|[Tt]ext)\s\d{3,6}(?:,|\sor|,\sor|\sand)\s)\d{3,6}(?![\p{L}\p{N}%]|[-.,:/]\d|\s\p{Ll}{3,}s\b)/gu,
    say: ([digits]) => [words(digitByDigit(digits, 'oh'))],
  },
  // "the IBAN ending 4471"
  {
    needs: /ending|ends/,
    pattern:
      /(?<=\b(?:card|account|number|phone|visa|mastercard|amex|IBAN|code|plate|acct)\s(?:ending|ends):?\s(?:\d{4}\s)?)\d{2,6}(?![\p{L}\p{N}%]|[-.,:/]\d)/giu,
    say: ([digits]) => [words(digitByDigit(digits))],
  },
  // "acct. *8831", "card xxxx-4417"
  {
    needs: /[*xX•·.…#]\d{3}/,
    pattern:
      /(?<=\b(?:card|account|acct|a\/c|visa|mastercard|amex|IBAN|phone|debit|credit|number)\.?\s(?:ending\s)?(?:in\s)?)[*xX•·.…#]{1,16}-?(\d{3,6})(?![\p{L}\p{N}%]|[-.,:/]\d)/giu,
    say: ([, digits = '']) => [words(digitByDigit(digits))],
  },
  // ".38 caliber", "a .357 Magnum"
  {
    needs: /\.\d/,
    pattern:
      /(?<=^|[\s("“-])\.(\d{2,3})(?=[\s-](?:caliber|calibre|cal|[Ss]pecial|[Mm]agnum|revolver|rifle|pistol|handgun|round|bullet|Winchester|ACP|gun)s?\b)/gu,
    say: ([, digits = '']) => [words(codeNumber(digits))],
  },
  // "U21s", "A320s", "PS5s"
  {
    needs: /[A-Z]\d+['’]?s/,
    pattern: /(?<![\p{L}\p{N}])(?!K8s)(\p{Lu}{1,3})(\d{1,3})['’]?s(?![\p{L}\p{N}])/gu,
    say: ([, name = '', digits = '']) => [letters(name), words(plural(codeNumber(digits)))],
  },
  // "9-1-1"
  {
    needs: /-1-1/,
    pattern: /(?<![\p{L}\p{N}.,-])[2-9]-1-1(?![\p{L}\p{N}-]|[.,]\d)/gu,
    say: ([digits]) => [words(digitByDigit(digits))],
  },
  // "J31–J32"
  {
    needs: /\d[-–—][A-Z]/,
    pattern: /(?<=(?<![\p{L}\p{N}-])([A-Z]{1,2})\d{1,4})[-–—](?=\1\d{1,4}(?![\p{L}\p{N}-]))/gu,
    say: () => [words('to')],
  },
  // "a 5* hotel"
  {
    needs: /\d\*/,
    pattern:
      /(?<=(?<![\p{L}\p{N}.,])[1-7])\*(?=[\s-](?:hotel|resort|hostel|review|rating|service|luxury|accommodation|property|spa|restaurant)s?\b)/gu,
    say: () => [words('star')],
  },
  // "three A*s", "an A* in maths"
  {
    needs: /[AB]\*/,
    pattern: /(?<![\p{L}\p{N}*])(A)\*(?:['’]?(s)(?!\p{L})|(?=[\s.,;:)]|$)(?!.*(?<!A)\*))/gu,
    say: ([, grade = '', many]) => [letters(grade), words(many === undefined ? 'star' : 'stars')],
  },
  // "1/250s"
  {
    needs: /1\/\d+\s?s/,
    pattern: /(?<![\p{L}\p{N}.,/])1\/(\d{2,4})\s?s(?:ec)?(?![\p{L}\p{N}])/gu,
    say: ([, part = '']) => [words(`one ${ordinal(part)} of a second`)],
  },
  // "ISO 9001:2015", "802.11ac"
  {
    needs: /\d:\d{4}/,
    pattern: /(?<=\b(?:ISO|IEC|EN|BS|DIN)(?:\/IEC)?[\s-])(\d{3,5}):((?:19|20)\d\d)(?![\p{L}\p{N}])/gu,
    say: ([, number = '', years = '']) => [...sayNumber(number), words(','), words(codeNumber(years))],
  },
  {
    needs: /802\./,
    pattern: /(?<![\p{L}\p{N}.,])802\.(\d{1,2})([a-z]{1,2})?(?![\p{L}\p{N}])/gu,
    say: ([, part = '', kind]) => [
      words(`eight oh two dot ${codeNumber(part)}`),
      ...(kind === undefined ? [] : [letters(kind)]),
    ],
  },
  // the company
  {
    needs: /3M/,
    pattern:
      /(?<![\p{L}\p{N}.,$£€])3M(?=['’]s|\s(?:tape|masks?|company|Co\b|Corp|products?|adhesive|respirators?|shares|stock|hooks|Command|Post-it))/gu,
    say: () => [words('three'), letters('M')],
  },
  { needs: /Sp[Oo]/, pattern: /(?<![\p{L}\p{N}])Sp[Oo](?=[2₂])/gu, say: () => [letters('SPO')] },
];
