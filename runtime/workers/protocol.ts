import { parentPort } from 'node:worker_threads';
import type { TransferListItem } from 'node:worker_threads';

/** What a worker sends: `ready` once, then one answer for each request, in order; warnings at any time. */
export type WorkerMessage<Response> =
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  | { type: 'warning'; message: string }
  | { type: 'answer'; response: Response }
  | { type: 'error'; name: string; message: string; stack: string | undefined };

/** Runs in a worker: `start` prepares (loads a model), and its result answers every request from then on. */
export function serveWorker<Request, Response>(
  start: (
    warn: (message: string) => void,
  ) => Promise<(request: Request) => Promise<{ response: Response; transfer?: TransferListItem[] }>>,
): void {
  const port = parentPort;
  if (!port) throw new Error('this file runs in a worker thread');
  const send = (message: WorkerMessage<Response>, transfer: TransferListItem[] = []) =>
    port.postMessage(message, transfer);
  start((message) => send({ type: 'warning', message })).then(
    (handle) => {
      port.on('message', (request: Request) => {
        handle(request).then(
          ({ response, transfer }) => send({ type: 'answer', response }, transfer),
          (error: unknown) => send({ type: 'error', ...describe(error) }),
        );
      });
      send({ type: 'ready' });
    },
    (error: unknown) => send({ type: 'failed', message: describe(error).message }),
  );
}

function describe(error: unknown): { name: string; message: string; stack: string | undefined } {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack };
}
