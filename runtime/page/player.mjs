/** Samples of a second, as the server speaks. */
export const RATE = 24_000;

/** Time between the decision to play and the first sample, so that none of it is cut. */
const LEAD = 0.03;

/**
 * Plays samples while they arrive. Events: `data` when there are more samples, `change` when it starts, pauses or ends.
 */
export class Player extends EventTarget {
  /** @type {AudioContext | undefined} */
  #context;
  /** @type {{ samples: Int16Array, start: number }[]} start in seconds */
  #pieces = [];
  /** @type {Set<AudioBufferSourceNode>} */
  #sources = new Set();
  #samples = 0;
  /** Time of the context at which the first sample is, or would have been, heard. */
  #base = 0;
  /** Where it stands while it does not play, in seconds. */
  #at = 0;
  #playing = false;
  #whole = true;

  /** Seconds that have arrived. */
  get duration() {
    return this.#samples / RATE;
  }

  get playing() {
    return this.#playing;
  }

  /** Whether nothing more will arrive. */
  get whole() {
    return this.#whole;
  }

  /** Where it is, in seconds. */
  get position() {
    if (!this.#playing) return this.#at;
    const now = (this.#context?.currentTime ?? 0) - this.#base;
    return Math.min(this.duration, Math.max(this.#at, now));
  }

  /** Forgets what there was, and plays what is pushed from now on. Call it from a press of a key or button: browsers want that. */
  begin() {
    this.#silence();
    [this.#pieces, this.#samples, this.#at, this.#whole] = [[], 0, 0, false];
    this.#start(0);
  }

  /** @param {Int16Array} samples */
  push(samples) {
    if (samples.length === 0) return;
    const piece = { samples, start: this.duration };
    this.#pieces.push(piece);
    this.#samples += samples.length;
    if (this.#playing) {
      const { currentTime } = this.#started();
      // What comes too late moves all that follows.
      if (this.#base + piece.start < currentTime) this.#base = currentTime + LEAD - piece.start;
      this.#schedule(piece, piece.start);
    }
    this.dispatchEvent(new Event('data'));
  }

  /** Nothing more will be pushed. */
  end() {
    this.#whole = true;
    this.dispatchEvent(new Event('change'));
  }

  /** Ends playing once all was heard; for those who watch the position. */
  watch() {
    if (!this.#playing || !this.#whole || this.position < this.duration) return;
    this.#stand(this.duration);
  }

  pause() {
    if (this.#playing) this.#stand(this.position);
  }

  resume() {
    this.#start(this.#whole && this.#at >= this.duration ? 0 : this.#at);
  }

  /** @param {number} seconds */
  seek(seconds) {
    if (this.#playing) return this.#start(seconds);
    this.#at = seconds;
    this.dispatchEvent(new Event('change'));
  }

  #started() {
    this.#context ??= new AudioContext({ sampleRate: RATE });
    return this.#context;
  }

  /** @param {number} from */
  #start(from) {
    this.#silence();
    const context = this.#started();
    void context.resume();
    [this.#at, this.#base, this.#playing] = [from, context.currentTime + LEAD - from, true];
    for (const piece of this.#pieces) this.#schedule(piece, from);
    this.dispatchEvent(new Event('change'));
  }

  /** @param {number} at */
  #stand(at) {
    this.#silence();
    [this.#at, this.#playing] = [at, false];
    this.dispatchEvent(new Event('change'));
  }

  #silence() {
    for (const source of this.#sources) source.stop();
    this.#sources.clear();
  }

  /**
   * @param {{ samples: Int16Array, start: number }} piece
   * @param {number} from position from which it is heard
   */
  #schedule({ samples, start }, from) {
    const skip = Math.max(0, from - start);
    if (skip * RATE >= samples.length) return;
    const context = this.#started();
    const buffer = context.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(
      Float32Array.from(samples, (sample) => sample / 32_768),
      0,
    );
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = () => this.#sources.delete(source);
    source.start(Math.max(context.currentTime, this.#base + start + skip), skip);
    this.#sources.add(source);
  }
}
