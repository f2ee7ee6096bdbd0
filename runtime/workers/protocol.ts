import { parentPort } from 'node:worker_threads';
import type { TransferListItem } from 'node:worker_threads';

/** What a worker sends: `ready` once, with what its owner should know of how it runs, then one answer for each request, in order; warnings at any time. */
export type WorkerMessage<Response> =
  | { type: 'ready'; note: string | undefined }
  | { type: 'failed'; name: string; message: string }
  | { type: 'warning'; message: string }
  | { type: 'answer'; response: Response }
  | { type: 'error'; name: string; message: string; stack: string | undefined };

/** Runs in a worker: `start` prepares (loads a model), and its result answers every request from then on. */
export function serveWorker<Request, Response>(
  start: (
    warn: (message: string) => void,
    note: (text: string) => void,
  ) => Promise<(request: Request) => Promise<{ response: Response; transfer?: TransferListItem[] }>>,
): void {
  const port = parentPort;
  if (!port) throw new Error('this file runs in a worker thread');
  const send = (message: WorkerMessage<Response>, transfer: TransferListItem[] = []) =>
    port.postMessage(message, transfer);
  let noted: string | undefined;
  const note = (text: string) => void (noted = text);
  start((message) => send({ type: 'warning', message }), note).then(
    (handle) => {
      port.on('message', (request: Request) => {
        handle(request).then(
          ({ response, transfer }) => send({ type: 'answer', response }, transfer),
          (error: unknown) => send({ type: 'error', ...describe(error) }),
        );
      });
      send({ type: 'ready', note: noted });
    },
    (error: unknown) => {
      const { name, message } = describe(error);
      send({ type: 'failed', name, message });
    },
  );
}

function describe(error: unknown): { name: string; message: string; stack: string | undefined } {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack };
}
