/** A token with its part of speech; `phonemes` are given when no lexicon is to be asked. */
export interface TaggedToken {
  text: string;
  whitespace: string;
  tag: string;
  phonemes?: string | undefined;
  /** Stress asked for by the text's author or by the kind of word, on the scale of applyStress. */
  stress?: number | undefined;
  /** The range of the sentence the token stands for. */
  start: number;
  end: number;
  /** Said for something written otherwise: a number, a sign. */
  said?: boolean | undefined;
}

/** Tokens written without a space between them: one word to the ear. A mark stands alone. */
export type Word = TaggedToken[];

const MARKS = new Set(';:,.!?—…"“”');
const MARK_TAGS = new Set(['.', ',', '-LRB-', '-RRB-', '``', '""', "''", ':', '$', '#', 'NFP']);
/** Brackets that the tagger may take for something else. */
const BRACKETS: Readonly<Record<string, string>> = { '[': '(', '{': '(', ']': ')', '}': ')' };
const TAG_SYMBOLS: Readonly<Record<string, string>> = { '-LRB-': '(', '-RRB-': ')', '``': '“', '""': '”', "''": '”' };
const SUBTOKEN =
  /^['‘’]+|\p{Lu}(?=\p{Lu}\p{Ll})|[-_]+|['‘’]{2,}|\p{L}*?(?:['‘’]\p{L})*?\p{Ll}(?=\p{Lu})|\p{L}+(?:['‘’]\p{L})*|[^-_\p{L}'‘’]|['‘’]+$/gu;

/** The words of a sentence: tokens cut at case changes and hyphens, grouped where nothing but that parts them. */
export function groupWords(tokens: readonly TaggedToken[]): Word[] {
  const words: { tokens: Word; open: boolean }[] = [];
  for (const token of tokens) {
    for (const part of subTokens(token)) {
      const phonemes = part.phonemes ?? markPhonemes(part);
      const last = words.at(-1);
      if (phonemes !== undefined && part.phonemes === undefined) {
        words.push({ tokens: [{ ...part, phonemes }], open: false });
      } else if (last?.open && last.tokens.at(-1)?.whitespace === '') {
        last.tokens.push(part);
      } else {
        words.push({ tokens: [part], open: part.whitespace === '' });
      }
    }
  }
  return words.map((word) => word.tokens);
}

function subTokens(token: TaggedToken): TaggedToken[] {
  if (token.phonemes !== undefined) return [token];
  const parts = token.text.match(SUBTOKEN) ?? [token.text];
  return parts.map((text, index) => ({
    ...token,
    text,
    whitespace: index === parts.length - 1 ? token.whitespace : '',
  }));
}

/** What a mark sounds like, or undefined when the token is a word. */
function markPhonemes({ text, tag }: TaggedToken): string | undefined {
  if (Object.hasOwn(BRACKETS, text)) return BRACKETS[text];
  if (tag === ':' && (text === '-' || text === '–')) return '—';
  if (!MARK_TAGS.has(tag) || /\p{L}/u.test(text)) return undefined;
  return TAG_SYMBOLS[tag] ?? [...text].filter((symbol) => MARKS.has(symbol)).join('');
}

/** Whether a token is nothing but joints: hyphens, apostrophes, stops. */
export function isJoint(text: string): boolean {
  return /^[',\-._‘’/]*$/.test(text);
}

/** Whether a token is a mark that makes a pause. */
export function isPauseMark(text: string): boolean {
  return text.length === 1 && MARKS.has(text) && !'"“”'.includes(text);
}
