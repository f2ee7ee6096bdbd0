import { ApiError } from '../errors.ts';

export interface SocketLimits {
  most: number;
  mostPerClient: number;
}

/** One open connection; `leave` may be called again. */
export interface Place {
  /** Called when the server shuts down: finishes what is in progress, then closes. */
  onDrain: () => void;
  leave(): void;
}

/** The WebSockets of a server: how many there may be, and their end when it shuts down. */
export class OpenSockets {
  readonly #limits: SocketLimits;
  readonly #places = new Map<Place, string>();
  #draining: PromiseWithResolvers<void> | undefined;

  constructor(limits: SocketLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#places.size;
  }

  /** Lets a client open one more; throws ApiError when it may not. */
  enter(client: string): Place {
    const { most, mostPerClient } = this.#limits;
    if (this.#draining)
      throw new ApiError('not_ready', 'The server is shutting down. Connect again.', { retryAfterSeconds: 1 });
    if (most === 0)
      throw new ApiError('overloaded', 'WebSockets are turned off on this server (TTS_MAX_STREAMS is 0).');
    if (this.count >= most)
      throw tooMany(`The server has ${most} open WebSockets, which is the limit (TTS_MAX_STREAMS)`);
    const own = [...this.#places.values()].filter((one) => one === client).length;
    if (own >= mostPerClient)
      throw tooMany(`This client has ${own} open WebSockets, which is the limit (TTS_MAX_STREAMS_PER_CLIENT)`);
    const place: Place = {
      onDrain: () => undefined,
      leave: () => {
        if (this.#places.delete(place) && this.count === 0) this.#draining?.resolve();
      },
    };
    this.#places.set(place, client);
    return place;
  }

  /** Lets nobody in any more; resolves when everybody has left. */
  async drain(): Promise<void> {
    this.#draining ??= Promise.withResolvers();
    for (const place of [...this.#places.keys()]) place.onDrain();
    if (this.count > 0) await this.#draining.promise;
  }
}

function tooMany(why: string): ApiError {
  return new ApiError('overloaded', `${why}. Close one, or try again in 5 s.`, { retryAfterSeconds: 5 });
}
