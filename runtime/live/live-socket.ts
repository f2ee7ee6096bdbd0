import { WebSocket } from 'ws';

/** Bytes that may wait for a client before what speaks for it is held up. */
const HIGH_WATER = 256 * 1024;

/** Bytes after which a client that does not read is cut off: only its own messages can make answers pile up so far. */
const MOST_UNSENT = 4 * 1024 * 1024;

/** Bytes of one binary message; a client must take each within the stall timeout. */
const SLICE = 64 * 1024;

/** Bytes of the reason in a close frame (RFC 6455 section 5.5). */
const MOST_REASON = 123;

/** A client that does not answer a ping until the next one is gone. */
const PING_MS = 30_000;

/** How long a server that shuts down waits for the end of a connection that is being closed, once everything was sent. */
const LAST_MS = 2_000;

/** How often it looks whether everything was sent. */
const LOOK_MS = 250;

export interface LiveSocketEvents {
  message(data: Buffer, isBinary: boolean): void;
  /** Nothing came and nothing was spoken for the time that a client may be silent. */
  idle(): void;
  /** The connection is over; `slow` when its client was cut off for not reading. */
  closed(slow: boolean): void;
}

export interface LiveSocketOptions {
  stallTimeoutMs: number;
  idleMs: number;
  /** Whether anything is in progress. */
  busy: () => boolean;
}

/** The server's side of a WebSocket: sends no faster than its client reads, and notices clients that are gone. */
export class LiveSocket {
  readonly #socket: WebSocket;
  readonly #stallTimeoutMs: number;
  #stall: NodeJS.Timeout | undefined;
  #last: NodeJS.Timeout | undefined;
  #changed = Promise.withResolvers<void>();
  #slow = false;
  #closed = false;

  constructor(socket: WebSocket, { stallTimeoutMs, idleMs, busy }: LiveSocketOptions, events: LiveSocketEvents) {
    this.#socket = socket;
    this.#stallTimeoutMs = stallTimeoutMs;
    let answers = true;
    let heard = performance.now();
    const pings = setInterval(
      () => {
        if (!answers) return socket.terminate();
        answers = false;
        socket.ping();
        if (performance.now() - heard > idleMs && !busy()) events.idle();
      },
      Math.min(PING_MS, idleMs),
    );
    pings.unref();
    socket.on('pong', () => (answers = true));
    socket.on('message', (data, isBinary) => {
      answers = true;
      heard = performance.now();
      events.message(data as Buffer, isBinary);
    });
    // What breaks a connection also closes it.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearInterval(pings);
      clearTimeout(this.#stall);
      clearInterval(this.#last);
      this.#closed = true;
      events.closed(this.#slow);
      this.#changed.resolve();
    });
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  sendJson(message: object): void {
    this.#send(JSON.stringify(message));
  }

  sendBytes(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += SLICE) this.#send(bytes.subarray(at, at + SLICE));
  }

  /** Resolves when there is room for more to send, or the connection is over. */
  async room(): Promise<void> {
    // While it closes there is no room either.
    while (!this.#closed && (!this.open || this.#socket.bufferedAmount > HIGH_WATER)) await this.#changed.promise;
  }

  /** Sends what is left, then closes; `reason` is for people, and cut where it is too long for a frame. */
  close(code: number, reason: string): void {
    const room = new Uint8Array(MOST_REASON);
    const { written } = new TextEncoder().encodeInto(reason, room);
    this.#socket.close(code, Buffer.from(room.subarray(0, written)));
  }

  /** From now on, a client that has everything and leaves the close frame without an answer is not waited for. */
  hurry(): void {
    let waited = 0;
    this.#last ??= setInterval(() => {
      waited = this.open || this.#socket.bufferedAmount > 0 ? 0 : waited + LOOK_MS;
      if (waited >= LAST_MS) this.#socket.terminate();
    }, LOOK_MS);
  }

  /** Ends the connection at once. */
  break(): void {
    this.#socket.terminate();
  }

  #send(data: string | Uint8Array): void {
    if (!this.open) return;
    this.#socket.send(data, () => this.#sent());
    if (this.#socket.bufferedAmount > MOST_UNSENT) this.#cut();
    else this.#stall ??= setTimeout(() => this.#cut(), this.#stallTimeoutMs);
  }

  #sent(): void {
    clearTimeout(this.#stall);
    this.#stall = undefined;
    if (this.open && this.#socket.bufferedAmount > 0) this.#stall = setTimeout(() => this.#cut(), this.#stallTimeoutMs);
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  #cut(): void {
    this.#slow = true;
    this.#socket.terminate();
  }
}
