import { SAMPLE_RATE, toPcm16 } from '../audio/pcm.ts';
import { SpokenEncoder } from '../audio/spoken-encoding.ts';
import type { Encoding } from '../audio/spoken-encoding.ts';
import type { ApiError } from '../errors.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { wordTimes } from '../speech/word-times.ts';
import type { Span } from '../../tracing/span.ts';
import { characterTimes } from './character-times.ts';
import type { LiveConnection } from './connection.ts';

/** The context of a client that names none. */
export const UNNAMED = '';

/** Bytes of audio in one message: clients take messages of at most 1 MiB. */
const MOST_AUDIO = 96 * 1024;

/** What a client hears of one context. */
export class Heard {
  readonly #connection: LiveConnection;
  readonly #encoder: SpokenEncoder;
  readonly #id: string;
  readonly #absolute: boolean;
  #samples = 0;

  constructor(connection: LiveConnection, encoding: Encoding, id: string, absolute: boolean) {
    [this.#connection, this.#encoder, this.#id, this.#absolute] = [
      connection,
      new SpokenEncoder(encoding),
      id,
      absolute,
    ];
  }

  async hear({ segment, samples, durations }: SpokenSegment, span: Span): Promise<void> {
    const from = this.#samples / SAMPLE_RATE;
    this.#samples += samples.length;
    const words = durations ? wordTimes(segment, durations, from) : [];
    const bytes = await span.during('encode', () => this.#encoder.push(toPcm16(samples)));
    this.#send(bytes, characterTimes(words, this.#samples / SAMPLE_RATE, this.#absolute ? 0 : from));
    await span.during('deliver', () => this.#connection.room());
  }

  over(whole: boolean, error: ApiError | undefined): void {
    const rest = whole && this.#samples > 0 ? this.#encoder.end() : Buffer.alloc(0);
    if (rest.length > 0) this.#send(rest, null);
    if (error) this.#connection.send(told(error, this.#id));
    this.#connection.send(isFinal(this.#id));
  }

  #send(bytes: Buffer, alignment: object | null): void {
    for (let at = 0; at === 0 || at < bytes.length; at += MOST_AUDIO) {
      const times = at === 0 ? alignment : null;
      const audio = bytes.toString('base64', at, at + MOST_AUDIO);
      this.#connection.send({ audio, alignment: times, normalizedAlignment: times, ...named(this.#id) });
    }
  }
}

function named(id: string): object {
  return id === UNNAMED ? {} : { contextId: id };
}

/** The end of a context, alone in its message: clients read nothing else of it. */
export function isFinal(id: string): object {
  return { audio: null, isFinal: true, ...named(id) };
}

/** An error, of one context or of the connection. */
export function told({ message, code }: ApiError, id = UNNAMED): object {
  return { error: message, message, code, ...named(id) };
}
