import { numberWords } from './numbers.ts';

/**
 * How a counter and the number before it change each other's sounds.
 * k s t h f p: its first sound, which 1 6 8 10 100 may double; g b z: that 3, 1000 and 10000 also voice it.
 */
type Euphony = 'plain' | 'k' | 'g' | 's' | 'z' | 't' | 'h' | 'f' | 'p' | 'year' | 'hour' | 'person' | 'month' | 'day';

const COUNTERS: Readonly<Record<Euphony, string>> = {
  k: `
    個 こ, 箇所 かしょ, か所 かしょ, カ所 かしょ, ヶ所 かしょ, ヵ所 かしょ, か国 かこく, カ国 かこく, ヶ国 かこく, か国語 かこくご, カ国語 かこくご, ヶ国語 かこくご, か月 かげつ, カ月 かげつ, ヶ月 かげつ, ヵ月 かげつ, 箇月 かげつ,
    か月間 かげつかん, カ月間 かげつかん, ヶ月間 かげつかん, ヵ月間 かげつかん, 回 かい, 件 けん, 機 き, 級 きゅう, 課 か, 曲 きょく, 句 く, 区 く, 局 きょく, 巻 かん, 缶 かん, 口 くち, 校 こう, 景 けい, 光年 こうねん, 間隔 かんかく,
    キロ きろ, キログラム きろぐらむ, キロメートル きろめーとる, カロリー かろりー, キロワット きろわっと, キロカロリー きろかろりー
  `,
  g: `
    階 かい, 階建て かいだて, 軒 けん, 階席 かいせき
  `,
  s: `
    冊 さつ, 歳 さい, 才 さい, 席 せき, 世紀 せいき, 週 しゅう, 週間 しゅうかん, 種類 しゅるい, 社 しゃ, 周年 しゅうねん, 隻 せき, 章 しょう, 艘 そう, 升 しょう, 周 しゅう, 勝 しょう, 節 せつ, 試合 しあい, 種 しゅ, 世帯 せたい,
    世代 せだい, 室 しつ, 審 しん, 戦 せん, 振り ふり, セット せっと, センチ せんち, センチメートル せんちめーとる, シーズン しーずん, セント せんと
  `,
  z: `
    足 そく
  `,
  t: `
    点 てん, 頭 とう, 通 つう, 丁目 ちょうめ, 着 ちゃく, 体 たい, 等 とう, 対 つい, 棟 とう, 店 てん, 店舗 てんぽ, 丁 ちょう, 通り とおり, 打席 だせき, トン とん, チーム ちーむ, テラバイト てらばいと
  `,
  h: `
    本 ほん, 匹 ひき, 杯 はい
  `,
  f: `
    分 ふん, 泊 はく, 発 はつ, 分間 ふんかん, 歩 ほ, 分後 ふんご, 票 ひょう, 品 ひん, 筆 ひつ, 拍 はく
  `,
  p: `
    % ぱーせんと, ％ ぱーせんと, パーセント ぱーせんと, ポイント ぽいんと, ポンド ぽんど, ピクセル ぴくせる, ページ ぺーじ, 頁 ぺーじ, パック ぱっく
  `,
  year: `
    年 ねん, 年間 ねんかん, 年中 ねんじゅう, 年生 ねんせい, 年前 ねんまえ, 年後 ねんご, 年代 ねんだい, 年度 ねんど, 年半 ねんはん, 円 えん, 円玉 えんだま, 円札 えんさつ
  `,
  hour: `
    時 じ, 時間 じかん, 時半 じはん, 時間半 じかんはん, 時間後 じかんご, 時間前 じかんまえ
  `,
  person: `
    人 にん, 人前 にんまえ, 人組 にんぐみ, 人乗り にんのり, 人家族 にんかぞく, 人用 にんよう
  `,
  month: `
    月 がつ, 月号 がつごう
  `,
  day: `
    日 にち, 日間 にちかん, 日中 にちじゅう, 日付 にちづけ, 日後 にちご, 日前 にちまえ, 日分 にちぶん
  `,
  plain: `
    枚 まい, 台 だい, 番 ばん, 度 ど, 号 ごう, 名 めい, 倍 ばい, 秒 びょう, 秒間 びょうかん, 番線 ばんせん, 号車 ごうしゃ, 号室 ごうしつ, 位 い, 条 じょう, 膳 ぜん, 問 もん, 錠 じょう, 畳 じょう, 部 ぶ, 段 だん, 割 わり, 合 ごう,
    面 めん, 両 りょう, 輪 りん, 代 だい, 番地 ばんち, 割引 わりびき, 把 わ, 羽 わ, 文字 もじ, 行 ぎょう, 語 ご, 色 いろ, 議席 ぎせき, 次 じ, 児 じ, 時限 じげん, 連勝 れんしょう, 連敗 れんぱい, 打点 だてん, 敗 はい, 対 たい,
    人工 じんこう, 単語 たんご, 坪 つぼ, メートル めーとる, グラム ぐらむ, リットル りっとる, ミリ みり, ミリメートル みりめーとる, ドル どる, ユーロ ゆーろ, バイト ばいと, ギガバイト ぎがばいと, メガバイト めがばいと, ワット わっと, ボルト ぼると,
    ヘルツ へるつ, マイル まいる, ヘクタール へくたーる, アール あーる, デシベル でしべる, ミリリットル みりりっとる, ミリグラム みりぐらむ, エーカー えーかー, インチ いんち, フィート ふぃーと, ダース だーす, ウォン うぉん, 元 げん, ルピー るぴー
  `,
};

/** Units in Latin letters and signs, with the counter they are said as. */
const UNITS: Readonly<Record<string, string>> = {
  km: 'キロメートル',
  m: 'メートル',
  cm: 'センチメートル',
  mm: 'ミリメートル',
  kg: 'キログラム',
  g: 'グラム',
  mg: 'ミリグラム',
  t: 'トン',
  L: 'リットル',
  l: 'リットル',
  ml: 'ミリリットル',
  mL: 'ミリリットル',
  W: 'ワット',
  kW: 'キロワット',
  V: 'ボルト',
  Hz: 'ヘルツ',
  GB: 'ギガバイト',
  MB: 'メガバイト',
  TB: 'テラバイト',
  ha: 'ヘクタール',
  dB: 'デシベル',
  kcal: 'キロカロリー',
  pt: 'ポイント',
  px: 'ピクセル',
  $: 'ドル',
  '€': 'ユーロ',
  '£': 'ポンド',
  '¥': '円',
};

/** Units that are said around or after another one. */
const LONG_UNITS: Readonly<Record<string, string>> = {
  km2: 'へいほうきろめーとる',
  m2: 'へいほうめーとる',
  cm2: 'へいほうせんちめーとる',
  m3: 'りっぽうめーとる',
  'km/h': 'きろめーとるまいじ',
  'm/s': 'めーとるまいびょう',
  '°C': 'ど',
  '℃': 'ど',
  '°': 'ど',
  '°F': 'かしど',
  KB: 'きろばいと',
  kHz: 'きろへるつ',
  MHz: 'めがへるつ',
  GHz: 'ぎがへるつ',
  Mbps: 'めがびーぴーえす',
  Gbps: 'ぎがびーぴーえす',
  kbps: 'きろびーぴーえす',
  ppm: 'ぴーぴーえむ',
  mAh: 'みりあんぺああわー',
  hPa: 'へくとぱすかる',
  kWh: 'きろわっとじ',
};

interface Counter {
  kana: string;
  euphony: Euphony;
}

const BY_WORD: ReadonlyMap<string, Counter> = new Map([
  ...Object.entries(COUNTERS).flatMap(([euphony, words]) =>
    words.split(',').map((word): [string, Counter] => {
      const [text = '', kana = ''] = word.trim().split(' ');
      return [text, { kana, euphony: euphony as Euphony }];
    }),
  ),
  ...Object.entries(LONG_UNITS).map(([unit, kana]): [string, Counter] => [
    unit,
    { kana, euphony: kana.startsWith('き') ? 'k' : 'plain' },
  ]),
]);

const LONGEST = Math.max(...[...BY_WORD.keys()].map((word) => word.length));

/** The counter or unit that the text begins with, if any; one in Latin letters must end there. */
export function counterAt(text: string): string | undefined {
  for (let size = Math.min(LONGEST, text.length); size > 0; size -= 1) {
    const word = text.slice(0, size);
    const found = BY_WORD.has(word) || Object.hasOwn(UNITS, word);
    if (found && !(/[A-Za-z\d]$/.test(word) && /^[A-Za-z]/.test(text.slice(size)))) return word;
  }
  return undefined;
}

const counterOf = (word: string): Counter | undefined => BY_WORD.get(UNITS[word] ?? word);

const DAYS = ' ついたち ふつか みっか よっか いつか むいか なのか ようか ここのか とおか'.split(' ');
const THINGS = ' ひとつ ふたつ みっつ よっつ いつつ むっつ ななつ やっつ ここのつ'.split(' ');

/** Things counted with つ, from 1 to 9. */
export function thingsWord(value: bigint): string | undefined {
  return value >= 1n && value <= 9n ? THINGS[Number(value)] : undefined;
}

/** A number and its counter in words of hiragana; `date` tells 1日 (ついたち) from a length of one day. */
export function countedWords(value: bigint, counter: string, date: boolean): string[] {
  const found = counterOf(counter);
  if (!found) return numberWords(String(value));
  const irregular = irregularWords(Number(value), counter, found, date);
  if (irregular) return irregular;
  const words = numberWords(String(value));
  return [...words.slice(0, -1), ...joinCounter(words.at(-1) ?? '', found)];
}

/** The last word of a number and its counter, joined into one where they change each other. */
export function joinCounter(last: string, { kana, euphony }: Counter): string[] {
  const stem = doubledStem(last, euphony);
  if (stem !== undefined) return [stem + (/[hf]/.test(euphony) ? semivoiced(kana) : kana)];
  const nasal = /(?:さん|せん|まん|なん)$/.test(last);
  if (euphony === 'h' && nasal) return [last, voiced(kana)];
  if (euphony === 'f' && (nasal || last.endsWith('よん'))) return [last, semivoiced(kana)];
  if ((euphony === 'g' || euphony === 'z') && nasal) return [last, voiced(kana)];
  if (euphony === 'year')
    return kana.startsWith('ね') && last.endsWith('よん') ? [`${last.slice(0, -1)}${kana}`] : [last, kana];
  if (euphony === 'hour') return [shortened(last) + kana];
  if (euphony === 'person') {
    if (last === 'なな') return ['しち', kana];
    return last.endsWith('よん') ? [last.slice(0, -1) + kana] : [last, kana];
  }
  return [last, kana];
}

/** The counter as a word of its own, after 何 too (which voices it as 3 does). */
export function counterWord(counter: string): Counter | undefined {
  return counterOf(counter);
}

function irregularWords(
  value: number,
  counter: string,
  { kana, euphony }: Counter,
  date: boolean,
): string[] | undefined {
  const rest = kana.slice(2);
  if (value === 0 && (euphony === 'hour' || kana.startsWith('ど'))) return [`れい${kana}`];
  if (euphony === 'person' && (value === 1 || value === 2) && /^人(?:目|用|$)/.test(counter))
    return [(value === 1 ? 'ひとり' : 'ふたり') + rest];
  if (euphony === 'month') {
    const names: Readonly<Record<number, string>> = { 4: 'し', 7: 'しち', 9: 'く' };
    return [(names[value] ?? numberWords(String(value)).join('')) + kana];
  }
  if (euphony === 'day') {
    if (value === 1) return date && counter === '日' ? ['ついたち'] : [`いちにち${rest}`];
    if (value >= 2 && value <= 10) return [`${DAYS[value] ?? ''}${rest}`];
    if (value === 20) return [`はつか${rest}`];
    if (value === 14 || value === 24) return [`${value === 14 ? '' : 'に'}じゅうよっか${rest}`];
    if (value % 10 === 7 || value % 10 === 9) {
      const words = numberWords(String(value - (value % 10)));
      return [...words, (value % 10 === 7 ? 'しち' : 'く') + kana];
    }
  }
  if (value === 20 && (counter === '歳' || counter === '才')) return ['はたち'];
  if (value === 1 && counter === '羽') return ['いちわ'];
  return undefined;
}

/** いち, ろく, はち, じゅう and ひゃく before a counter whose first sound they double. */
function doubledStem(last: string, euphony: Euphony): string | undefined {
  if (!/^[kgszthfp]$/.test(euphony)) return undefined;
  if (last.endsWith('いち') && euphony !== 'p') return `${last.slice(0, -1)}っ`;
  if (last.endsWith('じゅう')) return `${last.slice(0, -1)}っ`;
  if (last.endsWith('はち') && euphony !== 'p' && euphony !== 'g') return `${last.slice(0, -1)}っ`;
  if (/(?:ろく|ひゃく|びゃく|ぴゃく)$/.test(last) && /[kghf]/.test(euphony)) return `${last.slice(0, -1)}っ`;
  return undefined;
}

function shortened(last: string): string {
  return last
    .replace(/よん$/, 'よ')
    .replace(/なな$/, 'しち')
    .replace(/きゅう$/, 'く');
}

/** A word's first kana, one or two places on in the Unicode row: は, ば, ぱ. */
function voiced(kana: string): string {
  return String.fromCharCode(kana.charCodeAt(0) + 1) + kana.slice(1);
}
function semivoiced(kana: string): string {
  return String.fromCharCode(kana.charCodeAt(0) + 2) + kana.slice(1);
}
