import { readDigits } from '../chinese/numbers.ts';
import { digitByDigit as englishDigits } from '../english/normalize/numbers.ts';
import { DIGITS as FRENCH } from '../french/numbers.ts';
import { DIGITS as HINDI } from '../hindi/numbers.ts';
import { DIGITS as ITALIAN } from '../italian/numbers.ts';
import { DIGITS as PORTUGUESE } from '../portuguese/numbers.ts';
import { DIGITS as SPANISH } from '../spanish/numbers.ts';
import { digitByDigit } from '../written/numbers.ts';
import type { Language } from '../types.ts';

const NAMES: Readonly<Partial<Record<Language, readonly string[]>>> = {
  es: SPANISH,
  fr: FRENCH,
  hi: HINDI,
  it: ITALIAN,
  pt: PORTUGUESE,
};

/** Each digit by its name, as in a telephone number when one is dialled. */
export function digitNames(digits: string, language: Language, dialled = false): string {
  if (language === 'zh') return readDigits(digits, dialled);
  if (language === 'ja') return [...digits].join(' ');
  const names = NAMES[language];
  return names ? digitByDigit(digits, names) : englishDigits(digits);
}

/** Signs that a text has no sound for; the rules of each language name the others. In the order of the columns. */
const SIGNS = '. , - ? ! : ; ( ) \' " / _';
const NAMED: Readonly<Record<Language, string>> = {
  'en-us':
    'dot|comma|dash|question mark|exclamation mark|colon|semicolon|open bracket|close bracket|apostrophe|quote|slash|underscore',
  'en-gb':
    'dot|comma|dash|question mark|exclamation mark|colon|semicolon|open bracket|close bracket|apostrophe|quote|slash|underscore',
  es: 'punto|coma|guion|signo de interrogación|signo de exclamación|dos puntos|punto y coma|abre paréntesis|cierra paréntesis|apóstrofo|comillas|barra|guion bajo',
  fr: 'point|virgule|tiret|point d’interrogation|point d’exclamation|deux-points|point-virgule|parenthèse ouvrante|parenthèse fermante|apostrophe|guillemets|barre oblique|tiret bas',
  hi: 'डॉट|अल्पविराम|डैश|प्रश्न चिह्न|विस्मय चिह्न|कोलन|सेमीकोलन|कोष्ठक शुरू|कोष्ठक बंद|एपॉस्ट्रॉफी|उद्धरण चिह्न|स्लैश|अंडरस्कोर',
  it: 'punto|virgola|trattino|punto interrogativo|punto esclamativo|due punti|punto e virgola|aperta parentesi|chiusa parentesi|apostrofo|virgolette|barra|trattino basso',
  pt: 'ponto|vírgula|traço|ponto de interrogação|ponto de exclamação|dois pontos|ponto e vírgula|abre parêntese|fecha parêntese|apóstrofo|aspas|barra|sublinhado',
  ja: 'ドット|コンマ|ハイフン|はてな|びっくりマーク|コロン|セミコロン|かっこ|かっこ閉じ|アポストロフィ|引用符|スラッシュ|アンダーバー',
  zh: '点|逗号|横杠|问号|感叹号|冒号|分号|左括号|右括号|撇号|引号|斜杠|下划线',
};

/** The characters of a text one by one, as their names are written; undefined for a text without any. */
export function spelled(text: string, language: Language): string | undefined {
  const signs = SIGNS.split(' ');
  const names = NAMED[language].split('|');
  const characters = [...new Intl.Segmenter(language, { granularity: 'grapheme' }).segment(text.normalize('NFC'))]
    .map(({ segment }) => segment.trim())
    .filter((character) => character !== '');
  if (characters.length === 0) return undefined;
  const gap = language === 'ja' || language === 'zh' ? '、' : ', ';
  return characters.map((character) => names[signs.indexOf(character)] ?? letter(character, language)).join(gap);
}

/** A letter alone may be a word: the English article is not the letter. */
function letter(character: string, language: Language): string {
  if (/^\d$/.test(character)) return digitNames(character, language);
  const capital = character.length === 1 ? character.toLocaleUpperCase(language) : character;
  if (language.startsWith('en') && capital === 'A') return 'eh';
  if (language === 'es' && capital === 'Y') return 'i griega';
  return capital.length === 1 ? capital : character;
}
