/** Initials of pinyin in the symbols that misaki's legacy table gives them, which Kokoro v1.0 was trained on. */
const INITIALS: Readonly<Record<string, string>> = {
  b: 'p',
  p: 'pʰ',
  m: 'm',
  f: 'f',
  d: 't',
  t: 'tʰ',
  n: 'n',
  l: 'l',
  g: 'k',
  k: 'kʰ',
  h: 'x',
  j: 'ʨ',
  q: 'ʨʰ',
  x: 'ɕ',
  zh: 'ꭧ',
  ch: 'ꭧʰ',
  sh: 'ʂ',
  r: 'ɻ',
  z: 'ʦ',
  c: 'ʦʰ',
  s: 's',
};

/** Finals in full spelling; `0` is where the tone goes. */
const FINALS: Readonly<Record<string, string>> = {
  a: 'a0',
  ai: 'ai0',
  an: 'a0n',
  ang: 'a0ŋ',
  ao: 'au0',
  e: 'ɤ0',
  ei: 'ei0',
  en: 'ə0n',
  eng: 'ə0ŋ',
  i: 'i0',
  ia: 'ja0',
  ian: 'jɛ0n',
  iang: 'ja0ŋ',
  iao: 'jau0',
  ie: 'je0',
  in: 'i0n',
  iou: 'jou0',
  ing: 'i0ŋ',
  iong: 'jʊ0ŋ',
  ong: 'ʊ0ŋ',
  ou: 'ou0',
  o: 'wo0',
  u: 'u0',
  ua: 'wa0',
  uai: 'wai0',
  uan: 'wa0n',
  uang: 'wa0ŋ',
  uei: 'wei0',
  uen: 'wə0n',
  ueng: 'wə0ŋ',
  uo: 'wo0',
  ü: 'y0',
  üan: 'ɥɛ0n',
  üe: 'ɥe0',
  ün: 'y0n',
};

/** Syllables that are not an initial and a final. */
const WHOLE: Readonly<Record<string, string>> = {
  er: 'ɚ0',
  r: 'ɚ0',
  o: 'ɔ0',
  yo: 'jɔ0',
  ê: 'ɛ0',
  m: 'm0',
  n: 'n0',
  ng: 'ŋ0',
  hm: 'hm0',
  hng: 'hŋ0',
};

/** Finals as pinyin shortens them after an initial. */
const SHORTENED: Readonly<Record<string, string>> = { iu: 'iou', ui: 'uei', un: 'uen', ue: 'üe', v: 'ü', ve: 'üe' };

const TONES: Readonly<Record<string, string>> = { '\u0304': '→', '\u0301': '↗', '\u030c': '↓', '\u0300': '↘' };

const known = new Map<string, string | undefined>();

/** Phonemes of one syllable of pinyin with its tone mark ("zhǎng"), or undefined for what is no syllable. */
export function syllablePhonemes(pinyin: string): string | undefined {
  if (!known.has(pinyin)) known.set(pinyin, transcribe(pinyin));
  return known.get(pinyin);
}

function transcribe(pinyin: string): string | undefined {
  let tone = '';
  const letters = pinyin
    .normalize('NFD')
    .replace(/[\u0304\u0301\u030c\u0300]/g, (mark) => {
      tone = TONES[mark] ?? '';
      return '';
    })
    .normalize('NFC');
  const whole = WHOLE[letters];
  if (whole !== undefined) return whole.replace('0', tone);
  const [, initial = '', rest = ''] = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?(.+)$/.exec(letters) ?? [];
  if (rest === 'i' && /^(?:zh|ch|sh|r|z|c|s)$/.test(initial)) return `${INITIALS[initial] ?? ''}ɨ${tone}`;
  const final = FINALS[fullFinal(initial, rest)];
  return final === undefined ? undefined : (INITIALS[initial] ?? '') + final.replace('0', tone);
}

/** A final in full spelling: pinyin writes y and w for i, ü and u at a syllable's start, and u for ü after j, q and x. */
function fullFinal(initial: string, rest: string): string {
  if (rest.startsWith('yu')) return `ü${rest.slice(2)}`;
  if (rest.startsWith('yi')) return rest.slice(1);
  if (rest === 'you') return 'iou';
  if (rest.startsWith('y')) return `i${rest.slice(1)}`;
  if (rest.startsWith('wu')) return rest.slice(1);
  if (rest === 'wei' || rest === 'wen' || rest === 'weng') return `u${rest.slice(1)}`;
  if (rest.startsWith('w')) return `u${rest.slice(1)}`;
  if (/^[jqx]$/.test(initial) && rest.startsWith('u')) return `ü${rest.slice(1)}`;
  return SHORTENED[rest] ?? rest;
}
