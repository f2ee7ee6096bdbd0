import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { LiveSocket } from './live-socket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A connection whose client reads when it is told to. */
class Client extends EventEmitter {
  readyState = 1;
  bufferedAmount = 0;
  pings = 0;
  unread: { length: number; then: () => void }[] = [];
  send(data: string | Uint8Array, then: () => void): void {
    this.bufferedAmount += data.length;
    this.unread.push({ length: data.length, then });
  }
  read(): void {
    const { length, then } = this.unread.shift()!;
    this.bufferedAmount -= length;
    then();
  }
  ping(): void {
    this.pings++;
  }
  terminate(): void {
    this.readyState = 3;
    this.emit('close');
  }
  close = vi.fn(() => void (this.readyState = 2));
}

function connected({ busy = false } = {}) {
  const client = new Client();
  const events = { message: vi.fn(), idle: vi.fn(), closed: vi.fn() };
  const options = { stallTimeoutMs: 10_000, idleMs: 3_600_000, busy: () => busy };
  return { client, events, socket: new LiveSocket(client as unknown as WebSocket, options, events) };
}

test('there is room again when the client has read', async () => {
  const { client, socket } = connected();
  socket.sendBytes(new Uint8Array(600_000));
  expect(Math.max(...client.unread.map(({ length }) => length))).toBe(65_536);
  let room = false;
  void socket.room().then(() => (room = true));
  for (let read = 0; read < 5; read++) client.read();
  await vi.advanceTimersByTimeAsync(0);
  expect(room).toBe(false);
  client.read();
  await vi.advanceTimersByTimeAsync(0);
  expect(room).toBe(true);
});

test('a client must take each piece in time, however many there are', async () => {
  const { client, socket, events } = connected();
  socket.sendBytes(new Uint8Array(600_000));
  for (let read = 0; read < 9; read++) {
    await vi.advanceTimersByTimeAsync(9_000);
    client.emit('pong');
    client.read();
  }
  expect(events.closed).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(11_000);
  expect(events.closed).toHaveBeenCalledWith(true);
});

test('answers that nobody reads end the connection', () => {
  const { socket, events } = connected();
  for (let sent = 0; sent < 5_000; sent++) socket.sendJson({ message: 'x'.repeat(1_000) });
  expect(events.closed).toHaveBeenCalledWith(true);
});

test('who answers no ping is gone; ten silent minutes are no reason to close', async () => {
  const { client, events } = connected();
  for (let minute = 0; minute < 20; minute++) {
    await vi.advanceTimersByTimeAsync(30_000);
    client.emit('pong');
  }
  expect([client.pings, events.closed.mock.calls, events.idle.mock.calls]).toEqual([20, [], []]);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(events.closed).toHaveBeenCalledWith(false);
});

test('an hour without a message is one, unless something is spoken', async () => {
  for (const busy of [false, true]) {
    const { client, events } = connected({ busy });
    for (let half = 0; half < 125; half++) {
      await vi.advanceTimersByTimeAsync(30_000);
      client.emit('pong');
    }
    expect(events.idle.mock.calls.length > 0).toBe(!busy);
  }
});

test.each([
  ['no answer to the close frame', 0],
  ['what it was sent last not read at once', 8_000],
])('a server that shuts down waits 2 s for a client: %s', async (_, readsAfter) => {
  const { client, socket, events } = connected();
  socket.hurry();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(events.closed).not.toHaveBeenCalled();
  socket.sendJson({ message: 'the last' });
  socket.close(1001, 'The server is shutting down.');
  await vi.advanceTimersByTimeAsync(readsAfter);
  client.read();
  await vi.advanceTimersByTimeAsync(1_700);
  expect(events.closed).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(600);
  expect(events.closed).toHaveBeenCalledWith(false);
});
