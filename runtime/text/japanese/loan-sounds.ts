/** Rows of kana for a consonant before a i u e o; `end` stands where no vowel follows. */
const CONSONANTS: Readonly<Record<string, readonly [row: string, end: string]>> = {
  p: ['ぱ ぴ ぷ ぺ ぽ', 'ぷ'],
  b: ['ば び ぶ べ ぼ', 'ぶ'],
  t: ['た てぃ とぅ て と', 'と'],
  T: ['た てぃ とぅ て と', 'と'],
  d: ['だ でぃ どぅ で ど', 'ど'],
  k: ['か き く け こ', 'く'],
  ɡ: ['が ぎ ぐ げ ご', 'ぐ'],
  f: ['ふぁ ふぃ ふ ふぇ ふぉ', 'ふ'],
  v: ['ば び ぶ べ ぼ', 'ぶ'],
  θ: ['さ し す せ そ', 'す'],
  ð: ['ざ じ ず ぜ ぞ', 'ず'],
  s: ['さ し す せ そ', 'す'],
  z: ['ざ じ ず ぜ ぞ', 'ず'],
  ʃ: ['しゃ し しゅ しぇ しょ', 'しゅ'],
  ʒ: ['じゃ じ じゅ じぇ じょ', 'じゅ'],
  ʧ: ['ちゃ ち ちゅ ちぇ ちょ', 'ち'],
  ʤ: ['じゃ じ じゅ じぇ じょ', 'じ'],
  m: ['ま み む め も', 'む'],
  n: ['な に ぬ ね の', 'ん'],
  ŋ: ['んが んぎ んぐ んげ んご', 'んぐ'],
  l: ['ら り る れ ろ', 'る'],
  ɹ: ['ら り る れ ろ', ''],
  h: ['は ひ ふ へ ほ', ''],
  j: ['や い ゆ いぇ よ', ''],
  w: ['わ うぃ う うぇ うぉ', ''],
};
const PLAIN = ['あ', 'い', 'う', 'え', 'お'];

/** English vowels as column (0-4) and what follows; a short vowel doubles a final stop. */
const VOWELS: readonly (readonly [sound: string, column: number, rest: string, short?: true])[] = [
  ['ɑɹ', 0, 'ー'],
  ['ɔɹ', 4, 'ー'],
  ['ɜɹ', 0, 'ー'],
  ['əɹ', 0, 'ー'],
  ['ɛɹ', 3, 'あ'],
  ['ɪɹ', 1, 'あ'],
  ['iɹ', 1, 'あ'],
  ['ʊɹ', 2, 'あ'],
  ['Iə', 0, 'いあ'],
  ['æ', 0, '', true],
  ['ʌ', 0, '', true],
  ['ɑ', 4, '', true],
  ['ɛ', 3, '', true],
  ['ɪ', 1, '', true],
  ['ʊ', 2, '', true],
  ['i', 1, 'ー'],
  ['u', 2, 'ー'],
  ['ɔ', 4, 'ー'],
  ['O', 4, 'ー'],
  ['A', 3, 'ー'],
  ['I', 0, 'い'],
  ['W', 0, 'う'],
  ['Y', 4, 'い'],
  ['ə', 0, '', true],
  ['ᵊ', 2, ''],
  ['ᵻ', 1, '', true],
];

/** An English word, from its phonemes and spelling, as Japanese borrows it: in hiragana. */
export function borrow(phonemes: string, spelling: string): string {
  const sounds = phonemes.replace(/[ˈˌ\s]/g, '');
  const letters = spelling
    .toLowerCase()
    .replace(/[^aeiouy]+/g, ' ')
    .trim()
    .split(' ');
  let kana = '';
  let consonant = '';
  let short = false;
  let syllable = 0;
  for (let at = 0; at < sounds.length;) {
    const vowel = VOWELS.find(
      ([sound]) => sounds.startsWith(sound, at) && !isLinked(sound, sounds.charAt(at + sound.length)),
    );
    if (vowel) {
      const [sound, column, rest] = vowel;
      const written = letters[syllable] ?? '';
      const begun = syllableKana(consonant, sound === 'ə' || sound === 'ɑ' ? columnOf(written, column) : column);
      // cat is キャット
      kana += sound === 'æ' && /[kɡ]/.test(consonant) ? (begun === 'か' ? 'きゃ' : 'ぎゃ') : begun;
      kana += sounds.slice(at) === 'i' && syllable > 0 ? 'ー' : rest;
      short = vowel[3] === true;
      consonant = '';
      syllable += 1;
      at += sound.length;
      continue;
    }
    const next = sounds[at] ?? '';
    at += 1;
    if (next === 'j' && consonant !== '') {
      kana += glideKana(consonant);
      consonant = '';
      const glided = /^(?:u|ʊ|ə)/.exec(sounds.slice(at));
      if (glided) at += 1;
      kana += glided?.[0] === 'u' ? 'ー' : '';
      syllable += 1;
      continue;
    }
    if (!(next in CONSONANTS)) continue;
    kana += endKana(consonant, next, short && sounds.length > 2, false);
    if (consonant !== '') short = false;
    consonant = next;
  }
  return bySpelling(kana + endKana(consonant, '', short, true), spelling.toLowerCase());
}

/** Kana of u, and those of a and e in the same row, where an ending is spelled with its vowel: メディカル, ノベル. */
const ROWS = 'くかけ ぐがげ すさせ ずざぜ ぬなね ぶばべ ぷぱぺ むまめ るられ'.split(' ');
const inRow = (kana: string, place: number): string => ROWS.find((row) => row.startsWith(kana))?.charAt(place) ?? kana;

/** What loan words keep of their spelling. */
function bySpelling(kana: string, spelling: string): string {
  let said = kana
    .replace(/うあー/, 'わー')
    .replace(/くうぃ/g, 'くい')
    .replace(/くうぇ/g, 'くえ')
    .replace(/くうぉ/g, 'くお')
    .replace(/ぐうぃ/g, 'ぐい');
  if (/[cst]ions?$/.test(spelling)) said = said.replace(/([しじち])[ゃゅぇょ]?ん(ず?)$/, '$1ょん$2');
  if (/tional$/.test(spelling)) said = said.replace(/しゅ?な?る$/, 'しょなる');
  if (/(?:ss|sh)ions?$/.test(spelling)) said = said.replace(/(?<![ーっ])しょん(?=ず?$)/, 'っしょん');
  if (spelling.endsWith('x')) said = said.replace(/(?<![ーっんい])くす$/, 'っくす');
  if (spelling.endsWith('nning')) said = said.replace(/(?<!ん)にんぐ$/, 'んにんぐ');
  if (/le$/.test(spelling)) said = said.replace(/とぅる$/, 'とる').replace(/どぅる$/, 'どる');
  if (/al$/.test(spelling))
    said = said
      .replace(/とぅる$/, 'たる')
      .replace(/どぅる$/, 'だる')
      .replace(/([しじち])ゅる$/, '$1ゃる')
      .replace(/([くぐすずぬぶぷむる])る$/, (_, before: string) => `${inRow(before, 1)}る`);
  if (/el$/.test(spelling))
    said = said.replace(/([くぐすずぬぶぷむる])る$/, (_, before: string) => `${inRow(before, 2)}る`);
  return said;
}

/** Whether the r of a vowel begins the next syllable instead, as in carrot. */
function isLinked(sound: string, next: string): boolean {
  return sound.endsWith('ɹ') && next !== '' && VOWELS.some(([vowel]) => vowel.startsWith(next));
}

/** The column of an unstressed or open vowel follows the letter. */
function columnOf(letters: string, otherwise: number): number {
  const column = 'aiueo'.indexOf(letters.charAt(0));
  return column < 0 ? otherwise : column === 2 ? 0 : column;
}

function syllableKana(consonant: string, column: number): string {
  const row = CONSONANTS[consonant]?.[0].split(' ') ?? PLAIN;
  return row[column] ?? '';
}

function glideKana(consonant: string): string {
  const row = CONSONANTS[consonant]?.[0].split(' ') ?? PLAIN;
  return consonant === 't' ? 'ちゅ' : consonant === 'd' ? 'でゅ' : `${(row[1] ?? '').replace(/(.).$/, '$1')}ゅ`;
}

/** A consonant without a vowel. */
function endKana(consonant: string, next: string, short: boolean, last: boolean): string {
  if (consonant === '') return '';
  if (consonant === 'm' && /^[pbm]/.test(next)) return 'ん';
  if (consonant === 'n' && next === 'n') return '';
  if (consonant === 'ŋ' && /^[kɡ]/.test(next)) return 'ん';
  const end = CONSONANTS[consonant]?.[1] ?? '';
  if (consonant === 't' && next === 's') return '';
  if (short && (/[ptkʧʃ]/.test(consonant) || (last && /[dɡʤ]/.test(consonant))) && last) return `っ${end}`;
  return end;
}
