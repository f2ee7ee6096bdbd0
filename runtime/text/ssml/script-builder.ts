import type { InputPart, Mark, SayAs, SpokenInput } from '../input-parts.ts';

/** How text is spoken from here on. */
export interface Manner {
  voice: string | undefined;
  language: SpokenInput['language'];
  rate: number;
  gain: number;
}

const PLAIN: Manner = { voice: undefined, language: undefined, rate: 1, gain: 1 };

/** Where a sentence ends without a mark. */
const SENTENCE_END = '\n\n';

/** Text with what is known of it, in the order of the document, as parts of an input. */
export class ScriptBuilder {
  readonly #parts: InputPart[] = [];
  #manner: Manner = PLAIN;
  #text = '';
  #given: SpokenInput['pronunciations'][number][] = [];
  #marks: Mark[] = [];

  get manner(): Manner {
    return this.#manner;
  }

  /** Text with its white space as XML means it: any of it is one space. */
  add(text: string): void {
    const spaced = text.replace(/\s+/g, ' ');
    this.#text += /^$|\s$/.test(this.#text) ? spaced.trimStart() : spaced;
  }

  /** Text with its lines as they are. */
  addLines(text: string): void {
    this.#text += text;
  }

  /** A stretch of text that is spoken as told; without text it is written as it is said. */
  addSaid(text: string, told: { phonemes: string } | { say: string } | SayAs): void {
    const words = text.replace(/\s+/g, ' ').trim();
    const written = words === '' && !('as' in told) ? ('say' in told ? told.say : told.phonemes) : words;
    if (written === '') return;
    if (/^\s/.test(text)) this.add(' ');
    const start = this.#text.length;
    this.#text += written;
    this.#given.push({ start, end: this.#text.length, ...told });
    if (/\s$/.test(text)) this.add(' ');
  }

  mark(name: string): void {
    this.#marks.push({ name, at: this.#text.length });
  }

  endSentence(): void {
    if (this.#text.trim() === '' || this.#text.endsWith(SENTENCE_END)) return;
    const kept = Math.max(this.#lastEnd, this.#text.trimEnd().length);
    this.#text = this.#text.slice(0, kept) + SENTENCE_END;
  }

  pause(pauseSeconds: number): void {
    this.#close();
    this.#parts.push({ pauseSeconds });
  }

  /** Speaks in another manner until `speak` has run. */
  within(change: Partial<Manner>, speak: () => void): void {
    const around = this.#manner;
    this.#turn({ ...around, ...change });
    speak();
    this.#turn(around);
  }

  end(): InputPart[] {
    this.#close();
    return this.#parts;
  }

  /** The end of the last stretch or mark, before which nothing may be taken away. */
  get #lastEnd(): number {
    return Math.max(this.#given.at(-1)?.end ?? 0, this.#marks.at(-1)?.at ?? 0);
  }

  #turn(manner: Manner): void {
    const { voice, language, rate, gain } = this.#manner;
    const isSame =
      manner.voice === voice && manner.language === language && manner.rate === rate && manner.gain === gain;
    if (!isSame) this.#close();
    this.#manner = manner;
  }

  #close(): void {
    const { voice, language, rate, gain } = this.#manner;
    if (this.#text.trim() !== '' || this.#marks.length > 0) {
      this.#parts.push({
        text: this.#text,
        pronunciations: this.#given,
        voice,
        ...(language !== undefined && { language }),
        ...(rate !== 1 && { rate }),
        ...(gain !== 1 && { gain }),
        ...(this.#marks.length > 0 && { marks: this.#marks }),
      });
    }
    [this.#text, this.#given, this.#marks] = ['', [], []];
  }
}
