/** Other spellings under which a lexicon may know a word: without foreign accents, without drawn-out letters ("Noooo"). */
export function variants(word: string): string[] {
  const found: string[] = [];
  const plain = withoutForeignAccents(word);
  if (plain !== word) found.push(plain);
  if (/ñ/i.test(word)) found.push(word.replace(/ñ/g, 'n').replace(/Ñ/g, 'N'));
  if (/(\p{L})\1\1/iu.test(word)) {
    for (const left of ['$1', '$1$1']) found.push(word.replace(/(\p{L})\1{2,}/giu, left));
  }
  return found;
}

const BASES: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ə: 'a',
  ŋ: 'ng',
};

/** Letters with accents beyond those of western Europe as their base letters; other words stay as they are. */
export function withoutForeignAccents(word: string): string {
  if (!/[\u0100-\u024f\u1e00-\u1eff]/.test(word)) return word;
  return word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐłŁħŧıəŋ]/g, (letter) => BASES[letter] ?? letter);
}
