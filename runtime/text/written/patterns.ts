import type { Locale } from './locale.ts';

/** Not inside a longer number or a word. */
export const BEFORE = String.raw`(?=[-−–\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])(?<![\p{L}\p{N}]|\d[.,:/])`;
/** Not inside a longer number, a word or a time; a colon after a word begins none: "Start:10:30". */
export const NOT_IN_TIME = String.raw`(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):)`;
/** A sign that makes the number after it negative. */
export const MINUS = String.raw`(?:(?<=^|[\s([{:;,=~"“«])([-−–]))?`;
export const SPACE = String.raw`[ \u00a0\u202f]`;

/** Signs as alternatives of a pattern, the longest first. */
export function alternatives(signs: readonly string[]): string {
  return [...signs]
    .sort((a, b) => b.length - a.length)
    .map((sign) => sign.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|');
}

/** Signs as alternatives, those with a full stop in a table also without it where it ends the sentence. */
export function dotted(signs: readonly string[]): string {
  const isShort = (sign: string): boolean => /\p{Script=Latin}[^]*\.$/u.test(sign);
  const plain = alternatives(signs.filter((sign) => !isShort(sign)));
  const short = alternatives(signs.filter(isShort).map((sign) => sign.slice(0, -1)));
  if (short === '') return plain;
  return String.raw`(?:${short})(?:\.(?=[ \u00a0]?[\p{Ll}/€$£(]|[,;:)])|(?=\.))|${plain}`;
}

/** A sign in a table, with or without its full stop. */
export function undotted<T>(table: Readonly<Record<string, T>>, sign: string): T | undefined {
  const key = [sign, `${sign}.`, sign.replace(/\.$/, '')].find((written) => Object.hasOwn(table, written));
  return key === undefined ? undefined : table[key];
}

/** What comes before and after a match, as far as rules look. */
export function around(match: RegExpExecArray, text: string): { before: string; after: string } {
  const end = match.index + match[0].length;
  return { before: text.slice(Math.max(0, match.index - 60), match.index), after: text.slice(end, end + 60) };
}

/** The word between the ends of a range with a space on either side, or a space, by the word before it. */
export function rangeJoint(match: RegExpExecArray, text: string, locale: Locale, isCounted: boolean): string {
  const word = /(?<!\p{L})(\p{L}+)['’\s]$/u.exec(around(match, text).before)?.[1]?.toLowerCase() ?? '';
  const { to, range = to, toAfter = {} } = locale.words;
  const joint = (Object.hasOwn(toAfter, word) ? toAfter[word] : undefined) ?? (isCounted ? range : to);
  return joint === '' ? ' ' : ` ${joint} `;
}

/** "un millón de euros": round millions take a preposition. */
export function joinName(number: string, name: string, locale: Locale): string {
  const scale = new RegExp(`(?:^| )(${locale.scale})$`, 'u').exec(number)?.[1];
  if (scale === undefined) return number.endsWith("'") ? number + name : `${number} ${name}`;
  return number.slice(0, -scale.length) + locale.scaled(scale, name);
}
