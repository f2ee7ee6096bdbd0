// misaki's maps from espeak-ng's IPA to the symbols Kokoro was trained on (EspeakG2P and EspeakFallback of misaki 0.9.4).

const GENERAL: readonly (readonly [string, string])[] = [
  ['a^ɪ', 'I'],
  ['a^ʊ', 'W'],
  ['d^z', 'ʣ'],
  ['d^ʒ', 'ʤ'],
  ['e^ɪ', 'A'],
  ['o^ʊ', 'O'],
  ['ə^ʊ', 'Q'],
  ['s^s', 'S'],
  ['t^s', 'ʦ'],
  ['t^ʃ', 'ʧ'],
  ['ɔ^ɪ', 'Y'],
];

/** espeak-ng's tied IPA of any language but English, in Kokoro's symbols. */
export function generalSymbols(ipa: string): string {
  return replaceAll(ipa, GENERAL).replace(/[\^-]/g, '');
}

const ENGLISH: readonly (readonly [string, string])[] = [
  ['ʔˌn\u0329', 'ʔn'],
  ['ʔn\u0329', 'ʔn'],
  ['a^ɪ', 'I'],
  ['a^ʊ', 'W'],
  ['d^ʒ', 'ʤ'],
  ['e^ɪ', 'A'],
  ['t^ʃ', 'ʧ'],
  ['ɔ^ɪ', 'Y'],
  ['ə^l', 'ᵊl'],
  ['ʲo', 'jo'],
  ['ʲə', 'jə'],
  ['e', 'A'],
  ['ʲ', ''],
  ['ɚ', 'əɹ'],
  ['r', 'ɹ'],
  ['x', 'k'],
  ['ç', 'k'],
  ['ɐ', 'ə'],
  ['ɬ', 'l'],
  ['\u0303', ''],
];
const BRITISH: readonly (readonly [string, string])[] = [
  ['e^ə', 'ɛː'],
  ['iə', 'ɪə'],
  ['ə^ʊ', 'Q'],
];
const AMERICAN: readonly (readonly [string, string])[] = [
  ['o^ʊ', 'O'],
  ['ɜːɹ', 'ɜɹ'],
  ['ɜː', 'ɜɹ'],
  ['ɪə', 'iə'],
  ['ː', ''],
];

/** espeak-ng's tied IPA of an English word, in the symbols of misaki's English lexicons. */
export function englishSymbols(ipa: string, british: boolean): string {
  const syllabic = replaceAll(ipa, ENGLISH)
    .replace(/(\S)\u0329/g, 'ᵊ$1')
    .replaceAll('\u0329', '');
  return replaceAll(syllabic, british ? BRITISH : AMERICAN)
    .replaceAll('o', 'ɔ')
    .replaceAll('ɾ', 'T')
    .replaceAll('ʔ', 't')
    .replaceAll('^', '');
}

function replaceAll(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
