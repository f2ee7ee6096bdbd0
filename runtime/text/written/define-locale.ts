import { UNCOUNTED } from './counted.ts';
import type { Currency, Locale } from './locale.ts';
import { nameTable } from './name-table.ts';
import { decimalsAsNumber, digitByDigit } from './numbers.ts';

type Usual = 'decimals' | 'telephone' | 'year';

/** A language as its folder states it: tables as lines of text, and no more than what is its own. */
export interface Definition
  extends
    Omit<Locale, Usual | 'months' | 'monthPattern' | 'currencies' | 'units' | 'magnitudes'>,
    Partial<Pick<Locale, Usual>> {
  /** January to December, parted by spaces. */
  months: string;
  /** A pattern of other ways to write months. */
  otherMonths: string;
  /** `€,EUR euro|euros / céntimo|céntimos`, as `nameTable` reads it. */
  currencies: string;
  /** `km kilómetro|kilómetros`, as `nameTable` reads it. */
  units: string;
  /** Both as `nameTable` reads them. */
  magnitudes?: { signs: string; names: string; isSingularBelowTwo?: boolean };
}

/** Codes that are no word in small letters. */
const SMALL =
  /^(?:USD|GBP|JPY|CHF|BRL|MXN|CLP|AUD|NZD|HKD|INR|CNY|CRC|GTQ|HNL|NIO|PYG|UYU|PLN|CZK|HUF)$|^[A-Z]{1,3}\$$/i;

/** "20 usd" and "us$ 20" too. */
function withSmallLetters(currencies: Record<string, Currency>): Record<string, Currency> {
  for (const [sign, named] of Object.entries(currencies))
    if (SMALL.test(sign)) currencies[sign.toLowerCase()] ??= named;
  return currencies;
}

/** A language with what most languages do where it says nothing else. */
export function defineLocale(language: Definition): Locale {
  const { cardinal, digits, magnitudes, ...rest } = language;
  const plain = (number: string): string => cardinal(number, UNCOUNTED);
  return {
    decimals: (decimals) => decimalsAsNumber(decimals, digits, plain),
    telephone: (groups) => groups.map((group) => digitByDigit(group, digits)).join(', '),
    year: plain,
    ...rest,
    cardinal,
    digits,
    ...(magnitudes && {
      magnitudes: { ...magnitudes, signs: nameTable(magnitudes.signs), names: nameTable(magnitudes.names) },
    }),
    months: language.months.split(' '),
    monthPattern: `${language.months.replaceAll(' ', '|')}|${language.otherMonths}`,
    currencies: withSmallLetters(nameTable(language.currencies)),
    units: nameTable(language.units),
  };
}
