import type { EspeakVoice } from '../espeak/engine.ts';
import type { Rule } from './stretch.ts';

export type Gender = 'm' | 'f';

/** What a number counts, as far as the language's numerals care. */
export interface Counted {
  gender: Gender;
  /** A noun follows: "un perro", but "capítulo uno". */
  noun: boolean;
  /** The counted word itself, where its first letters matter ("uno zaino"); empty without one. */
  word: string;
}

export interface Named {
  one: string;
  many: string;
  gender: Gender;
  /** Not a thing that is counted: "uno por ciento", but "un kilo". */
  isShare?: boolean;
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

/** What a language says around dates and times. */
export interface CalendarForms {
  /** Short names of weekdays, without full stop. */
  weekdays: Readonly<Record<string, string>>;
  /** A pattern of words before a date in digits ("el 15/3"). */
  dateAfter: string;
  /** A pattern of what makes the same digits a fraction ("3/4 de taza"). */
  fractionBefore: string;
  monthYear(month: string, year: string): string;
  /** A pattern of words before a time whose minutes follow a full stop or a comma ("a las 14.30"). */
  timeAfter: string;
  /** A pattern of words before a duration that is written as a time is: "dura 1h30". */
  durationAfter?: string;
  /** Morning and afternoon, from "am" and "pm". */
  half: { a: string; p: string };
}

/** What of the words in capitals is said as a word, and what letter by letter. */
export interface Capitals {
  /** Acronyms said as words although they look like letters, in small letters, parted by spaces. */
  said: ReadonlySet<string>;
  /** Acronyms said by letters although they could be words. */
  spelt: ReadonlySet<string>;
  /** Common words of up to four letters: in capitals they are words that shout. */
  short: ReadonlySet<string>;
  /** What an unknown word of three letters and more must look like to be said as a word. */
  speakable: RegExp;
  /** What letters are called where the voice says otherwise. */
  names?: Readonly<Record<string, string>>;
  /** The letters from A to Z in the plural, parted by spaces, where acronyms have one: "CDs". */
  plurals?: string;
}

/** Words that tell what kind of number follows, as patterns. */
export interface Codes {
  /** Before digits that are said one by one: "PIN", "código". */
  codeAfter: string;
  /** Before a telephone number: "llama al". */
  telephoneAfter: string;
  /** Before a version whose parts are read with "punto": "versión". */
  versionAfter: string;
  /** Before the number of a law and its year: "Ley 39/2015". */
  lawAfter: string;
  /** Between words of such a joint, most often nothing. */
  slash?: string;
}

/** What a language writes for a thousand, a million and more after a number, and how it says them. */
export interface Magnitudes {
  /** Signs with their number of zeros: `k,K 3; M,mln 6`, as `nameTable` reads it. */
  signs: Readonly<Record<string, Named>>;
  /** Names by number of zeros, from a million on. */
  names: Readonly<Record<string, Named>>;
  /** "1,5 milhão". */
  isSingularBelowTwo?: boolean;
}

/** What a language says of signs between and beside numbers. */
export interface Mathematics {
  /** "x²": "al cuadrado". */
  raised(exponent: string): string;
  /** Between the sides of "1:3". */
  ratio: string;
  /** Between a mark and the best one: "8/10". */
  outOf: string;
  /** Between the parts of a blood pressure: "120/80". */
  pressure: string;
  /** A pattern of words before a blood pressure. */
  pressureAfter: string;
  /** Between a function and its variable: "f(x)". */
  of: string;
  /** "3x": three times. */
  times: Named;
  star: Named;
  /** Blood groups. */
  positive: string;
  negative: string;
  /** A pattern of words before a group of blood that could be a mark of a school. */
  bloodAfter: string;
}

/** What a language says of units beside, under and above others. */
export interface Measures {
  /** "por hora", "al secondo". */
  per(unit: string): string;
  /** Before "100 km": "a los". */
  perHundred: string;
  /** A pattern of words that something else is counted by: "giri/minuto". */
  each: string;
  /** "al cuadrado". */
  raised(exponent: string): string;
  /** Adjectives of area and volume. */
  square: Named;
  cube: Named;
  /** Signs of what a number in a time, a screen or an angle counts. */
  minute: Named;
  second: Named;
  inch: Named;
  degree: Named;
  /** Directions by their letters. */
  compass: Readonly<Record<string, string>>;
  /** A pattern of words before a direction by its letters: "del NE". */
  compassAfter: string;
  /** Between metres and centimetres of "1m90". */
  andCentimetres: string;
  /** A pattern of what follows degrees that were written with the sign of ordinals: "39º de fiebre". */
  afterDegrees: string;
}

/** What a language calls signs that no rule has taken. */
export interface SignNames {
  /** Names from `← flecha; ↑ ...`. */
  names: string;
  /** Any other sign. */
  sign: string;
  /** A letter that no voice knows. */
  letter: string;
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
