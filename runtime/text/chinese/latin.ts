import type { Rule } from '../written/stretch.ts';
import { plainNumber } from '../written/plain-number.ts';
import { romanValue } from '../written/roman.ts';
import { readNumber } from './numbers.ts';
import { rule } from '../written/stretch.ts';

/** Letters that are not written in capitals alone. */
const SMALL =
  'svip|vip|gdp|ceo|hr|ppt|pdf|usb|gps|dna|nba|kpi|qq|id|pc|ip|mp|mv|bgm|cpu|gpu|ktv|vr|ar|ai|atm|ktv|dj|cd|dvd|tv';
const ELEMENTS =
  'He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Sc|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Rb|Sr|Ag|Cd|Sn|Sb|Cs|Ba|Pt|Au|Hg|Pb|H|B|C|N|O|F|P|S|K|V|I|U|W';
const FILES =
  '(?i:pdf|docx?|xlsx?|pptx?|txt|csv|zip|rar|jpe?g|png|gif|svg|exe|apk|dmg|iso|html?|json|xml|psd|wav|avi|mkv|md|py|js|ts|sh|log|ya?ml|ini|conf|java|cpp|php|sql|db|bak|tar|gz|webp|mov|flac|epub)|mp[34]';
const FIGURES = String.raw`(?:\d{1,2}|[₀-₉]{1,3})`;

/** H2O as H 二 O. */
function formula(written: string): string | undefined {
  if (!/[\d₀-₉]/.test(written)) return undefined;
  return (written.match(/[A-Za-z]|[\d₀-₉]+/g) ?? [])
    .map((part) => (/[A-Za-z]/.test(part) ? part.toUpperCase() : readNumber(part.normalize('NFKC'))))
    .join(' ');
}

const sayRoman = (numeral: string): string | undefined => {
  const value = romanValue(numeral);
  return value === undefined ? undefined : readNumber(String(value));
};
const smallRoman = (sign: string): string => readNumber(plainNumber(sign) ?? '');

export const latinRules: readonly Rule[] = [
  rule(String.raw`(?<=第\s?)([IVXL]+)(?!\p{Script=Latin})`, sayRoman),
  rule(String.raw`(?<![\p{Script=Latin}\d])(I|[IVX]{2,5}|[VX](?=世))(?=\s?[世章节部期级型类卷册届代区等度])`, sayRoman),
  rule(String.raw`(?<=\p{Script=Han})((?:X{1,3}|[IVX])[IVX]+)(?!\p{Script=Latin}|\d)`, sayRoman),
  rule(String.raw`([Ⅰ-ⅿ])`, smallRoman),
  rule(
    String.raw`(?<!\p{Script=Latin})([A-Za-z])(\+{1,2})(?![\d\p{Script=Latin}])`,
    (letter, plus) => letter.toUpperCase() + '加'.repeat(plus.length),
  ),
  rule(String.raw`(?<!\p{Script=Latin})([CFJ])[#＃♯]`, (letter) => `${letter}井`),
  rule(
    String.raw`(?<![\p{Script=Latin}\d])([BCOPG])2([BCOP])(?![\p{Script=Latin}\d])`,
    (one, other) => `${one} to ${other}`,
  ),
  rule(String.raw`(?<!\p{Script=Latin})[Nn][Oo][.．]\s?(?=\d)`, () => 'number '),
  rule(String.raw`(?<!\p{Script=Latin})[VvＶ](?=\d+\.\d)`, () => 'V '),
  rule(
    String.raw`(?<![A-Za-z\d])((?:(?:${ELEMENTS})(?:${FIGURES})?){2,6}|(?:O|H|N|Cl|F)[2₂3₃])(?![A-Za-z\d]|\.\d)`,
    formula,
  ),
  rule(
    String.raw`(?<=[\p{Script=Latin}\d_-]|\p{Script=Han})\.(${FILES})(?![\p{Script=Latin}\d.])`,
    (kind) =>
      `点 ${/^(?:zip|exe|gif|json|jpeg|wav|jar|log|java|bak|tar|mov)$/i.test(kind) ? kind : [...kind.toUpperCase()].join(' ')}`,
  ),
  rule(String.raw`(?<![\p{L}\d.])\.(?=NET(?!\p{L}))`, () => '点'),
  rule(String.raw`(?<=\p{Script=Han}\s?|^)(${SMALL})(?=\d|\s?\p{Script=Han}|$)`, (letters) => letters.toUpperCase()),
];
