/** A part of a contraction; `norm` is its full form where that is not its own lower case. */
export interface ContractionPart {
  text: string;
  norm?: string;
}

const NORMS: Readonly<Record<string, string>> = {
  "n't": 'not',
  nt: 'not',
  "'m": 'am',
  "'ll": 'will',
  "'re": 'are',
  "'ve": 'have',
  "'s": "'s",
  "'d": "'d",
};
const AUXILIARY_NORMS: Readonly<Record<string, string>> = {
  ca: 'can',
  wo: 'will',
  sha: 'shall',
  did: 'do',
  had: 'have',
};

const NEGATED =
  /^(ca|could|do|does|did|had|may|might|must|need|ought|sha|should|wo|would|ai|are|is|was|were|have|has|dare)(n['’]t|nt)(['’]ve)?$/i;
const PRONOUN_VERB =
  /^(i|you|he|she|it|we|they|who|what|when|where|why|how|there|that|this|these|those)(['’](?:m|ll|re|ve|d|s))(['’]ve)?$/i;
const MODAL_HAVE = /^(could|might|must|should|would)(['’]ve)$/i;
const WHOLE: Readonly<Record<string, readonly ContractionPart[]>> = {
  cannot: [{ text: 'can' }, { text: 'not' }],
  gonna: [
    { text: 'gon', norm: 'going' },
    { text: 'na', norm: 'to' },
  ],
  gotta: [{ text: 'got' }, { text: 'ta', norm: 'to' }],
  "let's": [{ text: 'let' }, { text: "'s", norm: 'us' }],
  "c'mon": [{ text: "c'm", norm: 'come' }, { text: 'on' }],
  "y'all": [{ text: "y'", norm: 'you' }, { text: 'all' }],
  "o'clock": [{ text: "o'clock" }],
  "ma'am": [{ text: "ma'am", norm: 'madam' }],
  "'cause": [{ text: "'cause", norm: 'because' }],
  "'em": [{ text: "'em", norm: 'them' }],
  "'bout": [{ text: "'bout", norm: 'about' }],
  'and/or': [{ text: 'and/or' }],
};
/** Also words of their own, so never read as contractions without an apostrophe. */
const ORDINARY_WORDS = new Set(['cant', 'wont']);

/** The parts of a contraction, as the tagger knows them, or undefined for any other word. */
export function splitContraction(text: string): ContractionPart[] | undefined {
  const plain = text.replaceAll('’', "'");
  const whole = WHOLE[plain.toLowerCase()];
  if (whole && Object.hasOwn(WHOLE, plain.toLowerCase())) return inCaseOf(text, whole);
  const match = NEGATED.exec(text) ?? PRONOUN_VERB.exec(text) ?? MODAL_HAVE.exec(text);
  if (!match || ORDINARY_WORDS.has(plain)) return undefined;
  return match.slice(1).flatMap((part, index) => {
    if (!part) return [];
    const lower = part.replace('’', "'").toLowerCase();
    const norm = index === 0 ? (AUXILIARY_NORMS[lower] ?? lower) : (NORMS[lower] ?? lower);
    return [{ text: part, norm }];
  });
}

function inCaseOf(text: string, parts: readonly ContractionPart[]): ContractionPart[] {
  let at = 0;
  return parts.map((part) => {
    const piece = text.slice(at, at + part.text.length);
    at += part.text.length;
    return { ...part, text: piece };
  });
}
