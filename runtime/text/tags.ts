import { ApiError } from '../errors.ts';
import { INPUT_LIMITS, checkInputParts } from './input-parts.ts';
import type { InputPart, ParsedInput } from './input-parts.ts';
import type { Pronunciation } from './types.ts';

const TAGS =
  /\\\[|\[(?<name>pause|voice):(?<value>[^[\]\n]*)\]|\[(?<word>[^[\]\n]+)\]\(\/(?<phonemes>[^/()[\]\n]+)\/\)/giu;
const PAUSE = /^(\d+(?:\.\d+)?|\.\d+)(ms|s)$/i;

/**
 * The parts of an input and the voices that its tags name. Tags are `[pause:0.5s]`, `[voice:am_adam]` and `[word](/IPA/)`;
 * `\[` is a bracket that begins none, and other brackets are text. Throws ApiError `invalid_tag` for a pause or voice that
 * says nothing usable.
 */
export function parseTags(input: string): ParsedInput<Pronunciation> {
  const voices = new Set<string>();
  const parts: InputPart<Pronunciation>[] = [];
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
  checkInputParts({ parts, voices }, 'invalid_tag');
  return { parts, voices };
}

function pauseSeconds(value: string, tag: string): number {
  const [, amount, unit] = PAUSE.exec(value) ?? [];
  if (amount === undefined) throw invalid(tag, 'is not a pause: write [pause:0.5s] or [pause:500ms]');
  const seconds = Number(amount) / (unit!.toLowerCase() === 'ms' ? 1000 : 1);
  if (seconds <= INPUT_LIMITS.pauseSeconds) return seconds;
  throw invalid(tag, `is too long (limit ${INPUT_LIMITS.pauseSeconds} s for one pause)`);
}

function voiceName(value: string, tag: string): string {
  if (value === '') throw invalid(tag, 'names no voice: write [voice:am_adam]');
  return value;
}

function invalid(tag: string, problem: string): ApiError {
  const shown = tag.length > 64 ? `${tag.slice(0, 64)}…` : tag;
  return new ApiError('invalid_tag', `${shown} ${problem}. Write \\[ for a literal bracket.`, {
    param: 'input',
  });
}
