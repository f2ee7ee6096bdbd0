import type { Morpheme } from './analyze.ts';
import { AFTER_NUMBERS, BEFORE_NUMBERS, RAW_FOOD, USUAL_READINGS } from './corrections.ts';
import { toHiragana } from './kana.ts';

/** Morphemes with the pronunciation that Kokoro's voices were trained on, in hiragana and long marks. */
export function pronounce(morphemes: readonly Morpheme[]): Morpheme[] {
  const result: Morpheme[] = [];
  morphemes.forEach((morpheme, index) => {
    if (morpheme.fixed) {
      result.push(morpheme);
      return;
    }
    const said = /^[々ゝゞヽヾ]$/.test(morpheme.surface) ? result.at(-1)?.pronunciation : inContext(morphemes, index);
    result.push(said === undefined ? morpheme : { ...morpheme, pronunciation: lengthen(toHiragana(said), morpheme) });
  });
  return result;
}

/** The reading of a word where its neighbours decide between two. */
function inContext(morphemes: readonly Morpheme[], index: number): string | undefined {
  const morpheme = morphemes[index];
  if (!morpheme) return undefined;
  const { surface, pronunciation, kind } = morpheme;
  const next = morphemes[index + 1]?.surface ?? '';
  const before = morphemes[index - 1]?.surface ?? '';
  const earlier = morphemes[index - 2]?.surface ?? '';
  if (surface === '何' && kind === '代名詞') return /^(?:で|だ|と|の|な)/.test(next) ? 'ナン' : pronunciation;
  if (surface === '者' && kind === '接尾' && before === '人気') return 'モノ';
  if (surface === '行っ' && pronunciation === 'オコナッ') {
    const goes =
      /^(?:に|へ|まで|て|から)$/.test(before) || (/^[はも]$/.test(before) && /^(?:に|へ|まで)$/.test(earlier));
    return goes ? 'イッ' : pronunciation;
  }
  const beside =
    (kind !== '接尾' && NUMERAL.test(next) ? BEFORE_NUMBERS.get(surface) : undefined) ??
    (isNumber(morphemes[index - 1]) ? AFTER_NUMBERS.get(surface) : undefined);
  if (beside !== undefined) return beside;
  if (surface === '前' && NUMERAL.test(next) && morphemes[index - 1]?.pos === '名詞') return 'マエ';
  if (surface === '今' && /^[A-Za-z]/.test(next)) return 'イマ';
  if (surface === '中' && /[A-Za-z]$/.test(before)) return 'チュー';
  if (surface === '雨' && kind === '接尾') return 'アメ';
  if (surface === '生' && morpheme.pos === '接頭詞') return RAW_FOOD.test(next) ? 'ナマ' : 'セイ';
  if (surface === '間' && kind !== '接尾' && kind !== '助数詞' && next !== 'もなく') {
    if (/^(?:という|つかの|束の)$/.test(before) || (before === 'いう' && earlier === 'と')) return 'マ';
    return index > 0 && (before === 'の' || /^(?:動詞|助動詞)$/.test(morphemes[index - 1]?.pos ?? ''))
      ? 'アイダ'
      : pronunciation;
  }
  if (surface === '後' && pronunciation === 'ノチ')
    return /^(?:の|た|だ|その|この)$/.test(before) ? 'アト' : pronunciation;
  if (morpheme.base === '抱く') return ABSTRACT.test(earlier) ? pronunciation : pronunciation?.replace(/^イダ/, 'ダ');
  const usual = kind === '接尾' || morpheme.pos === '接頭詞' ? undefined : USUAL_READINGS.get(surface);
  if (usual !== undefined) return usual;
  if (surface === '角' && /^[をにでのま]/.test(next)) return 'カド';
  if (surface === 'う' && morpheme.pos === '助動詞') return 'ー';
  if (pronunciation !== undefined) return pronunciation;
  return /^[ぁ-ゖァ-ヺー]+$/u.test(surface) ? surface : undefined;
}
const NUMERAL = /^[\d〇一二三四五六七八九十百千万]/;
/** A number that rules have read, with what it counts. */
const isNumber = (morpheme: Morpheme | undefined): boolean =>
  morpheme?.fixed === true && NUMERAL.test(morpheme.surface);

/** What is cherished (抱く イダク) rather than held (ダク). */
const ABSTRACT = /^(?:志|大志|希望|夢|疑問|疑い|不安|不満|印象|感情|思い|恐れ|興味|野望|関心|好意|殺意)$/u;

/** Kanji whose reading begins with い: after an e it is a vowel of its own (音色 ねいろ, ため息 ためいき). */
const BEGINS_WITH_I: readonly (readonly [kanji: string, reading: string])[] = [
  ['色', 'いろ'],
  ['井', 'い'],
  ['石', 'いし'],
  ['息', 'いき'],
  ['入', 'い'],
  ['犬', 'いぬ'],
  ['糸', 'いと'],
  ['池', 'いけ'],
  ['家', 'いえ'],
  ['板', 'いた'],
  ['医', 'い'],
];
/** Verbs of a Chinese word and する or じる. */
const CHINESE_VERB = /^[命制呈銘経]/u;

/** Whether the い at `at` of a reading begins the reading of a kanji other than the first. */
function beginsKanji(surface: string, said: string, at: number): boolean {
  return BEGINS_WITH_I.some(([kanji, reading]) => surface.indexOf(kanji) > 0 && said.startsWith(reading, at));
}

function lengthen(kana: string, { surface, pos, form }: Morpheme): string {
  let said = /(?:い|言)う/u.test(surface) ? kana.replace('ゆう', 'ゆー') : kana;
  if (/^(?:動詞|形容詞|助動詞)$/.test(pos))
    said = said.replace(/([いきしちにひみりぎじびぴ])い/g, '$1ー').replace(/([うくすつぬふむゆるぐずぶ])う/g, '$1ー');
  if (pos === '動詞' || pos === '形容詞' || /^[ぁ-ゖ]+$/u.test(surface))
    said = said.replace(/([おこそとのほもよろごぞどぼ])(?:お|う(?!$))/g, '$1ー');
  if (pos !== '動詞' && /^[ぁ-ゖ]+$/u.test(surface)) said = said.replace(/([おこそとのほもよろごぞどぼ])う$/, '$1ー');
  const isChinese = pos !== '動詞' || CHINESE_VERB.test(surface);
  if (isChinese && !/^[ァ-ヺー]+$/u.test(surface) && !form.includes('連用タ'))
    said = said.replace(/([えけせてねへめれげぜでべぺ])い/g, (whole: string, e: string, at: number, all: string) =>
      beginsKanji(surface, all, at + 1) ? whole : `${e}ー`,
    );
  return said;
}
