export type Gender = 'm' | 'f';

export interface Named {
  one: string;
  many: string;
  gender: Gender;
  /** Not a thing that is counted: "uno por ciento", but "un kilo". */
  isShare?: boolean;
}

/** What a language says around dates and times. */
export interface CalendarForms {
  /** Short names of weekdays, without full stop. */
  weekdays: Readonly<Record<string, string>>;
  /** A pattern of words before the short name of a weekday: "el sáb". */
  weekdayAfter?: string;
  /** A pattern of words before a date in digits ("el 15/3"). */
  dateAfter: string;
  /** A pattern of what makes the same digits a fraction ("3/4 de taza"). */
  fractionBefore: string;
  monthYear(month: string, year: string): string;
  /** A pattern of words before a time whose minutes follow a full stop or a comma ("a las 14.30"). */
  timeAfter: string;
  /** A pattern of words before a duration that is written as a time is: "dura 1h30". */
  durationAfter?: string;
  /** A pattern of words before a day and a month with a full stop between: "le 12.04". */
  dottedAfter?: string;
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
  /** Words of three letters that are said as words although nothing else tells. */
  threeLetters?: RegExp;
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
  /** Before a place with a number and a letter: "el 12A". */
  seatAfter?: string;
  /** Before the number of a law and its year: "Ley 39/2015". */
  lawAfter: string;
  /** Between words of such a joint, most often nothing. */
  slash?: string;
}

/** What a language makes of addresses in the United States. */
export interface UnitedStates {
  /** Names of states that are not the English ones, by their letters. */
  states: Readonly<Record<string, string>>;
  /** "5th Ave", "34th St". */
  numbered(value: number, isAvenue: boolean): string;
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

/** What functions of mathematics are called. */
export interface Functions {
  /** By their signs: "log", "sen". */
  names: Readonly<Record<string, string>>;
  /** "en base". */
  base: string;
  /** "³√8". */
  cubeRoot: string;
  factorial: string;
}

/** What a language says of signs between and beside numbers. */
export interface Mathematics {
  /** "x²": "al cuadrado". */
  raised(exponent: string): string;
  /** Between the sides of "1:3". */
  ratio: string;
  /** Between a mark and the best one: "8/10". */
  outOf: string;
  /** A pattern of words before a part and the number of parts: "étape 3/12". */
  partAfter?: string;
  /** Between the parts of a blood pressure: "120/80". */
  pressure: string;
  /** A pattern of words before a blood pressure. */
  pressureAfter: string;
  /** Between a function and its variable: "f(x)". */
  of: string;
  functions?: Functions;
  /** After a function's name: "f'(x)". */
  prime?: string;
  /** "0,1 M": how much of a substance a litre of a solution holds. */
  molar?: string;
  /** The arrow of a reaction. */
  yields?: string;
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
  /** A pattern of words before seconds that are written with the sign of inches: "descansa 90"". */
  secondsAfter?: string;
  degree: Named;
  /** A pattern of words before a height in feet and inches: "mide 5'11"". */
  heightAfter?: string;
  /** Directions by their letters. */
  compass: Readonly<Record<string, string>>;
  /** A pattern of words before a direction by its letters: "del NE". */
  compassAfter: string;
  /** Between metres and centimetres of "1m90". */
  andCentimetres: string;
  /** A pattern of what follows degrees that were written with the sign of ordinals: "39º de fiebre". */
  afterDegrees: string;
  /** A pattern of words before a number whose unit is a word too: "di 3 ha". */
  unitWordAfter?: string;
}

/** What a language calls signs that no rule has taken. */
export interface SignNames {
  /** Names from `← flecha; ↑ ...`. */
  names: string;
  /** Any other sign. */
  sign: string;
  /** A picture without a name, where the word is not "emoji". */
  emoji?: string;
  /** A letter that no voice knows. */
  letter: string;
}
