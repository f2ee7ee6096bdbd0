import { ApiError } from './errors.ts';

/** What a request waits for: its text to be read, the model to speak it, its client to take the answer. */
export const STAGES = ['text', 'model', 'delivery'] as const;
export type Stage = (typeof STAGES)[number];

export interface AdmissionOptions {
  /** Requests that may be read or spoken at once. */
  maxRequests: number;
  /** Requests that may be inside at once, those whose clients take their answers included. */
  maxAnswers: number;
  /** Bytes of answers that may be kept until they are whole, of all requests together. */
  maxHeldBytes: number;
  /** Longest time from admission to the first segment's turn. */
  queueTimeoutMs: number;
  /** Told how many requests are inside whenever one has come or left. */
  onInside?: (requests: number) => void;
}

/** One request inside; `leave` must be called when its reply is over, and may be called again. */
export interface Ticket {
  stage: Stage;
  /** When waiting for the first segment ends, in performance.now()'s milliseconds. */
  readonly deadline: number;
  /** Takes room for bytes that are kept until the answer is whole; throws ApiError `overloaded` when there is none. */
  hold(bytes: number): void;
  leave(): void;
}

/** Decides who may come in, before anything is done for them; counts who waits for what. */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #inside = new Set<{ stage: Stage }>();
  #heldBytes = 0;
  /** Of a request's work, as they came lately. */
  #meanSeconds = 1;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Requests inside. */
  get inside(): number {
    return this.#inside.size;
  }

  /** Requests that wait for one thing. */
  waitingFor(stage: Stage): number {
    let count = 0;
    for (const ticket of this.#inside) if (ticket.stage === stage) count++;
    return count;
  }

  /**
   * Admits a request; throws ApiError `overloaded` when there is no room. An answer that is at hand begins with its delivery. One
   * that has `begun`, and was out while it had nothing to do, always comes in.
   */
  enter(stage: 'text' | 'delivery', begun = false): Ticket {
    const { maxRequests, maxAnswers, queueTimeoutMs } = this.#options;
    const working = this.inside - this.waitingFor('delivery');
    if (!begun && stage === 'text' && working >= maxRequests) {
      throw this.#overloaded(`${counted(working, 'request', 'requests')} in progress (limit ${maxRequests})`);
    }
    if (!begun && this.inside >= maxAnswers) {
      throw this.#overloaded(`${counted(this.inside, 'response', 'responses')} in progress (limit ${maxAnswers})`);
    }
    const entered = performance.now();
    let held = 0;
    const ticket: Ticket = {
      stage,
      deadline: entered + queueTimeoutMs,
      hold: (bytes) => {
        if (this.#heldBytes + bytes > this.#options.maxHeldBytes)
          throw this.#overloaded(
            'the memory for responses that are sent whole is used up; stream the response instead',
          );
        held += bytes;
        this.#heldBytes += bytes;
      },
      leave: () => {
        if (!this.#inside.delete(ticket)) return;
        this.#options.onInside?.(this.inside);
        this.#heldBytes -= held;
        if (stage === 'text')
          this.#meanSeconds = 0.8 * this.#meanSeconds + 0.2 * ((performance.now() - entered) / 1000);
      },
    };
    this.#inside.add(ticket);
    this.#options.onInside?.(this.inside);
    return ticket;
  }

  #overloaded(why: string): ApiError {
    const seconds = this.#meanSeconds / Math.max(1, this.inside);
    const retryAfterSeconds = Math.min(60, Math.max(1, Math.ceil(seconds)));
    return new ApiError('overloaded', `The server is busy: ${why}. Try again in ${retryAfterSeconds} s.`, {
      retryAfterSeconds,
    });
  }
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
