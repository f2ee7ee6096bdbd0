import { make } from './dom.mjs';

/** @typedef {{ word: string, start: number, end: number }} Word times in seconds from the start of the audio */

/** How far ahead a word is looked for: one that is said in place of another stands nowhere in the text. */
const AHEAD = 120;

const entities = /** @type {Record<string, string>} */ ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" });

/**
 * What of an input is heard or read along: without tags, or without the markup of SSML.
 * @param {'text' | 'ssml' | 'live'} mode
 * @param {string} input
 */
export function readable(mode, input) {
  if (mode === 'ssml') {
    const text = input
      .replaceAll(/<!--[^]*?-->|<[^>]*>/g, ' ')
      .replaceAll(/&(\w+);/g, (all, name) => entities[name] ?? all);
    return text.replaceAll(/\s+/g, ' ').trim();
  }
  return input
    .replaceAll(/\[(?:pause|voice):[^\]]*\] ?/gi, '')
    .replaceAll(/\[([^\]]+)\]\(\/[^)]*\/\)/g, '$1')
    .replaceAll('\\[', '[');
}

/** The text that is spoken, each word in a span of its own once it is known when it is heard. */
export class Transcript {
  #box;
  #seek;
  #rest = new Text();
  /** @type {{ span: HTMLElement, start: number, end: number }[]} */
  #words = [];

  /**
   * @param {HTMLElement} box
   * @param {(seconds: number) => void} seek called when a word is clicked
   */
  constructor(box, seek) {
    this.#box = box;
    this.#seek = seek;
  }

  /** @param {string} text */
  begin(text) {
    this.#words = [];
    this.#rest = new Text(text);
    this.#box.replaceChildren(this.#rest);
    this.#box.scrollTop = 0;
  }

  /** @param {string} text what follows */
  add(text) {
    this.#rest.appendData(text);
  }

  /** @param {readonly Word[]} words in the order of the text */
  time(words) {
    for (const { word, start, end } of words) {
      const at = this.#rest.data.indexOf(word);
      if (at < 0 || at > AHEAD) continue;
      const found = this.#rest.splitText(at);
      this.#rest = found.splitText(word.length);
      const span = make('span', { textContent: word });
      span.addEventListener('click', () => this.#seek(start));
      found.replaceWith(span);
      this.#words.push({ span, start, end });
    }
  }

  /** @param {number | undefined} position in seconds; undefined when nothing is heard */
  mark(position) {
    for (const { span, start, end } of this.#words) {
      const heard = position !== undefined && position >= start && position < end;
      if (heard && !span.classList.contains('heard')) this.#show(span);
      span.classList.toggle('heard', heard);
    }
  }

  /** @param {HTMLElement} span */
  #show(span) {
    const box = this.#box.getBoundingClientRect();
    const { top, bottom } = span.getBoundingClientRect();
    if (top < box.top) this.#box.scrollTop += top - box.top;
    if (bottom > box.bottom) this.#box.scrollTop += bottom - box.bottom + box.height / 3;
  }
}
