import { SAMPLE_RATE, toPcm16 } from '../audio/pcm.ts';
import type { SpokenStream } from '../audio/spoken-stream.ts';
import { withAudio } from '../http/timed-speech.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { wordTimes } from '../speech/word-times.ts';
import type { WordTime } from '../speech/word-times.ts';
import type { Span } from '../../tracing/span.ts';
import { characterTimes } from './character-times.ts';
import type { Form } from './whole-speech.ts';

/** Bytes of audio in one line: aiohttp reads lines of at most 128 KiB. */
const MOST_AUDIO = 48 * 1024;

/** Lines of JSON while the text is spoken: audio, and when each character of it is heard. */
export const linesWithTimes: Form = { type: 'application/json', heldBytesPerSample: 0, bytes: inLines };

/** One JSON object when all of the text is spoken. */
export const withTimes: Form = { type: 'application/json', heldBytesPerSample: 2, bytes: inOne };

async function* inLines(
  segments: AsyncIterable<SpokenSegment>,
  sound: SpokenStream,
  span: Span,
): AsyncGenerator<Buffer> {
  for await (const { bytes, words, until } of spoken(segments, sound, span)) {
    for (let at = 0; at === 0 || at < bytes.length; at += MOST_AUDIO) {
      const alignment = at === 0 && words.length > 0 ? alignmentOf(words, until) : null;
      const audio = bytes.toString('base64', at, at + MOST_AUDIO);
      yield Buffer.from(`${JSON.stringify({ audio_base64: audio, alignment, normalized_alignment: alignment })}\n`);
    }
  }
}

async function* inOne(segments: AsyncIterable<SpokenSegment>, sound: SpokenStream, span: Span): AsyncGenerator<Buffer> {
  const pieces: Buffer[] = [];
  const all: WordTime[] = [];
  let end = 0;
  for await (const { bytes, words, until } of spoken(segments, sound, span)) {
    pieces.push(bytes);
    all.push(...words);
    end = until;
  }
  const alignment = alignmentOf(all, end);
  yield* withAudio({ alignment, normalized_alignment: alignment }, pieces, 'audio_base64');
}

/** Segments as bytes, with their words; what the encoder kept back comes last. `until`: seconds from the start. */
async function* spoken(
  segments: AsyncIterable<SpokenSegment>,
  sound: SpokenStream,
  span: Span,
): AsyncGenerator<{ bytes: Buffer; words: WordTime[]; until: number }> {
  let heard = 0;
  for await (const { segment, samples, durations } of segments) {
    const words = durations ? wordTimes(segment, durations, heard / SAMPLE_RATE) : [];
    heard += samples.length;
    const bytes = await span.during('encode', () => sound.push(toPcm16(samples)));
    yield { bytes, words, until: heard / SAMPLE_RATE };
  }
  yield { bytes: await sound.end(), words: [], until: heard / SAMPLE_RATE };
}

/** When each character is heard, in seconds from the start of the audio. */
function alignmentOf(words: readonly WordTime[], until: number): object {
  const { chars, charStartTimesMs, charDurationsMs } = characterTimes(words, until, 0);
  return {
    characters: chars,
    character_start_times_seconds: charStartTimesMs.map((ms) => ms / 1000),
    character_end_times_seconds: charStartTimesMs.map((ms, index) => (ms + charDurationsMs[index]!) / 1000),
  };
}
