import { ApiFailure, call, openSocket } from './api.mjs';
import { RATE } from './player.mjs';
import { fromBase64, samplesOf } from './speech-stream.mjs';

const PATH = 'v1/audio/speech/stream';

/** Text of one message: whole characters, and far fewer bytes than the 64 KiB that a message may have. */
const PIECE = /[^]{1,5000}/gu;

/**
 * @typedef {object} Heard what a session tells
 * @property {(text: string) => void} stretch a stretch of the text begins to be spoken
 * @property {(samples: Int16Array, words: import('./transcript.mjs').Word[]) => void} sound
 * @property {() => void} quiet everything that was sent has been spoken
 * @property {(error: unknown) => void} failed
 * @property {() => void} over
 */

/** A session in which text is spoken while it is written (docs/reference/streaming.md, the native protocol). */
export class LiveSession {
  #socket = openSocket(PATH);
  #heard;
  #configured = false;
  #opened = false;
  #closed = false;
  #samples = 0;
  #stretchStart = 0;
  /** @type {object[]} */
  #waiting = [];

  /** @param {Heard} heard */
  constructor(heard) {
    this.#heard = heard;
    this.#socket.addEventListener('open', () => {
      this.#opened = true;
      for (const message of this.#waiting.splice(0)) this.#send(message);
    });
    this.#socket.addEventListener('message', ({ data }) => this.#follow(JSON.parse(data)));
    this.#socket.addEventListener('close', (event) => void this.#over(event));
  }

  /**
   * Adds to the text of an utterance, which begins with the first piece.
   * @param {object} config the session.config for an utterance that begins
   * @param {string} text
   */
  say(config, text) {
    if (text === '') return;
    if (!this.#configured) this.#send(config);
    this.#configured = true;
    for (const [piece] of text.matchAll(PIECE)) this.#send({ type: 'input.text', text: piece });
  }

  /** The utterance has its end: what there is of it is spoken. */
  finish() {
    if (this.#configured) this.#send({ type: 'input.done' });
    this.#configured = false;
  }

  /** Stops at once. */
  stop() {
    this.#closed = true;
    if (this.#configured && this.#opened) this.#send({ type: 'input.cancel' });
    this.#socket.close(1000);
    this.#heard.over();
  }

  /** @param {object} message */
  #send(message) {
    if (!this.#opened) this.#waiting.push(message);
    else if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** @param {any} message */
  #follow(message) {
    if (this.#closed) return;
    switch (message.type) {
      case 'audio.start':
        this.#stretchStart = this.#samples / RATE;
        return this.#heard.stretch(message.sentence_text);
      case 'audio.chunk': {
        // The last one of a stretch has no sound and repeats the words.
        if (message.audio_b64 === '') return;
        const samples = samplesOf(fromBase64(message.audio_b64));
        const from = this.#stretchStart;
        this.#samples += samples.length;
        const words = message.timestamps.map((/** @type {any} */ { word, start_ms, end_ms }) => ({
          ...{ word, start: from + start_ms / 1000, end: from + end_ms / 1000 },
        }));
        return this.#heard.sound(samples, words);
      }
      case 'session.done':
        return this.#heard.quiet();
      case 'error':
        return this.#heard.failed(new ApiFailure(message.message, { status: 400, code: message.code }));
    }
  }

  /** @param {CloseEvent} event */
  async #over({ code, reason }) {
    if (this.#closed) return;
    this.#closed = true;
    if (!this.#opened) this.#heard.failed(await this.#refusal());
    else if (code !== 1000) this.#heard.failed(new ApiFailure(reason || 'The connection to the server broke off.'));
    this.#heard.over();
  }

  /** Why there was no connection: browsers do not say, but the same path over HTTP does. */
  async #refusal() {
    try {
      await call(PATH);
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'upgrade_required') return error;
    }
    return new ApiFailure(
      'The server accepts no further connection, or something on the way to it lets no WebSocket pass.',
    );
  }
}
