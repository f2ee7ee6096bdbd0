import { MAX_SYMBOLS } from './types.ts';
import type { Segment, Token } from './types.ts';

/**
 * Kokoro sounds best on segments of this many symbols; shorter ones wander, longer ones are rushed, and each symbol takes a
 * megabyte while it is spoken.
 */
const USUAL = { least: 100, most: 200 };
/** The first segment is short, so that sound starts early. */
const FIRST = { least: 25, most: 120 };
/** Rather than cut where nobody would pause, a segment may grow to this. */
const STRETCHED = 400;

/** How well a speaker may pause after a token. */
const PAUSE = { none: 0, word: 1, comma: 2, clause: 3, sentence: 4 } as const;

/** Tokens of one text, by sentence, as segments of at most `most` symbols; joined, the segments' texts are the text. */
export function segmentTokens(sentences: readonly (readonly Token[])[], most = MAX_SYMBOLS): Segment[] {
  const sizes = sizesWithin(most);
  const units = sentences.flatMap((tokens) =>
    tokens
      .flatMap((token) => splitLongToken(token, sizes.stretched))
      .map((token, index, all) => ({
        token,
        pause: index === all.length - 1 ? PAUSE.sentence : pauseAfter(token, all[index + 1]),
      })),
  );
  const segments: Draft[] = [];
  let start = 0;
  while (start < units.length) {
    const end = segmentEnd(units, start, sizes, segments.length === 0);
    addSegment(
      segments,
      units.slice(start, end).map((unit) => unit.token),
      most,
    );
    start = end;
  }
  return segments.map(({ tokens, phonemes }) => ({
    text: tokens.map((token) => token.text + token.whitespace).join(''),
    tokens,
    phonemes: phonemes.trim(),
  }));
}

/** A segment that may still grow. */
interface Draft {
  tokens: Token[];
  /** With one space wherever there is white space, at its ends too. */
  phonemes: string;
}

interface Sizes {
  first: { least: number; most: number };
  usual: { least: number; most: number };
  stretched: number;
  most: number;
}

function sizesWithin(most: number): Sizes {
  const within = (aim: { least: number; most: number }) => ({
    least: Math.min(aim.least, most / 2),
    most: Math.min(aim.most, most),
  });
  return { first: within(FIRST), usual: within(USUAL), stretched: Math.min(STRETCHED, most), most };
}

interface Unit {
  token: Token;
  pause: number;
}

/** Index after the last unit of the segment that begins at `start`. */
function segmentEnd(units: readonly Unit[], start: number, sizes: Sizes, first: boolean): number {
  const { usual, stretched, most: largest } = sizes;
  const aim = first ? sizes.first : usual;
  const breaks: { end: number; size: number; pause: number }[] = [];
  let size = 0;
  for (let index = start; index < units.length; index += 1) {
    const unit = units[index];
    if (!unit) break;
    size += symbolCount(unit.token);
    if (size > largest + 1) break;
    if (index === units.length - 1 && size <= usual.most && !first) return units.length;
    if (unit.pause > PAUSE.none) breaks.push({ end: index + 1, size, pause: unit.pause });
    else breaks.push({ end: index + 1, size, pause: PAUSE.none });
  }
  const best = (least: number, most: number, pause: number, earliest: boolean): number | undefined => {
    const fitting = breaks.filter((one) => one.size >= least && one.size <= most && one.pause >= pause);
    return (earliest ? fitting[0] : fitting.at(-1))?.end;
  };
  return (
    best(aim.least, aim.most, PAUSE.sentence, first) ??
    best(aim.least, aim.most, PAUSE.clause, first) ??
    best(aim.least, aim.most, PAUSE.comma, first) ??
    best(aim.least, usual.most, PAUSE.comma, true) ??
    best(aim.least, stretched, PAUSE.comma, true) ??
    best(aim.least, usual.most, PAUSE.word, false) ??
    best(0, largest, PAUSE.word, false) ??
    best(0, largest, PAUSE.none, false) ??
    start + 1
  );
}

/** Where a script writes no spaces, the next word's phonemes begin with one. */
function pauseAfter(token: Token, next: Token | undefined): number {
  const joined = token.whitespace === '' && next?.phonemes.startsWith(' ') !== true;
  if (joined && /^[;:,.!?—…”)]/.test(next?.phonemes ?? '')) return PAUSE.none; // “——” and “?!” stay together
  const end = token.phonemes.replace(/[”")]+$/, '').at(-1) ?? '';
  if ('.!?…'.includes(end) && end !== '') return joined ? PAUSE.none : PAUSE.clause;
  if (':;—'.includes(end) && end !== '') return PAUSE.clause;
  if (end === ',') return PAUSE.comma;
  return joined ? PAUSE.none : PAUSE.word;
}

function symbolCount(token: Token): number {
  return [...token.phonemes].length + (token.whitespace === '' ? 0 : 1);
}

/** Parts of a token that alone would not fit into a segment, cut between its words; they share its text in proportion. */
function splitLongToken(token: Token, most: number): Token[] {
  const symbols = [...token.phonemes];
  if (symbols.length <= most) return [token];
  const letters = [...token.text];
  const share = (at: number): number => Math.floor((letters.length * at) / symbols.length);
  const parts: Token[] = [];
  for (let start = 0; start < symbols.length;) {
    const end = partEnd(symbols, start, most);
    const text = letters.slice(share(start), share(end)).join('');
    parts.push({ text, whitespace: '', phonemes: symbols.slice(start, end).join('') });
    start = end;
  }
  parts.at(-1)!.whitespace = token.whitespace;
  return parts;
}

/** Where a part ends: at the last space in its second half, else so that the parts are of one length. */
function partEnd(symbols: readonly string[], start: number, most: number): number {
  const left = symbols.length - start;
  if (left <= most) return symbols.length;
  const space = symbols.lastIndexOf(' ', start + most);
  if (space > start + most / 2) return space;
  return start + Math.ceil(left / Math.ceil(left / most));
}

/** Adds a segment; one without a sound joins its neighbour, for the model needs something to say. */
function addSegment(segments: Draft[], tokens: Token[], most: number): void {
  const phonemes = singleSpaced(tokens.map((token) => token.phonemes + (token.whitespace === '' ? '' : ' ')).join(''));
  const last = segments.at(-1);
  if (last && (!isAudible(phonemes) || !isAudible(last.phonemes))) {
    const joined = singleSpaced(last.phonemes + phonemes);
    if (joined.trim().length <= most) {
      for (const token of tokens) last.tokens.push(token);
      last.phonemes = joined;
      return;
    }
  }
  segments.push({ tokens, phonemes });
}

function singleSpaced(phonemes: string): string {
  return phonemes.replace(/\s+/g, ' ');
}

/** Whether there is more in the phonemes than marks and spaces. */
export function isAudible(phonemes: string): boolean {
  return /[^\s;:,.!?—…"()“”ˈˌː]/u.test(phonemes);
}
