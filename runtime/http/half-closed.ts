import type { FastifyInstance } from 'fastify';
import { answersOf } from './open-answers.ts';

/** When a client that has ended its side and waits for the beginning of its answer is sent something, and how often after that. */
const SEND_AFTER_MS = [1_000, 250];
const SEND_EVERY_MS = 5_000;

/**
 * Answers clients that end their side of the connection behind their request. One that has gone looks the same until
 * something is sent to it twice: the first brings a reset, with which the second fails. So an answer that takes long to
 * begin is announced (102 Processing), and nothing is spoken for nobody. A client of HTTP/1.0 may not be sent that.
 */
export function answerHalfClosed(app: FastifyInstance): void {
  // Node's own switch, which its documentation does not list (lib/_http_server.js).
  Object.assign(app.server, { httpAllowHalfOpen: true });
  app.server.on('connection', (socket) => {
    let timer: NodeJS.Timeout | undefined;
    const send = (times: number): void => {
      const [answer] = answersOf(socket);
      if (!answer) return;
      if (times > 0 && !answer.headersSent && answer.req.httpVersion === '1.1') answer.writeProcessing();
      timer = setTimeout(send, SEND_AFTER_MS[times] ?? SEND_EVERY_MS, times + 1);
    };
    socket.once('end', () => send(0));
    socket.once('close', () => clearTimeout(timer));
  });
}
