/** What of a growing text is new, word by word: the last word may still change. */
export class Deltas {
  #sent = '';

  /** What was sent so far. */
  get sent() {
    return this.#sent;
  }

  /**
   * What to send of the text as it is now. What was sent is not taken back: where it was changed, only what is added after it from
   * now on is new.
   * @param {string} text
   * @param {boolean} all the last word too
   */
  take(text, all = false) {
    if (!text.startsWith(this.#sent)) {
      this.#sent = text;
      return '';
    }
    const added = text.slice(this.#sent.length);
    const last = all ? added.length : added.search(/[^\s.!?,;:。！？、，]*$/u);
    this.#sent += added.slice(0, last);
    return added.slice(0, last);
  }

  clear() {
    this.#sent = '';
  }
}
