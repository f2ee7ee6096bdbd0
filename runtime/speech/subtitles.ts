import type { WordTime } from './word-times.ts';

/** Longest line of a subtitle in characters, and longest time it stays (Netflix timed text style guide: 42 and 7 s). */
const LIMITS = { characters: 42 * 2, seconds: 7 };

/** SubRip. */
export function toSrt(words: readonly WordTime[]): string {
  return cues(words)
    .map(({ start, end, text }, index) => `${index + 1}\n${clock(start, ',')} --> ${clock(end, ',')}\n${text}\n`)
    .join('\n');
}

/** WebVTT (W3C), with the marks that it gives a meaning escaped. */
export function toVtt(words: readonly WordTime[]): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const body = cues(words).map(
    ({ start, end, text }) => `${clock(start, '.')} --> ${clock(end, '.')}\n${escaped(text)}\n`,
  );
  return ['WEBVTT\n', ...body].join('\n');
}

interface Cue {
  start: number;
  end: number;
  text: string;
}

/** Seconds of silence that end a subtitle. */
const LONG_PAUSE = 1;

/** Words in cues that end with a sentence, at a long pause, or when they would get too long. */
function cues(words: readonly WordTime[]): Cue[] {
  const found: Cue[] = [];
  let open = false;
  for (const { word, start, end } of words) {
    const cue = found.at(-1);
    const text = cue && join(cue.text, word);
    const near = cue && start - cue.end < LONG_PAUSE;
    if (open && near && text && text.length <= LIMITS.characters && end - cue.start <= LIMITS.seconds) {
      cue.text = text;
      cue.end = end;
    } else {
      found.push({ start, end, text: word });
    }
    open = !/[.!?…。！？][”"'’)」』]*$/u.test(word);
  }
  return found;
}

/** Scripts without spaces between words stay without. */
function join(left: string, right: string): string {
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，！？]/u;
  return unspaced.test(left.at(-1) ?? '') && unspaced.test(right[0] ?? '') ? left + right : `${left} ${right}`;
}

/** hh:mm:ss and milliseconds. */
function clock(seconds: number, separator: string): string {
  const total = Math.round(seconds * 1000);
  const part = (value: number, width: number) => String(Math.floor(value)).padStart(width, '0');
  const [hours, minutes, rest] = [total / 3_600_000, (total / 60_000) % 60, (total / 1000) % 60];
  return `${part(hours, 2)}:${part(minutes, 2)}:${part(rest, 2)}${separator}${part(total % 1000, 3)}`;
}
