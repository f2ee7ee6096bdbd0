/** What /readyz says: ready, perhaps not as it was told to be, or the reason it is not. */
export type ReadyState =
  { ready: true; reason?: string; message?: string } | { ready: false; reason: string; message: string };

/** The server's readiness: starts unready; once draining it never becomes ready again. */
export class Readiness {
  #state: ReadyState = { ready: false, reason: 'Starting', message: 'the server is starting' };
  #draining = false;

  get state(): ReadyState {
    return this.#state;
  }

  set(state: ReadyState): void {
    if (!this.#draining) this.#state = state;
  }

  /** Takes the server out of service for good. */
  drain(reason = 'ShuttingDown', message = 'the server is finishing its requests and will exit'): void {
    this.#draining = true;
    this.#state = { ready: false, reason, message };
  }
}
