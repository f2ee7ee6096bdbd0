import type { Morpheme } from './analyze.ts';
import { toHiragana } from './kana.ts';

/** Morphemes with the pronunciation that Kokoro's voices were trained on, in hiragana and long marks. */
export function pronounce(morphemes: readonly Morpheme[]): Morpheme[] {
  return morphemes.map((morpheme) => {
    const said = morpheme.pronunciation ?? (/^[ぁ-ゖァ-ヺー]+$/u.test(morpheme.surface) ? morpheme.surface : undefined);
    if (said === undefined) return morpheme;
    return { ...morpheme, pronunciation: lengthen(toHiragana(said), morpheme) };
  });
}

/** Words whose reading ends a kanji in an e and begins the next with an i. */
const E_THEN_I = /^[手毛目出根背瀬].*/u;

function lengthen(kana: string, { surface, pos, form }: Morpheme): string {
  let said = kana;
  if (pos === '動詞' || pos === '形容詞')
    said = said.replace(/([いきしちにひみりぎじびぴ])い/g, '$1ー').replace(/([うくすつぬふむゆるぐずぶ])う/g, '$1ー');
  if (pos === '動詞' || pos === '形容詞' || /^[ぁ-ゖ]+$/u.test(surface))
    said = said.replace(/([おこそとのほもよろごぞどぼ])[おう]/g, '$1ー');
  if (pos !== '動詞' && !E_THEN_I.test(surface) && !/^[ァ-ヺー]+$/u.test(surface) && !form.includes('連用タ'))
    said = said.replace(/([えけせてねへめれげぜでべぺ])い/g, '$1ー');
  return said;
}
