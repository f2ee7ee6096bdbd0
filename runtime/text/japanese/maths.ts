import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { plainNumber } from '../written/plain-number.ts';
import { COUNTER_PATTERN, thingsWord } from './counters.ts';
import { kana, NUMBER, RANGE, WAVE } from './kana-rule.ts';
import { numberWords } from './numbers.ts';
import { GREEK, SIGNS } from './signs.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';
const power = (exponent: string): string[] => {
  const plain = exponent.normalize('NFKC').replace(/[−-]/, '-');
  return [...(plain.startsWith('-') ? ['まいなす'] : []), ...numberWords(plain.replace('-', '')), 'じょう'];
};
/** What a term of a sum ends with, and what begins the next. */
const AFTER_TERM = String.raw`(?<=[\dA-Za-zα-ωΑ-Ω)）⁰-⁹²³]\s?)`;
const BEFORE_TERM = String.raw`(?=\s?[-−]?[\dA-Za-zα-ωΑ-Ω(（√])`;

export const mathsRules: readonly Rule[] = [
  // ○月×日
  kana('([○〇◯●])月([×✕☓])日', () => ['まるがつ', 'ばつにち']),
  // 後半45+2分
  kana(String.raw`(?<=(?<!\d)(?:45|90|105|120)\s?)[+＋](?=\s?\d{1,2}分)`, () => ['ぷらす']),
  ...needing(/[A-Za-z\]₀-₉][²³⁴]?[⁻+−-]/, [
    // Ca²⁺, OH-
    kana(
      String.raw`(?<=[A-Za-z\]₀-₉])([²³⁴]?)(⁻|(?<=[²³⁴])\+(?![A-Za-z\d\s(]))(?![⁰-⁹²³])`,
      ([charge = '', sign = '']) => [
        ...(charge === '' ? [] : numberWords(charge.normalize('NFKC'))),
        sign === '+' ? 'ぷらす' : 'まいなす',
      ],
    ),
    kana(String.raw`(?<=(?<![A-Za-z])(?:OH|Cl|Br|F|I|NO3|SO4|CO3|HCO3))[-−](?=[をがはのとへに、。)）]|$)`, () => [
      'まいなす',
    ]),
  ]),
  kana(String.raw`(?<=\d)([${SUPERSCRIPTS}]{1,4})`, ([exponent = '']) => ['の', ...power(exponent)]),
  kana(String.raw`(?<=[A-Za-zα-ωπ)）])([${SUPERSCRIPTS}]{1,4})`, ([exponent = '']) => power(exponent)),
  kana(String.raw`(?<=[\dA-Za-z)）]\s?)\^\s?\{?(-?\d{1,4})\}?`, ([exponent = '']) => ['の', ...power(exponent)]),
  kana('(?:<=|≤|≦)', () => ['しょうなり', 'いこーる']),
  kana('(?:>=|≥|≧)', () => ['だいなり', 'いこーる']),
  kana(String.raw`!=(?=\s?[\dA-Za-z])`, () => ['のっと', 'いこーる']),
  kana(String.raw`(?<=\d\s?)[-−–](?=\s?\d+(?:\.\d+)?\s*=)`, () => ['ひく']),
  kana(String.raw`(?<=[+×÷=]\s?\d{1,9}\s?)[-−–](?=\s?\d)|(?<=\d\s?)[-−–](?=\s?\d{1,9}\s?[+×÷])`, () => ['ひく']),
  kana(String.raw`(?<=[A-Za-zα-ω²³]\s)[-−](?=\s[\dA-Za-z])`, () => ['ひく']),
  kana(String.raw`(?<=[A-Za-z²³])−(?=[\dA-Za-z])`, () => ['ひく']),
  kana(String.raw`(?<=\d\s?)[×*✕xX](?=\s?\d)`, () => ['かける']),
  kana(
    String.raw`(?<=\d\s?(?:[a-zμ]{1,3}|\p{Script=Katakana}{1,10}|°)?\s?|[A-Za-z)）]\s?)[×✕](?=\s?[\dA-Za-z(（])`,
    () => ['かける'],
  ),
  // 縦30cm×横20cm, 500円×3個
  kana(
    String.raw`(?<=\d\s?(?:[a-zμ]{1,3}|\p{Script=Katakana}{1,10})?\s?)[×✕](?=\s?(?:縦|横|高さ|奥行|幅|長さ|厚さ|深さ|直径|[WDH約]))`,
    () => ['かける'],
  ),
  kana(String.raw`(?<=\d\s?[\p{Script=Han}ヶか]{1,3}\s?)[×✕](?=\s?\d)`, () => ['かける']),
  ...needing(/[×✕:∶]/, [
    // 底辺×高さ
    kana(
      String.raw`(?<=[\p{Script=Han}\p{Script=Katakana}ーさ]\s?)×(?=\s?[\p{Script=Han}\p{Script=Katakana}])(?!×\s?(?:印|マーク|記号))`,
      () => ['かける'],
    ),
    // 卵×2
    kana(String.raw`(?<=^|[\s、。（(]|\p{Script=Han}|\p{Script=Katakana}|ー)[×✕](?=\d)`, () => ['かける']),
    // a:b=2:3
    kana(String.raw`(?<=(?<![A-Za-z])[A-Za-z])[:∶](?=[A-Za-z]\s?[=＝])`, () => ['たい']),
  ]),
  kana(String.raw`÷(?=\s*[\dA-Za-z(（])`, () => ['わる']),
  kana(String.raw`±`, () => ['ぷらす', 'まいなす']),
  ...needing(/[A-Za-z]{2}\s?\+/, [
    // Ctrl+C
    kana(String.raw`(?<=[A-Za-z]{2,8}\s?)\+(?=\s?[A-Za-z])`, () => ['ぷらす']),
  ]),
  kana(String.raw`${AFTER_TERM}\+${BEFORE_TERM}`, () => ['たす']),
  kana(String.raw`\+(?=\d)`, () => ['ぷらす']),
  kana(String.raw`${AFTER_TERM}<${BEFORE_TERM}`, () => ['しょうなり']),
  kana(String.raw`${AFTER_TERM}>${BEFORE_TERM}`, () => ['だいなり']),
];

const LISTED = '①-⑳⑴-⒛❶-❿➀-➓㊀-㊉⓪⓫-⓴㉑-㉟';

const BEGINS = String.raw`(?=\s?[¥$€£]?[-−]?\d|\s?∞|\s?(?:午前|午後|正午|深夜|早朝|夕方|翌|現在|昨|今|[AaPp][Mm]))`;

/** Ranges and negative numbers. */
export const rangeRules: readonly Rule[] = [
  kana(String.raw`(?<=[\d\p{L}%°℃)）]\s?)${WAVE}${BEGINS}`, () => ['から']),
  kana(String.raw`(?<=[${LISTED}])${WAVE}(?=[${LISTED}])`, () => ['から']),
  kana(String.raw`(?<=[\d時分日月年円歳人個回%])\s?${WAVE}(?=です|でし|の|に|で|と|も|$|[\s。、/／・(（)）」])`, () => [
    'から',
  ]),
  kana(
    String.raw`(?<=[\p{Script=Han}\p{Script=Katakana}A-Za-z])${WAVE}(?=[\p{Script=Han}\p{Script=Katakana}A-Z])(?![^〜～~]{1,30}[〜～~](?:[\s。、」』]|$))`,
    () => ['から'],
  ),
  kana(String.raw`(?<=\d\s?[AaPp][Mm]|[AaPp][Mm]\s?\d{1,2})\s?${RANGE}(?=\s?(?:[AaPp][Mm]\s?)?\d)`, () => ['から']),
  kana(String.raw`(?<=:\d\d\s?)${RANGE}(?=\s?\d{1,2}:\d\d)`, () => ['から']),
  kana(
    String.raw`(?<=(?:午前|午後|深夜)?[\d一二三四五六七八九十]{1,4}(?:時|分|日|月|年|時半))\s?[-−–—](?=\s?(?:午前|午後|\d|[一二三四五六七八九十]))`,
    () => ['から'],
  ),
  kana(
    String.raw`(?<=(?<![\d-])${NUMBER}\s?(?:[A-Za-z%°℃]{1,3})?)\s?[-−–](?=\s?${NUMBER}\s?(?:${COUNTER_PATTERN})(?<!番|番地|号|丁目|号室|棟))`,
    () => ['から'],
  ),
  kana(String.raw`(?<=\d\s)[-−–](?=\s\d)`, () => ['から']),
  kana(String.raw`(?<=\d/\d{1,2}\s?)[-–](?=\s?\d{1,2}/\d)`, () => ['から']),
  kana(String.raw`(?<=\d[年月日]?)${RANGE}(?=\d)`, () => ['の']),
  kana(String.raw`(?<=^|[\s(（「、。:：はがでもをにとの=＝<>≦≧≤≥×÷*])[-−–](?=\d)`, () => ['まいなす']),
  // 気温-5℃
  kana(
    String.raw`(?<=[\p{Script=Han}\p{Script=Katakana}ー])[-−](?=\d+(?:\.\d+)?\s?(?:℃|°|度|[%％]|ポイント|kg|キロ))`,
    () => ['まいなす'],
  ),
  kana(String.raw`[▲△](?=[\d¥$])`, () => ['まいなす']),
];

/** Numbers in signs of their own, and signs by name. */
export const signRules: readonly Rule[] = [
  kana(String.raw`^\s*[●■□◆◇★☆▼▶※→⇒](?=\s?[\p{L}\d])`, () => []),
  kana(String.raw`※(?=[\p{L}\d])`, () => []),
  kana(String.raw`(?<=[${LISTED}]\s?)([${LISTED}])`, ([sign = '']) => [',', ...numberWords(plainNumber(sign) ?? '')]),
  kana(String.raw`(?<=^|[\s。])([${LISTED}])(?=\s?[\p{L}\d])`, ([sign = '']) => [
    ...numberWords(plainNumber(sign) ?? ''),
    ',',
  ]),
  kana(String.raw`([\p{N}])(?<!\d)`, ([sign = '']) => {
    const plain = plainNumber(sign);
    return plain === undefined || /[/]|^〇$/.test(plain) || sign === '〇' ? undefined : numberWords(plain);
  }),
  kana('(?<![〇○◯一二三四五六七八九十百千\\d])[〇○◯]{2,3}(?![〇○◯一二三四五六七八九\\d])', () => ['まるまる']),
  kana('(?<![〇一二三四五六七八九十百千\\d])〇(?![〇一二三四五六七八九\\d・])', () => ['まる']),
  // ★★★☆☆
  kana('(★{2,5})☆*', ([stars = '']) => ['ほし', thingsWord(BigInt(stars.length)) ?? '']),
  kana('[~～]', () => [',']),
  kana('(×{2,3}|△{2,3}|□{2,3}|●{2,3}|■{2,3})', ([run = '']) => [(SIGNS[run.charAt(0)] ?? '').repeat(2)]),
  kana(String.raw`(?<!\p{Script=Greek})([${Object.keys(GREEK).join('')}])(?!\p{Script=Greek})`, ([letter = '']) => [
    GREEK[letter] ?? '',
  ]),
  kana(
    `([${Object.keys(SIGNS)
      .join('')
      .replace(/[\\\]^-]/g, String.raw`\$&`)}])`,
    ([sign = '']) => SIGNS[sign]?.split(' '),
  ),
];
