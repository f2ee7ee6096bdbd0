import type { EspeakVoice } from '../espeak/engine.ts';
import type {
  CalendarForms,
  Capitals,
  Codes,
  Gender,
  Magnitudes,
  Mathematics,
  Measures,
  Named,
  SignNames,
  UnitedStates,
} from './rule-words.ts';
import type { Rule } from './stretch.ts';

/** What a number counts, as far as the language's numerals care. */
export interface Counted {
  gender: Gender;
  /** A noun follows: "un perro", but "capítulo uno". */
  noun: boolean;
  /** The counted word itself, where its first letters matter ("uno zaino"); empty without one. */
  word: string;
}

export interface Currency extends Named {
  /** The hundredth part. */
  cent?: Named;
}

/** A clock time or its parts, as numbers. */
export interface Clock {
  hour: number;
  minute: number;
  second: number | undefined;
}

/** How a language whose words espeak-ng reads well says what is not written as words. */
export interface Locale {
  voice: EspeakVoice;
  /** Between whole number and fraction; the other of `.` and `,` parts thousands. */
  decimal: '.' | ',';
  /** A whole number with separated thousands, as a pattern. */
  grouped: string;
  /** A whole number, as digits without separators and of any length. */
  cardinal(digits: string, counted: Counted): string;
  /** Digits after the decimal sign. */
  decimals(digits: string): string;
  year(digits: string): string;
  /** What the text after a number says of the thing counted. */
  counted(after: string): Counted;
  digits: readonly string[];
  /** The digit groups of a telephone number, a comma between groups. */
  telephone(groups: readonly string[]): string;
  telephonePattern: string;
  words: {
    decimal: string;
    minus: string;
    /** Between the ends of a range. */
    to: string;
    /** The same where things are counted: "3-4 giorni". */
    range?: string;
    /** Between a measure's sides: "3 x 4". */
    by: string;
    and?: string;
    /** The same between two days of different months: "3 mars au 2 mai". */
    toDate?: string;
    /** Between the ends of a range after some words: "del 30 % al 50 %". */
    toAfter?: Readonly<Record<string, string>>;
  };
  months: readonly string[];
  /** A pattern of every way to write a month by name, full or short. */
  monthPattern: string;
  /** "12 de mayo de 2024"; the day may have been written as an ordinal. */
  date(day: number, month: string, year: string | undefined, isOrdinal: boolean): string;
  time(clock: Clock): string;
  /** A pattern that marks a time after its digits, such as " Uhr"; it is said as part of the time. */
  hourMark: string;
  fraction(top: number, bottom: number, after: string): string | undefined;
  /** "two and a half". */
  mixed(whole: string, top: number, bottom: number, after: string): string | undefined;
  currencies: Readonly<Record<string, Currency>>;
  /** Words such as "million" that stand between a number and a currency, as a pattern. */
  scale: string;
  /** Joins such a word and the currency: "millones de euros". */
  scaled(scale: string, name: string): string;
  /** "doce euros con noventa y nueve". */
  withCents(whole: string, cents: string): string;
  units: Readonly<Record<string, Named>>;
  magnitudes?: Magnitudes;
  measures?: Measures;
  calendar?: CalendarForms;
  mathematics?: Mathematics;
  codes?: Codes;
  unitedStates?: UnitedStates;
  capitals?: Capitals;
  signNames?: SignNames;
  /** A pattern of nouns that a number after them names, such as "chapter": it agrees with nothing. */
  labels?: string;
  /** Whether a noun counts more than one thing, by its form. */
  isPlural?(word: string): boolean;
  /** A pattern of words before a year. */
  yearAfter?: string;
  /** Written short: said in full. Keys keep their full stops. */
  abbreviations: Readonly<Record<string, string>>;
  /** Abbreviations that are read in full before a number alone. */
  numbered?: Readonly<Record<string, string>>;
  signs: Readonly<Record<string, string>>;
  /** Signs inside addresses. */
  addressSigns: Readonly<Record<string, string>>;
  /** Letters exchanged one for one before any rule, such as digits of its script. */
  plainLetters?: (text: string) => string;
  /** What espeak-ng says of a word, in the model's symbols, where its own differ. */
  sounds?: (phonemes: string) => string;
  /** What this language alone has and must be known before dates, times and money. */
  firstRules?: readonly Rule[];
  /** What this language alone has: they come before the common rules. */
  rules: readonly Rule[];
}
