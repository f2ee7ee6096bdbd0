import type { Language } from '../text/types.ts';
import { sentences } from '../text/sentences.ts';

/** When a text that is still being written may be spoken: at its end only, at ends of sentences, or at commas too. */
export type Granularity = 'none' | 'sentence' | 'clause';

/** A sentence that is longer is spoken before its end is known. */
const LONGEST = 1_000;

const MARK = /[.!?…。！？।॥؟\n]/u;
const CLAUSE_MARK = /[.!?…。！？।॥؟\n,;:、，；：،]/u;

/** Where a clause ends that is worth speaking by itself. */
const CLAUSE_END = /(?<=[\p{L}\p{M}\p{N}]["'”’)]*)(?:[,;:،]["'”’)]*(?=\s)|[、，；：])\s*/gu;
const SHORTEST_CLAUSE = 12;

/** What looks like a tag or an element, and a tag that is not complete: nothing is cut in it. */
const TAG =
  /\[[^[\]\n]{0,256}(?:$|\](?:\(\/[^/()[\]\n]{0,256}(?:$|\/(?:$|\)))|\($|$)?)|<(?<name>[a-z-]+)(?:\s[^<>]{0,512})?>(?:[^<>]{0,512}<\/\k<name>\s*>)?/gu;

/** A sentence that waits for nothing but the next one; figures may go on ("3." and "14"). */
const ENDED = /(?:[\p{L}\p{M}!?…][.!?…]*[.!?…]["'”’»)]*\s*|[。！？।॥؟][」』”）]?\s*)$/u;

/** A text that comes in pieces, cut where it can be spoken: joined, what it gives is the text. */
export class SentenceBuffer {
  readonly #language: Language;
  readonly #granularity: Granularity;
  readonly #marks: RegExp;
  #text = '';
  /** Whether there is a mark in it after which it may be cut. */
  #marked = false;

  constructor(language: Language, granularity: Granularity) {
    this.#language = language;
    this.#granularity = granularity;
    this.#marks = granularity === 'clause' ? CLAUSE_MARK : MARK;
  }

  /** Adds a piece; gives what is complete now. The last sentence is complete when the next one has begun. */
  append(piece: string): string[] {
    this.#text += piece;
    if (this.#granularity === 'none') return [];
    this.#marked ||= this.#marks.test(piece);
    if (!this.#marked && this.#text.length <= LONGEST) return [];
    const found = uncutTags(this.#text, this.#granularity === 'clause' ? this.#clauses() : this.#sentences());
    this.#text = found.pop() ?? '';
    while (this.#text.length > LONGEST) {
      const end = cutBefore(this.#text, LONGEST);
      found.push(this.#text.slice(0, end));
      this.#text = this.#text.slice(end);
    }
    this.#marked = this.#marks.test(this.#text);
    return found;
  }

  /** Whether what is left looks like a whole sentence, though nothing after it tells. */
  get endsLikeSentence(): boolean {
    if (this.#granularity === 'none' || !ENDED.test(this.#text)) return false;
    const open = uncutTags(`${this.#text.trimEnd()} Xy`, sentences(`${this.#text.trimEnd()} Xy`, this.#language));
    return open.at(-1) === 'Xy';
  }

  /** What is left. */
  flush(): string {
    const rest = this.#text;
    this.#text = '';
    this.#marked = false;
    return rest;
  }

  #sentences(): string[] {
    const found = sentences(this.#text, this.#language);
    // A sentence has begun with its first letter or figure; until then its marks may belong to the one before.
    if (found.length > 1 && !/[\p{L}\p{N}]/u.test(found.at(-1)!)) found.push(found.splice(-2).join(''));
    return found;
  }

  #clauses(): string[] {
    return this.#sentences().flatMap((sentence) => {
      const clauses: string[] = [];
      let start = 0;
      for (const { index, 0: end } of sentence.matchAll(CLAUSE_END)) {
        const next = index + end.length;
        if (next - start < SHORTEST_CLAUSE || next === sentence.length) continue;
        clauses.push(sentence.slice(start, next));
        start = next;
      }
      return [...clauses, sentence.slice(start)];
    });
  }
}

/** Pieces of a text, joined where a tag was cut. */
function uncutTags(text: string, pieces: readonly string[]): string[] {
  const tags = [...text.matchAll(TAG)].map(({ index, 0: tag }) => ({ from: index, to: index + tag.length }));
  const result: string[] = [];
  let at = 0;
  let joins = false;
  for (const piece of pieces) {
    if (joins) result.push(result.pop()! + piece);
    else result.push(piece);
    at += piece.length;
    joins = tags.some(({ from, to }) => from < at && at < to);
  }
  return result;
}

/** The best place to cut a text before a position: after white space or a mark, never in a surrogate pair. */
function cutBefore(text: string, most: number): number {
  const head = text.slice(0, most);
  for (const end of [/^.*[,;:、，；：]\s*/su, /^.*\s/su, /^.*\P{Cs}/su]) {
    const length = end.exec(head)?.[0].length ?? 0;
    if (length > most / 2) return length;
  }
  return most;
}
