import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { romanValue } from '../written/roman.ts';
import { plainNumber } from '../written/plain-number.ts';
import { longVowels } from './kana.ts';
import { kana, spelledKana } from './kana-rule.ts';
import { latinDateRules } from './latin-dates.ts';
import { letterWords } from './latin-words.ts';
import { countedWords, counterWord } from './counters.ts';
import { numberWords } from './numbers.ts';

const DIGITS = 'ぜろ わん つー すりー ふぉー ふぁいぶ しっくす せぶん えいと ないん'.split(' ');
/** Names that mix letters and figures. */
const MIXED: Readonly<Record<string, string>> = {
  'VS Code': 'ぶいえすこーど',
  '7-Eleven': 'せぶんいれぶん',
  'GPT-4o': 'じーぴーてぃーふぉーおー',
  '3DS': 'すりーでぃーえす',
  '1on1': 'わんおんわん',
  '1to1': 'わんとぅーわん',
  '3D': 'すりーでぃー',
  '2D': 'つーでぃー',
  '2WAY': 'つーうぇい',
  '3WAY': 'すりーうぇい',
  '4WD': 'よんだぶりゅーでぃー',
  F1: 'えふわん',
  Web3: 'うぇぶすりー',
  J1: 'じぇーわん',
  J2: 'じぇーつー',
  J3: 'じぇーすりー',
  G7: 'じーせぶん',
  G8: 'じーえいと',
  G20: 'じーとぅえんてぃー',
  MP3: 'えむぴーすりー',
  MP4: 'えむぴーふぉー',
  PS2: 'ぴーえすつー',
  PS3: 'ぴーえすすりー',
  PS4: 'ぴーえすふぉー',
  PS5: 'ぴーえすふぁいぶ',
  B2B: 'びーとぅーびー',
  B2C: 'びーとぅーしー',
  C2C: 'しーとぅーしー',
  P2P: 'ぴーとぅーぴー',
  O2O: 'おーとぅーおー',
  SpO2: 'えすぴーおーつー',
  PaO2: 'ぴーえーおーつー',
  HbA1c: 'へもぐろびんえーわんしー',
  Y2K: 'わいとぅーけー',
  K2: 'けーつー',
  M1: 'えむわん',
  'M-1': 'えむわん',
  'K-1': 'けーわん',
  'R-1': 'あーるわん',
  'F-1': 'えふわん',
  '24/7': 'とぅえんてぃーふぉーせぶん',
  W杯: 'わーるどかっぷ',
  Jリーグ: 'じぇーりーぐ',
  Vリーグ: 'ぶいりーぐ',
  Bリーグ: 'びーりーぐ',
  Tシャツ: 'てぃーしゃつ',
  Yシャツ: 'わいしゃつ',
  Uターン: 'ゆーたーん',
  Iターン: 'あいたーん',
  'C++': 'しーぷらすぷらす',
  'C#': 'しーしゃーぷ',
  'F#': 'えふしゃーぷ',
};
const MIXED_PATTERN = Object.keys(MIXED)
  .sort((one, two) => two.length - one.length)
  .map((name) => name.replace(/[+]/g, String.raw`\$&`))
  .join('|');
/** Written short in one sign or in brackets: what kind of company or thing it is. */
const SHORT: Readonly<Record<string, string>> = {
  株: 'かぶしきがいしゃ',
  有: 'ゆうげんがいしゃ',
  合: 'ごうどうがいしゃ',
  財: 'ざいだんほうじん',
  社: 'しゃだんほうじん',
  学: 'がっこうほうじん',
  医: 'いりょうほうじん',
  代: 'だいひょう',
  名: 'ごうめいがいしゃ',
  資: 'ごうしがいしゃ',
};
const ENCLOSED: Readonly<Record<string, string>> = {
  '㊙': 'まるひ',
  '㊗': 'しゅく',
  '㊤': 'じょう',
  '㊥': 'ちゅう',
  '㊦': 'げ',
  '㊧': 'ひだり',
  '㊨': 'みぎ',
  '㊞': 'いん',
  '㊑': 'かぶ',
  '㊒': 'ゆう',
  '㊖': 'ざい',
  '㊎': 'きん',
  '㊏': 'ど',
  '㊊': 'げつ',
  '㊋': 'か',
  '㊌': 'すい',
  '㊍': 'もく',
  '㊐': 'にち',
  '℡': 'でんわ',
  '㏇': 'かぶしきがいしゃ',
  '㈱': 'かぶしきがいしゃ',
  '㈲': 'ゆうげんがいしゃ',
  '㈳': 'しゃだんほうじん',
  '㈶': 'ざいだんほうじん',
  '㈹': 'だいひょう',
  '㈻': 'がっこうほうじん',
};
const ELEMENTS =
  'He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Sc|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Rb|Sr|Ag|Cd|Sn|Sb|Cs|Ba|Pt|Au|Hg|Pb|H|B|C|N|O|F|P|S|K|V|I|U|W';

/** Units that stand alone in brackets. */
const COLUMN_UNITS = 'km[²2]|m[²2]|m[³3]|cm[²2]|°C|°F|kg|mg|km|cm|mm|ml|mL|kcal|kWh|GB|MB|Hz|hPa|dB|%|‰';

const MOODS: Readonly<Record<string, string>> = {
  笑: 'わらい',
  泣: 'なき',
  汗: 'あせ',
  爆: 'ばくしょう',
  涙: 'なみだ',
};
/** Elements that are no words or names of their own. */
const SYMBOLS = 'Fe|Cu|Ag|Au|Pb|Zn|Na|Mg|Si|Cl|Ca|Mn|Cr|Hg|Pt|Sn|Br|Kr|Xe|Cs|Sr|Rb|Cd|Ga|Ge|Se';
const DECADES = 'しっくすてぃーず せぶんてぃーず えいてぃーず ないんてぃーず'.split(' ');
/** Compounds without figures. */
const SALTS = 'NaCl|KCl|HCl|NaOH|KOH|NaBr|KBr|HBr|HF|AgCl|CuO|FeO|FeS|MgO|CaO|ZnO|NaF|KI|AgBr|CuS|NaHS|HCN|NaClO|ZnS';
/** H2O is えいちつーおー. */
function formula(written: string): string[] | undefined {
  if (!/[\d₀-₉]/.test(written)) return undefined;
  const parts = written.normalize('NFKC').match(/[A-Za-z]+|\d+/g) ?? [];
  const said = parts.flatMap((part) => {
    if (/[A-Za-z]/.test(part)) return letterWords(part);
    return part.length === 1 ? [DIGITS[Number(part)] ?? ''] : numberWords(part).map(longVowels);
  });
  return [said.join('')];
}
const roman = (numeral: string): string[] | undefined => {
  const value = romanValue(numeral);
  return value === undefined ? undefined : numberWords(String(value));
};

export const letterRules: readonly Rule[] = [
  ...needing(/W\dH/, [
    // 5W1H
    spelledKana(String.raw`(?<![A-Za-z\d.])(\d)W(\d)H(?![A-Za-z\d])`, ([five = '', one = '']) => [
      ...numberWords(five),
      letterWords('w').join(''),
      ...numberWords(one),
      letterWords('h').join(''),
    ]),
  ]),
  // A floor: 2F, B1F.
  kana(String.raw`(?<![A-Za-z\d])(B?)(\d{1,2})F(?![A-Za-z\d席])`, ([below = '', floor = '']) => [
    ...(below === '' ? [] : ['ちか']),
    ...countedWords(BigInt(floor), '階', false),
  ]),
  spelledKana(
    String.raw`(?<![A-Za-z\d])(${MIXED_PATTERN})(?!(?<=[A-Za-z\d])[A-Za-z\d]|[A-Za-z]|(?<=[A-Za-z])\.\d)`,
    ([name = '']) => [MIXED[name] ?? ''],
  ),
  // 1LDK
  spelledKana(
    String.raw`(?<![A-Za-z\d.])([1-9])(S?LDK|S?DK|K(?=の[部物]|マンション|アパート|賃貸)|R(?=の[部物]|マンション|アパート|賃貸))(?![A-Za-z\d])`,
    ([rooms = '', kind = '']) => [
      rooms === '1' ? 'わん' : rooms === '2' ? 'にー' : numberWords(rooms).join(''),
      kind === 'R' ? 'るーむ' : letterWords(kind).join(''),
    ],
  ),
  ...latinDateRules,
  spelledKana(String.raw`(?<![A-Za-z\d-])(${SYMBOLS})(?![A-Za-z\d.'’-])`, ([symbol = '']) => [
    letterWords(symbol).join(''),
  ]),
  spelledKana(String.raw`(?<![A-Za-z\d])(${SALTS})(?![A-Za-z\d])`, ([written = '']) => [letterWords(written).join('')]),
  kana(String.raw`(?<=第)([IVXLC]{1,6})(?![A-Za-z])`, ([numeral = '']) => roman(numeral)),
  kana(String.raw`(?<![A-Za-z\d])(I{2,3}|IV|VI{0,3}|IX|X{1,3}[IV]{0,4})世(?!紀)`, ([numeral = '']) => {
    const said = roman(numeral);
    const last = said?.pop() ?? '';
    return (
      said && [
        ...said,
        `${last
          .replace(/いち$/, 'いっ')
          .replace(/はち$/, 'はっ')
          .replace(/じゅう$/, 'じゅっ')}せい`,
      ]
    );
  }),
  kana(
    String.raw`(?<![A-Za-z\d])(I{1,3}|IV|VI{1,3}|IX|X{1,3}[IV]{1,4}|X{1,3}(?=世紀))(?=世紀|章|部|巻|期|類|編|相|型|度熱傷|級)`,
    ([numeral = '']) => roman(numeral),
  ),
  ...needing(/X[IVX]/, [
    // Louis XIV
    kana(
      String.raw`(?<=[A-Za-z]\s|\p{Script=Katakana}|ー)(X{1,3}(?:IX|IV|VI{0,3}|I{1,3}))(?![A-Za-z\d])`,
      ([numeral = '']) => roman(numeral),
    ),
  ]),
  spelledKana(String.raw`(?<![A-Za-z\d.])([2-9])(X?L|S)(?=サイズ|の服|のシャツ)`, ([size = '', letter = '']) => [
    ...numberWords(size),
    letterWords(letter).join(''),
  ]),
  spelledKana(String.raw`(?<![A-Za-z\d])G(I{1,3})(?![A-Za-z\d])`, ([numeral = '']) => [
    `じー${DIGITS[numeral.length] ?? ''}`,
  ]),
  // FFVII
  spelledKana(
    String.raw`(?<![A-Za-z])(?![IVX]{2})([A-Z]{2})(I{2,3}|IV|VI{1,3}|IX)(?![A-Za-z\d])`,
    ([name = '', numeral = '']) => [letterWords(name).join('') + (DIGITS[romanValue(numeral) ?? 0] ?? '')],
  ),
  // (m²) over a column
  kana(String.raw`(?<=[(（]\s?)(${COLUMN_UNITS})(?=\s?[)）])`, ([unit = '']) => {
    const found = counterWord(unit);
    return found && [found.kana];
  }),
  kana('([Ⅰ-ⅿ])', ([sign = '']) => numberWords(plainNumber(sign) ?? '')),
  spelledKana(
    String.raw`(?<![A-Za-z\d])((?:(?:${ELEMENTS})(?:\d{1,2}|[₀-₉]{1,3})?){2,6}|(?:O|H|N|Cl)[2₂3₃])(?![A-Za-z\d]|\.\d)`,
    ([written = '']) => formula(written),
  ),
  ...needing(/[^A-Za-z][wｗ]/, [
    // 草ｗｗ
    kana(
      String.raw`(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー。！？!?])([wｗ]{1,20})(?=$|[\s。、！？!?])`,
      () => [',', 'わら'],
    ),
  ]),
  kana(String.raw`[(（]([笑泣汗爆涙])[)）]`, ([mood = '']) => [',', MOODS[mood] ?? '']),
  // .zip, which is no end of a sentence; Mr. before a name
  kana(String.raw`(?<=^|[\s、。「『(（]|\p{Script=Hiragana}|\p{Script=Han})\.(?=[a-z]{2,5}(?![A-Za-z]))`, () => [
    'どっと',
  ]),
  kana(String.raw`(?<=(?<![A-Za-z])(?:Mr|Mrs|Ms|Dr|St|Mt|vs|feat))\.(?=\s?[\p{L}])`, () => []),
  // '90s
  spelledKana(String.raw`(?<![A-Za-z\d])['’]([6-9])0s(?![A-Za-z])`, ([decade = '']) => [
    DECADES[Number(decade) - 6] ?? '',
  ]),
  kana(String.raw`(?<![A-Za-z\d.])((?:19|20)\d0)['’]?s(?![A-Za-z])`, ([year = '']) =>
    countedWords(BigInt(year), '年代', false),
  ),
  kana(String.raw`[(（]([株有合財社学医代名資])[)）]`, ([kind = '']) => [SHORT[kind] ?? '']),
  kana(`([${Object.keys(ENCLOSED).join('')}])`, ([sign = '']) => [ENCLOSED[sign] ?? '']),
];
