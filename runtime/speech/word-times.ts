import { SAMPLE_RATE } from '../audio/pcm.ts';
import type { Segment, Token } from '../text/types.ts';
import type { PlacedMark } from './marks.ts';

/** A word of the input, its marks included, and when it is heard: seconds from the start of the audio. */
export interface WordTime {
  word: string;
  start: number;
  end: number;
}

/** Samples of one frame of Kokoro's duration predictor (hexgrad/kokoro: 40 frames a second at 24 kHz). */
export const SAMPLES_PER_FRAME = 600;

/** Frames by which sound runs ahead of the predicted durations (hexgrad/kokoro pipeline.py, join_timestamps). */
const LEAD_FRAMES = 3;

/** When a mark of the input is reached: seconds from the start of the audio. */
export interface MarkTime {
  name: string;
  time: number;
}

/**
 * When each word of a segment is heard: the frames of its phonemes and half of the spaces on both sides. `durations` are
 * the frames of the padding, of each symbol of `segment.phonemes`, and of the padding; `offset` is the second at which
 * the segment starts.
 */
export function wordTimes(segment: Segment, durations: readonly number[], offset: number): WordTime[] {
  const symbols = [...segment.phonemes];
  const { from, to } = clockOf(symbols, durations, offset);
  return words(placeTokens(segment.tokens, symbols)).map(({ text, begin, end }) => ({
    word: text,
    start: from(begin),
    end: to(end),
  }));
}

/** When the marks of a segment are reached; the other arguments as of `wordTimes`. */
export function markTimes(
  { segment, marks }: { segment: Segment; marks: readonly PlacedMark[] },
  durations: readonly number[],
  offset: number,
): MarkTime[] {
  if (marks.length === 0) return [];
  const symbols = [...segment.phonemes];
  const { from, to } = clockOf(symbols, durations, offset);
  const tokens = placeTokens(segment.tokens, symbols);
  return marks.map(({ name, token }) => {
    const placed = tokens[token];
    return { name, time: placed ? from(placed.begin) : to(symbols.length) };
  });
}

/** Seconds at which what begins or ends at the index of a symbol does so. */
function clockOf(symbols: readonly string[], durations: readonly number[], offset: number) {
  if (durations.length !== symbols.length + 2) {
    throw new Error(`${durations.length} durations for ${symbols.length} phonemes`);
  }
  const startOf = startFrames(durations);
  const shift = Math.min(LEAD_FRAMES, durations[0]!);
  const seconds = (frame: number) => {
    const exact = offset + (Math.max(0, frame - shift) * SAMPLES_PER_FRAME) / SAMPLE_RATE;
    return Math.round(exact * 1000) / 1000;
  };
  const halfSpace = (index: number) => (symbols[index] === ' ' ? durations[index + 1]! / 2 : 0);
  return {
    from: (begin: number) => seconds(startOf[begin]! - halfSpace(begin - 1)),
    to: (end: number) => seconds(startOf[end]! + halfSpace(end)),
  };
}

/** For each symbol, and for the end, the frame at which it starts. */
function startFrames(durations: readonly number[]): number[] {
  const starts: number[] = [];
  let frame = 0;
  for (const duration of durations) {
    frame += duration;
    starts.push(frame);
  }
  return starts;
}

interface Placed extends Token {
  /** Index of its first symbol, and after its last. */
  begin: number;
  end: number;
}

/** Where each token's phonemes stand among the segment's, which are the tokens' in order with single spaces between. */
function placeTokens(tokens: readonly Token[], symbols: readonly string[]): Placed[] {
  let cursor = 0;
  return tokens.map((token) => {
    const own = [...token.phonemes.replace(/\s+/g, ' ').trim()];
    if (own.length > 0 && symbols[cursor] === ' ') cursor++;
    const begin = cursor;
    cursor = Math.min(begin + own.length, symbols.length);
    return { ...token, begin, end: cursor };
  });
}

const WORD = /[\p{L}\p{N}]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Tokens as a reader counts words: by white space, and by token in scripts that have none. */
function words(tokens: readonly Placed[]): { text: string; begin: number; end: number }[] {
  const groups: Placed[][] = [];
  for (const token of tokens) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const glued = last?.whitespace === '' && !isBoundary(group!, token);
    if (glued) group!.push(token);
    else groups.push([token]);
  }
  return groups.flatMap((group) => {
    const heard = group.filter((token) => WORD.test(token.text) && token.end > token.begin);
    const text = group.map((token) => token.text).join('');
    return heard.length === 0 ? [] : [{ text, begin: heard[0]!.begin, end: heard.at(-1)!.end }];
  });
}

function isBoundary(group: readonly Placed[], next: Token): boolean {
  const before = group.findLast((token) => WORD.test(token.text));
  if (!before || !WORD.test(next.text)) return false;
  return UNSPACED.test(next.text) || UNSPACED.test(before.text);
}
