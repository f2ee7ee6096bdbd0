import type { WordTime } from '../speech/word-times.ts';

/** When each character is heard, as ElevenLabs tells it: milliseconds. */
export interface CharacterTimes {
  chars: string[];
  charStartTimesMs: number[];
  charDurationsMs: number[];
}

/**
 * Spreads words over their characters. A space follows each word and fills the time to the next one, or to the end of the audio:
 * clients take a word as complete at the space after it, and add up the times of one message after the other. `until` is the
 * second at which the audio ends; times count from the second `zero`.
 */
export function characterTimes(words: readonly WordTime[], until: number, zero: number): CharacterTimes {
  const times: CharacterTimes = { chars: [], charStartTimesMs: [], charDurationsMs: [] };
  const ms = (seconds: number) => Math.max(0, Math.round((seconds - zero) * 1000));
  const add = (char: string, start: number, end: number) => {
    times.chars.push(char);
    times.charStartTimesMs.push(start);
    times.charDurationsMs.push(Math.max(0, end - start));
  };
  if (words.length === 0) add(' ', 0, ms(until));
  words.forEach(({ word, start, end }, index) => {
    const chars = [...word];
    const [from, to] = [ms(start), Math.max(ms(start), ms(end))];
    const at = (position: number) => Math.round(from + ((to - from) * position) / chars.length);
    chars.forEach((char, position) => add(char, at(position), at(position + 1)));
    add(' ', to, Math.max(to, ms(words[index + 1]?.start ?? until)));
  });
  return times;
}
