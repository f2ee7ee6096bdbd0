import { z } from 'zod';
import { audioFormats, formatNames } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { SAMPLE_RATE, pcmBytes, toPcm16 } from '../audio/pcm.ts';
import type { ApiError } from '../errors.ts';
import { langCode } from '../http/borrowed-fields.ts';
import { asStream } from '../http/spoken-audio.ts';
import { lexiconNames } from '../http/speech-request.ts';
import { encoded } from '../http/traced-encoding.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { wordTimes } from '../speech/word-times.ts';
import type { WordTime } from '../speech/word-times.ts';
import type { Span } from '../../tracing/span.ts';
import type { LiveConnection } from './connection.ts';

/** The message that says how to speak. */
export const config = z.strictObject({
  type: z.literal('session.config'),
  model: z.string().optional(),
  voice: z.string().optional(),
  speaker: z.string().optional(),
  language: z.string().max(64).optional(),
  lang_code: langCode,
  lexicons: lexiconNames,
  instructions: z.string().optional(),
  response_format: z.enum(formatNames).default('wav'),
  speed: z.number().min(0.25).max(4).default(1),
  stream_audio: z.boolean().default(false),
  split_granularity: z.enum(['none', 'sentence', 'clause']).default('sentence'),
  word_timestamps: z.boolean().default(false),
});
export type Config = z.infer<typeof config>;

/** What the client hears of one utterance. */
export class Utterance {
  readonly #connection: LiveConnection;
  readonly #config: Config;
  readonly #index: number;
  #sentences = 0;
  #started = false;
  #pcm: Int16Array[] = [];
  #samples = 0;
  #bytes = 0;
  #chunks = 0;
  #words: WordTime[] = [];
  #over = false;

  constructor(connection: LiveConnection, config: Config, index: number) {
    [this.#connection, this.#config, this.#index] = [connection, config, index];
  }

  get #names() {
    return { utterance_index: this.#index, sentence_index: this.#sentences };
  }

  start(text: string): void {
    const { response_format: format, stream_audio: streamed, word_timestamps: timed } = this.#config;
    [this.#started, this.#pcm, this.#samples, this.#bytes, this.#chunks, this.#words] = [true, [], 0, 0, 0, []];
    this.#connection.send({
      type: 'audio.start',
      ...this.#names,
      sentence_text: text,
      format,
      ...(streamed ? { sample_rate: SAMPLE_RATE, channels: 1 } : {}),
      ...(timed ? { word_timestamps: true } : {}),
    });
  }

  async hear({ segment, samples, durations }: SpokenSegment, span: Span): Promise<void> {
    const pcm = toPcm16(samples);
    if (!this.#config.stream_audio) {
      this.#pcm.push(pcm);
      this.#samples += pcm.length;
      return;
    }
    const bytes = pcmBytes(pcm);
    if (!this.#config.word_timestamps) await span.during('deliver', () => this.#sendBytes(bytes));
    else {
      const words = durations ? wordTimes(segment, durations, this.#samples / SAMPLE_RATE) : [];
      this.#words.push(...words);
      this.#chunk(bytes, words, this.#samples);
      this.#bytes += bytes.length;
      await span.during('deliver', () => this.#connection.room());
    }
    this.#samples += pcm.length;
  }

  async done(span: Span): Promise<void> {
    if (!this.#config.stream_audio) {
      const format: AudioFormat = audioFormats[this.#config.response_format];
      const file = encoded(format, asStream(this.#pcm), this.#samples, span);
      await span.during('deliver', async () => {
        for await (const bytes of file) {
          // Cancelled while this was encoded.
          if (this.#over) return;
          await this.#sendBytes(bytes);
        }
      });
      if (this.#over) return;
    } else if (this.#config.word_timestamps) this.#chunk(new Uint8Array(), this.#words, 0);
    this.#doneWith(false);
  }

  over(cancelled: boolean, error: ApiError | undefined): void {
    this.#over = true;
    if (this.#started) this.#doneWith(error !== undefined);
    if (error) {
      const partial = this.#bytes > 0 ? { partial_audio: true, action: 'discard' } : {};
      this.#connection.send({ ...told(error), ...this.#names, ...partial });
    }
    this.#connection.send({
      type: 'session.done',
      utterance_index: this.#index,
      total_sentences: this.#sentences,
      ...(cancelled ? { cancelled } : {}),
    });
  }

  async #sendBytes(bytes: Uint8Array): Promise<void> {
    this.#bytes += bytes.length;
    await this.#connection.sendBytes(bytes);
  }

  #doneWith(error: boolean): void {
    this.#connection.send({ type: 'audio.done', ...this.#names, total_bytes: this.#bytes, error });
    this.#started = false;
    this.#sentences++;
  }

  #chunk(bytes: Uint8Array, words: readonly WordTime[], firstSample: number): void {
    const ms = (samples: number) => Math.round((samples * 1000) / SAMPLE_RATE);
    this.#connection.send({
      type: 'audio.chunk',
      ...this.#names,
      chunk_id: this.#chunks++,
      chunk_start_ms: ms(firstSample),
      chunk_end_ms: bytes.length === 0 ? ms(this.#samples) : ms(firstSample + bytes.length / 2),
      sample_rate: SAMPLE_RATE,
      channels: 1,
      audio_b64: Buffer.from(bytes).toString('base64'),
      timestamps: words.map(({ word, start, end }) => ({
        word,
        start_ms: Math.round(start * 1000),
        end_ms: Math.round(end * 1000),
      })),
    });
  }
}

/** An error as a message. */
export function told({ message, code, param }: ApiError): object {
  return { type: 'error', message, code, param };
}
