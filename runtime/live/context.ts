import { ApiError, internalError } from '../errors.ts';
import type { Language } from '../text/types.ts';
import type { Outcome } from '../http/request-record.ts';
import type { Ticket } from '../admission.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { SentenceBuffer } from './sentence-buffer.ts';
import type { Granularity } from './sentence-buffer.ts';
import type { Span } from '../../tracing/span.ts';
import type { Turns } from './turns.ts';

/** A text that looks like a whole sentence is one when nothing follows for so long. */
const GRACE_MS = 250;

/** What a context tells, in this order: a stretch, its segments, its end; `over` last, once. Nothing but `over` after `cancel`. */
export interface ContextEvents {
  /** A stretch of the text is about to be heard. */
  stretch?(text: string): void;
  /** Resolves when the client has room for more. */
  segment(segment: SpokenSegment, span: Span): Promise<void>;
  stretchOver?(span: Span): Promise<void>;
  /** Everything is spoken that was there; more text may come. */
  pause?(): void;
  /** All of its text is spoken. */
  spoken?(): Promise<void>;
  over(outcome: Outcome, error?: ApiError): void;
}

export interface ContextOptions {
  language: Language;
  granularity: Granularity;
  /** Most characters of all its text. */
  maxCharacters: number;
  /** Sentences that wait are spoken together up to so many characters: it sounds better and costs less. */
  joinedCharacters: number;
  /** How much of a text may be looked at: up to an element that is not complete. */
  completeLength?: (text: string) => number;
  /** Time without text after which it ends. */
  idleMs?: number;
  turns: Turns;
  /** It ends with the context. */
  span: Span;
  /** Lets a stretch be spoken; one after others (`begun`) is never refused. Rejects with ApiError when there is no room. */
  admit(begun: boolean): Promise<Ticket>;
  /** Speaks a stretch; rejects with ApiError when it cannot be spoken. One that `follows` another has waited already. */
  speak(text: string, admitted: Admitted): Promise<AsyncGenerator<SpokenSegment>>;
  /** Its end could not be told. */
  fail(error: unknown): void;
}

export interface Admitted {
  ticket: Ticket;
  signal: AbortSignal;
  follows: boolean;
  /** Of the stretch. */
  span: Span;
}

let contexts = 0;

/**
 * A text that is spoken while it is being written. Sentences are spoken as they are complete, those that wait together. Each such
 * stretch is admitted like a request; between them it holds nothing but its text.
 */
export class LiveContext {
  readonly #number = contexts++;
  readonly #options: ContextOptions;
  readonly #events: ContextEvents;
  readonly #buffer: SentenceBuffer;
  readonly #cancelled = new AbortController();
  readonly #stretches: string[] = [];
  /** An element that is not complete. */
  #unread = '';
  #characters = 0;
  #begun = false;
  #ended = false;
  #over = false;
  #working = false;
  /** Of the stretch in progress. */
  #ticket: Ticket | undefined;
  #grace: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: ContextOptions, events: ContextEvents) {
    this.#options = options;
    this.#events = events;
    this.#buffer = new SentenceBuffer(options.language, options.granularity);
    this.touch();
  }

  /** Whether anything is left to say of what it was given to say. */
  get busy(): boolean {
    return this.#working;
  }

  /** Adds text; `whole` when it is complete as it is. */
  append(text: string, whole = false): void {
    if (this.#ended || this.#over) return;
    this.touch();
    this.#characters += [...text].length;
    const { maxCharacters } = this.#options;
    if (this.#characters > maxCharacters) {
      const message = `The text has too many characters (limit ${maxCharacters}). Start another one.`;
      this.#finish('client_error', new ApiError('input_too_long', message, { param: 'text' }));
      return;
    }
    const unread = this.#unread + text;
    const complete = whole ? unread.length : (this.#options.completeLength?.(unread) ?? unread.length);
    this.#unread = unread.slice(complete);
    this.#stretches.push(...this.#buffer.append(unread.slice(0, complete)));
    if (whole) this.#stretches.push(this.#buffer.flush());
    clearTimeout(this.#grace);
    if (this.#unread === '' && this.#buffer.endsLikeSentence) this.#grace = setTimeout(() => this.flush(), GRACE_MS);
    if (this.#stretches.length > 0) this.#work();
  }

  /** Speaks what there is. */
  flush(): void {
    if (this.#over) return;
    clearTimeout(this.#grace);
    this.touch();
    this.#stretches.push(...this.#buffer.append(this.#unread));
    this.#unread = '';
    const rest = this.#buffer.flush();
    if (rest.trim() !== '') this.#stretches.push(rest);
    if (this.#stretches.length > 0) this.#work();
  }

  /** Speaks what there is, then is over. */
  end(): void {
    if (this.#over || this.#ended) return;
    this.flush();
    this.#ended = true;
    clearTimeout(this.#idle);
    this.#work();
  }

  /** Is over at once; what is being computed comes to its end unheard, and nothing after it is computed. */
  cancel(outcome: Outcome = 'cancelled'): void {
    this.#finish(outcome);
  }

  /** Its client is still there. */
  touch(): void {
    const { idleMs } = this.#options;
    if (idleMs === undefined || this.#ended || this.#over) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => (this.#working ? this.touch() : this.end()), idleMs);
  }

  #finish(outcome: Outcome, error?: ApiError): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#grace);
    clearTimeout(this.#idle);
    this.#stretches.length = 0;
    this.#cancelled.abort(new Error('cancelled'));
    this.#ticket?.leave();
    this.#options.turns.leave(this.#number);
    const { span } = this.#options;
    span.set({ 'tts.characters': this.#characters, 'tts.outcome': outcome });
    if (outcome === 'server_error' || outcome === 'timed_out') span.fail(error?.code ?? outcome);
    try {
      this.#events.over(outcome, error);
    } catch (problem) {
      this.#options.fail(problem);
    }
    span.end();
  }

  #work(): void {
    if (this.#working || this.#over) return;
    this.#working = true;
    this.#options.turns.join(this.#number);
    void this.#workAll();
  }

  async #workAll(): Promise<void> {
    try {
      let follows = false;
      for (;;) {
        await this.#turn();
        const text = this.#nextText();
        if (text === undefined) break;
        const ticket = await this.#options.admit(this.#begun);
        [this.#begun, this.#ticket] = [true, ticket];
        const { signal } = this.#cancelled;
        try {
          const speak = (span: Span) => this.#speak(text, { ticket, signal, follows, span });
          if (await this.#options.span.during('stretch', speak)) follows = true;
        } finally {
          ticket.leave();
        }
      }
      if (this.#ended) await this.#events.spoken?.();
      if (this.#ended) this.#finish('ok');
      else this.#events.pause?.();
    } catch (error) {
      if (error instanceof ApiError) this.#finish(outcomeOf(error), error);
      else if (!this.#over) this.#finish('server_error', internalError(error));
    } finally {
      this.#working = false;
      this.#options.turns.leave(this.#number);
    }
  }

  async #turn(): Promise<void> {
    const { signal } = this.#cancelled;
    await this.#options.turns.turn(this.#number, signal);
    signal.throwIfAborted();
  }

  /** The next stretch: a sentence, with those after it as far as they fit, without white space around it. */
  #nextText(): string | undefined {
    const { joinedCharacters } = this.#options;
    let text: string | undefined;
    while (this.#stretches.length > 0) {
      if (text !== undefined && text.trim() !== '' && text.length + this.#stretches[0]!.length > joinedCharacters)
        break;
      text = (text ?? '') + this.#stretches.shift()!;
    }
    return text?.trim() || undefined;
  }

  /** Speaks a stretch; false if there is nothing in it to speak. */
  async #speak(text: string, admitted: Admitted): Promise<boolean> {
    const { signal, ticket, span } = admitted;
    const segments = await this.#options.speak(text, admitted).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'nothing_to_say') return undefined;
      throw error;
    });
    if (!segments) return false;
    signal.throwIfAborted();
    this.#events.stretch?.(text);
    for await (const segment of segments) {
      signal.throwIfAborted();
      ticket.stage = 'delivery';
      await this.#events.segment(segment, span);
      ticket.stage = 'model';
      await this.#turn();
    }
    await this.#events.stretchOver?.(span);
    return true;
  }
}

function outcomeOf({ code, status }: ApiError): Outcome {
  if (code === 'queue_timeout') return 'timed_out';
  if (status === 429 || status === 503) return 'refused';
  return status >= 500 ? 'server_error' : 'client_error';
}
