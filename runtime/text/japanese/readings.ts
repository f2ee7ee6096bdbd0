import type { Morpheme } from './analyze.ts';
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
  if (surface === '走' && morphemes[index - 1]?.fixed) return 'ソー';
  if (surface === '雨' && morphemes[index - 1]?.fixed) return 'アメ';
  if (surface === '角' && /^[をにでのま]/.test(next)) return 'カド';
  if (surface === 'う' && morpheme.pos === '助動詞') return 'ー';
  if (pronunciation !== undefined) return pronunciation;
  return /^[ぁ-ゖァ-ヺー]+$/u.test(surface) ? surface : undefined;
}
/** Words whose reading ends a kanji in an e and begins the next with an i. */
const E_THEN_I = /^[手毛目出根背瀬].*/u;

function lengthen(kana: string, { surface, pos, form }: Morpheme): string {
  let said = kana;
  if (/^(?:動詞|形容詞|助動詞)$/.test(pos))
    said = said.replace(/([いきしちにひみりぎじびぴ])い/g, '$1ー').replace(/([うくすつぬふむゆるぐずぶ])う/g, '$1ー');
  if (pos === '動詞' || pos === '形容詞' || /^[ぁ-ゖ]+$/u.test(surface))
    said = said.replace(/([おこそとのほもよろごぞどぼ])[おう]/g, '$1ー');
  if (pos !== '動詞' && !E_THEN_I.test(surface) && !/^[ァ-ヺー]+$/u.test(surface) && !form.includes('連用タ'))
    said = said.replace(/([えけせてねへめれげぜでべぺ])い/g, '$1ー');
  return said;
}
