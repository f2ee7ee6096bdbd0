import { SENSES } from './senses.ts';
import type { Sense } from './senses.ts';
import type { TaggedToken } from './words.ts';

/** The tokens with the tags that their neighbours demand, and with phonemes where only the sense of a word tells them. */
export function resolveHeteronyms(tokens: readonly TaggedToken[], british: boolean): TaggedToken[] {
  const retagged = tokens.map((token, index) => ({ ...token, tag: correctTag(tokens, index) }));
  const spelled = retagged.map((token) => token.text.replaceAll('’', "'").toLowerCase());
  return retagged.map((token, index) => {
    const senses = Object.hasOwn(SENSES, spelled[index] ?? '') ? SENSES[spelled[index] ?? ''] : undefined;
    if (!senses || token.phonemes !== undefined) return token;
    const sense = chooseSense(senses, token.tag, spelled, index);
    return sense ? { ...token, phonemes: british ? sense.gb : sense.us } : token;
  });
}

const WORDS_SEEN = 6;

function chooseSense(
  senses: readonly Sense[],
  tag: string,
  words: readonly string[],
  index: number,
): Sense | undefined {
  const before = words
    .slice(Math.max(0, index - WORDS_SEEN), index)
    .map((word) => `${word} `)
    .join('');
  const after = words
    .slice(index + 1, index + 1 + WORDS_SEEN)
    .map((word) => `${word} `)
    .join('');
  const possible = senses.filter((sense) => sense.tag?.test(tag) ?? true);
  const fits = (sense: Sense): boolean => (sense.before?.test(before) ?? true) && (sense.after?.test(after) ?? true);
  const byPlace = possible.find((sense) => {
    if (sense.usual || !fits(sense)) return false;
    return (
      sense.near === undefined ||
      ((sense.before ?? sense.after) !== undefined && distance(sense, words, index) < Infinity)
    );
  });
  if (byPlace) return byPlace;
  let nearest: Sense | undefined;
  let least = Infinity;
  for (const sense of possible) {
    const far = sense.before || sense.after ? Infinity : distance(sense, words, index);
    if (far < least) [nearest, least] = [sense, far];
  }
  return nearest ?? possible.find((sense) => sense.usual);
}

/** How many words away the nearest word that gives the sense away is. */
function distance(sense: Sense, words: readonly string[], index: number): number {
  const cues = new Set(sense.near?.split(' '));
  return words.reduce(
    (least, word, at) => (at !== index && cues.has(word) ? Math.min(least, Math.abs(at - index)) : least),
    Infinity,
  );
}

const BARE_SUBJECT = /^(?:i|you|we|they)$/;
const THIRD_SUBJECT = /^(?:he|she|it|who)$/;
const NOUN_BEFORE = /^(?:the|a|an|my|your|his|its|our|their|no|every|another|whose)$/;
const ADVERB = /^(?:not|n't|never|always|also|still|just|only|even|really|often|soon|probably|please)$/;
/** "used to" and the like are followed by a verb; "due to", "access to" by a noun. */
const VERB_AFTER_TO =
  /^(?:want|wants|wanted|need|needs|needed|have|has|had|going|like|likes|liked|try|tries|tried|trying|decided|hope|hopes|hoped|plan|plans|planned|able|ready|used|ought|refused|refuses|agreed|agrees|order|began|begin|intend|intends|intended|promised|willing|unable|started|expected|supposed|asked|told|forced|allowed|how|failed|afraid)$/;

/** The tagger's tag, unless the words next to it make another class certain. */
function correctTag(tokens: readonly TaggedToken[], index: number): string {
  const token = tokens[index];
  if (!token) return '';
  const { tag, text } = token;
  // "House the homeless", "Record your voice": an order
  if (
    index === 0 &&
    /^NNP?$/.test(tag) &&
    /^\p{Lu}\p{Ll}+$/u.test(text) &&
    /^(?:the|a|an|your|my|our|this|it|them)$/.test(tokens[1]?.text ?? '')
  ) {
    return 'VB';
  }
  if (index === 0 && text === 'Use' && tag === 'NN' && /^(?:NN|JJ|VB|CD|DT)/.test(tokens[1]?.tag ?? '')) return 'VB';
  if (!/^[a-z]+$/.test(text)) return tag;
  let at = index - 1;
  while (at > 0 && ADVERB.test(tokens[at]?.text.toLowerCase() ?? '')) at -= 1;
  const before = tokens[at];
  if (!before) return tag;
  const previous = before.text.toLowerCase();
  const skipped = at < index - 1;
  if (tag.startsWith('NN')) {
    if (before.tag === 'MD' && before.text !== 'May') return 'VB';
    if (skipped && /^(?:do|does|did|ca|wo)$/.test(previous)) return 'VB';
    if (tag === 'NN' && BARE_SUBJECT.test(previous) && before.tag === 'PRP') return 'VBP';
    if (tag === 'NNS' && THIRD_SUBJECT.test(previous)) return 'VBZ';
    if (tag === 'NN' && previous === 'to' && VERB_AFTER_TO.test(tokens[at - 1]?.text.toLowerCase() ?? '')) return 'VB';
  }
  if (
    /^VB[PZ]?$/.test(tag) &&
    !skipped &&
    (NOUN_BEFORE.test(previous) || before.tag === 'PRP$' || before.tag === 'POS')
  ) {
    return tag === 'VBZ' ? 'NNS' : 'NN';
  }
  return tag;
}
