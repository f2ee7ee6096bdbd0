import { SAMPLE_RATE, toPcm16 } from '../audio/pcm.ts';
import { SpokenStream } from '../audio/spoken-stream.ts';
import type { Encoding } from '../audio/encoding.ts';
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
  readonly #sound: SpokenStream;
  readonly #id: string;
  readonly #absolute: boolean;
  #samples = 0;
  #over = false;

  constructor(connection: LiveConnection, encoding: Encoding, id: string, absolute: boolean) {
    [this.#connection, this.#id, this.#absolute] = [connection, id, absolute];
    this.#sound = new SpokenStream(encoding);
  }

  async hear({ segment, samples, durations }: SpokenSegment, span: Span): Promise<void> {
    const from = this.#samples / SAMPLE_RATE;
    this.#samples += samples.length;
    const words = durations ? wordTimes(segment, durations, from) : [];
    const bytes = await span.during('encode', () => this.#sound.push(toPcm16(samples)));
    this.#send(bytes, characterTimes(words, this.#samples / SAMPLE_RATE, this.#absolute ? 0 : from));
    await span.during('deliver', () => this.#connection.room());
  }

  async spoken(): Promise<void> {
    const rest = await this.#sound.end();
    if (rest.length > 0) this.#send(rest, null);
  }

  over(error: ApiError | undefined): void {
    this.#over = true;
    this.#sound.close();
    if (error) this.#connection.send(told(error, this.#id));
    this.#connection.send(isFinal(this.#id));
  }

  /** Nothing of a context that is over, such as one that was closed while this was encoded. */
  #send(bytes: Buffer, alignment: object | null): void {
    if (this.#over) return;
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
