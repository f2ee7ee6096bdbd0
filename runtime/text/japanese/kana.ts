/** Hiragana rows and Kokoro's symbols for a-i-u-e-o; misaki's table of Japanese sounds, which the voices were trained on. */
const ROWS: Readonly<Record<string, string>> = {
  あいうえお: 'a i ɯ e o',
  ぁぃぅぇぉ: 'a i ɯ e o',
  かきくけこ: 'ka kʲi kɯ ke ko',
  がぎぐげご: 'ɡa ɡʲi ɡɯ ɡe ɡo',
  さしすせそ: 'sa ɕi sɨ se so',
  ざじずぜぞ: 'ʣa ʥi zɨ ʣe ʣo',
  たちつてと: 'ta ʨi ʦɨ te to',
  だぢづでど: 'da ʥi zɨ de do',
  なにぬねの: 'na ɲi nɯ ne no',
  はひふへほ: 'ha çi ɸɯ he ho',
  ばびぶべぼ: 'ba bʲi bɯ be bo',
  ぱぴぷぺぽ: 'pa pʲi pɯ pe po',
  まみむめも: 'ma mʲi mɯ me mo',
  らりるれろ: 'ɾa ɾʲi ɾɯ ɾe ɾo',
  わゐうゑを: 'βa i ɯ e o',
  やゆよゃゅょ: 'ja jɯ jo ja jɯ jo',
  ゎゔゕゖ: 'βa vɯ ka ke',
};

/** Rows of a kana before a small one: the consonant, and the small kana it goes with. */
const GLIDES: Readonly<Record<string, string>> = {
  き: 'kʲ',
  ぎ: 'ɡʲ',
  し: 'ɕ',
  じ: 'ʥ',
  ち: 'ʨ',
  ぢ: 'ʥ',
  に: 'ɲ',
  ひ: 'ç',
  び: 'bʲ',
  ぴ: 'pʲ',
  み: 'mʲ',
  り: 'ɾʲ',
  て: 'tʲ',
  で: 'dʲ',
  ふ: 'ɸʲ',
  ゔ: 'bʲ',
};
const GLIDE_VOWELS: Readonly<Record<string, string>> = { ゃ: 'a', ゅ: 'ɨ', ょ: 'o', ぇ: 'e' };

/** Sounds of loan words, in two kana. */
const LOANS: Readonly<Record<string, string>> = {
  いぇ: 'je',
  うぃ: 'βi',
  うぇ: 'βe',
  うぉ: 'βo',
  くぁ: 'kᵝa',
  くぃ: 'kᵝi',
  くぇ: 'kᵝe',
  くぉ: 'kᵝo',
  ぐぁ: 'ɡᵝa',
  ぐぃ: 'ɡᵝi',
  ぐぇ: 'ɡᵝe',
  ぐぉ: 'ɡᵝo',
  つぁ: 'ʦa',
  つぃ: 'ʦʲi',
  つぇ: 'ʦe',
  つぉ: 'ʦo',
  てぃ: 'tʲi',
  でぃ: 'dʲi',
  とぅ: 'tɯ',
  どぅ: 'dɯ',
  ふぁ: 'ɸa',
  ふぃ: 'ɸʲi',
  ふぇ: 'ɸe',
  ふぉ: 'ɸo',
  ゔぁ: 'va',
  ゔぃ: 'vʲi',
  ゔぇ: 've',
  ゔぉ: 'vo',
};

const MORAE: ReadonlyMap<string, string> = buildMorae();

function buildMorae(): Map<string, string> {
  const morae = new Map<string, string>();
  for (const [row, symbols] of Object.entries(ROWS)) {
    const sounds = symbols.split(' ');
    [...row].forEach((kana, index) => morae.set(kana, sounds[index] ?? ''));
  }
  for (const [kana, consonant] of Object.entries(GLIDES))
    for (const [small, vowel] of Object.entries(GLIDE_VOWELS)) morae.set(kana + small, consonant + vowel);
  for (const [pair, sound] of Object.entries(LOANS)) morae.set(pair, sound);
  return morae;
}

const VOWELS: Readonly<Record<string, string>> = {
  ぁ: 'a',
  ぃ: 'i',
  ぅ: 'ɯ',
  ぇ: 'e',
  ぉ: 'o',
  ゃ: 'a',
  ゅ: 'ɨ',
  ょ: 'o',
};

/** Katakana as hiragana; everything else stays. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** The symbols of a word written as it is said, in either kana; what is not kana is silent. */
export function kanaToPhonemes(word: string): string {
  const kana = toHiragana(word);
  let phonemes = '';
  for (let at = 0; at < kana.length;) {
    const size = MORAE.has(kana.slice(at, at + 2)) ? 2 : 1;
    const mora = kana.slice(at, at + size);
    at += size;
    if (mora === 'ー') phonemes += 'ː';
    else if (mora === 'っ') phonemes += 'ʔ';
    else if (mora === 'ん') phonemes += nasal(MORAE.get(kana.slice(at, at + 2)) ?? MORAE.get(kana.charAt(at)) ?? '');
    else {
      const small = VOWELS[kana.charAt(at)];
      const sound = MORAE.get(mora) ?? '';
      const joined = small !== undefined && size === 1 && sound.length > 1 && VOWELS[mora] === undefined;
      phonemes += joined ? sound.slice(0, -1) + small : sound;
      if (joined) at += 1;
    }
  }
  return phonemes;
}

/** The sound of ん before the next sound. */
function nasal(next: string): string {
  if (/^[mpb]/.test(next)) return 'm';
  if (/^[kɡ]/.test(next)) return 'ŋ';
  if (/^[ɲʨʥ]/.test(next)) return 'ɲ';
  if (/^[ntdɾz]/.test(next)) return 'n';
  return 'ɴ';
}

/** Kana as a dictionary would spell them, with long marks where a vowel is drawn out: じゅう is じゅー, れい is れー. */
export function longVowels(kana: string): string {
  return kana
    .replace(/([おこそとのほもよろごぞどぼぽょうくすつぬふむゆるぐずぶぷゅ])う/g, '$1ー')
    .replace(/([えけせてねへめれげぜでべぺぇ])い/g, '$1ー');
}
