import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Connections that wait for the server; a probe takes one. */
const MOST = 64;

/**
 * Listens before the server is there, which takes a second to load: the kubelet asks once a second, and a probe that finds nobody
 * costs a pod the next one. What connects meanwhile waits, and nothing of it is read, not even that it has left.
 */
export class EarlyListener {
  readonly #server = createServer({ pauseOnConnect: true }, (socket) => this.#keep(socket));
  readonly #waiting: Socket[] = [];
  /** Resolves when it listens, or cannot: the server itself will say why. */
  readonly listening: Promise<unknown>;
  readonly address: { host: string; port: number };

  constructor(address: { host: string; port: number }) {
    this.address = address;
    this.listening =
      address.port > 0 ? once(this.#server.listen(address), 'listening').catch(() => undefined) : Promise.resolve();
  }

  /** Connections that wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Gives up the port, so that the server can listen to it. */
  async release(): Promise<void> {
    await this.listening;
    if (this.#server.listening) this.#server.close();
  }

  /** Gives a server what has connected. */
  handOver(server: { emit(event: 'connection', socket: Socket): boolean }): void {
    for (const socket of this.#waiting.splice(0)) {
      socket.removeAllListeners();
      server.emit('connection', socket);
      socket.resume();
    }
  }

  #keep(socket: Socket): void {
    if (this.waiting < MOST) this.#waiting.push(socket.on('error', () => undefined));
    else socket.destroy();
  }
}
