import { ApiError } from '../errors.ts';
import type { Pronunciation } from './types.ts';

/** A stretch of an input that one voice speaks (undefined: that of the request), or silence. */
export type TaggedPart =
  { text: string; pronunciations: Pronunciation[]; voice: string | undefined } | { pauseSeconds: number };

/** What the tags of one input may ask for. */
export const TAG_LIMITS = { pauseSeconds: 10, allPausesSeconds: 60, voices: 10 };

const TAGS =
  /\\\[|\[(?<name>pause|voice):(?<value>[^[\]\n]*)\]|\[(?<word>[^[\]\n]+)\]\(\/(?<phonemes>[^/()[\]\n]+)\/\)/giu;
const PAUSE = /^(\d+(?:\.\d+)?|\.\d+)(ms|s)$/i;

/**
 * The parts of an input and the voices that its tags name. Tags are `[pause:0.5s]`, `[voice:am_adam]` and `[word](/IPA/)`;
 * `\[` is a bracket that begins none, and other brackets are text. Throws ApiError `invalid_tag` for a pause or voice that
 * says nothing usable.
 */
export function parseTags(input: string): { parts: TaggedPart[]; voices: ReadonlySet<string> } {
  const voices = new Set<string>();
  const parts: TaggedPart[] = [];
  let voice: string | undefined;
  let text = '';
  let pronunciations: Pronunciation[] = [];
  const closePart = () => {
    if (text !== '') parts.push({ text, pronunciations, voice });
    [text, pronunciations] = ['', []];
  };
  let at = 0;
  for (const match of input.matchAll(TAGS)) {
    text += input.slice(at, match.index);
    at = match.index + match[0].length;
    const { name, value = '', word, phonemes } = match.groups!;
    if (word !== undefined && phonemes !== undefined) {
      pronunciations.push({ start: text.length, end: text.length + word.length, phonemes });
      text += word;
    } else if (name === undefined) {
      text += '[';
    } else {
      closePart();
      if (name.toLowerCase() === 'pause') parts.push({ pauseSeconds: pauseSeconds(value.trim(), match[0]) });
      else voices.add((voice = voiceName(value.trim(), match[0])));
    }
  }
  text += input.slice(at);
  closePart();
  checkLimits(parts, voices);
  return { parts, voices };
}

function pauseSeconds(value: string, tag: string): number {
  const [, amount, unit] = PAUSE.exec(value) ?? [];
  if (amount === undefined) throw invalid(tag, 'is not a pause: write [pause:0.5s] or [pause:500ms]');
  const seconds = Number(amount) / (unit!.toLowerCase() === 'ms' ? 1000 : 1);
  if (seconds <= TAG_LIMITS.pauseSeconds) return seconds;
  throw invalid(tag, `is too long (limit ${TAG_LIMITS.pauseSeconds} s for one pause)`);
}

function voiceName(value: string, tag: string): string {
  if (value === '') throw invalid(tag, 'names no voice: write [voice:am_adam]');
  return value;
}

function checkLimits(parts: readonly TaggedPart[], voices: ReadonlySet<string>): void {
  const pauses = parts.reduce((sum, part) => sum + ('pauseSeconds' in part ? part.pauseSeconds : 0), 0);
  if (pauses > TAG_LIMITS.allPausesSeconds) {
    const message = `The pauses in the input add up to ${Math.round(pauses)} s (limit ${TAG_LIMITS.allPausesSeconds} s).`;
    throw new ApiError('invalid_tag', message, { param: 'input' });
  }
  if (voices.size > TAG_LIMITS.voices) {
    const message = `The tags in the input name ${voices.size} voices (limit ${TAG_LIMITS.voices}).`;
    throw new ApiError('invalid_tag', message, { param: 'input' });
  }
}

function invalid(tag: string, problem: string): ApiError {
  const shown = tag.length > 64 ? `${tag.slice(0, 64)}…` : tag;
  return new ApiError('invalid_tag', `${shown} ${problem}. Write \\[ for a literal bracket.`, {
    param: 'input',
  });
}
