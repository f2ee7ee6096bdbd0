import { parentPort, workerData } from 'node:worker_threads';
import type { TransferListItem } from 'node:worker_threads';

/** What a worker sends: `ready` once, with what its owner should know of how it runs, then one answer for each request, in order; warnings at any time. */
export type WorkerMessage<Response, Note = unknown> =
  | { type: 'ready'; note: Note | undefined }
  | { type: 'failed'; name: string; message: string }
  | { type: 'warning'; message: string }
  | { type: 'answer'; response: Response }
  | { type: 'error'; name: string; message: string; stack: string | undefined };

/** What a worker has from its owner (place.ts). */
interface Owner {
  /** The data that it was started with. */
  data: unknown;
  send(message: unknown, transfer: TransferListItem[]): void;
  onRequest(then: (request: unknown) => void): void;
}

/** Runs in a worker: `start` prepares (loads a model), and its result answers every request from then on. */
export function serveWorker<Request, Response, Note = never>(
  start: (
    data: unknown,
    warn: (message: string) => void,
    note: (told: Note) => void,
  ) => Promise<(request: Request) => Promise<{ response: Response; transfer?: TransferListItem[] }>>,
): void {
  const owner = ownerOfThread() ?? ownerOfProcess();
  const send = (message: WorkerMessage<Response, Note>, transfer: TransferListItem[] = []) =>
    owner.send(message, transfer);
  let noted: Note | undefined;
  const note = (told: Note) => void (noted = told);
  start(owner.data, (message) => send({ type: 'warning', message }), note).then(
    (handle) => {
      owner.onRequest((request) => {
        handle(request as Request).then(
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

function ownerOfThread(): Owner | undefined {
  const port = parentPort;
  if (!port) return undefined;
  return {
    data: workerData as unknown,
    send: (message, transfer) => port.postMessage(message, transfer),
    onRequest: (then) => void port.on('message', then),
  };
}

/** A process of its own, which ends with its owner and not before: what ends a whole group of processes is for the owner. */
function ownerOfProcess(): Owner {
  const [name, data] = process.argv.slice(2);
  if (!process.send || name === undefined || data === undefined) throw new Error('this file runs in a worker');
  // Threads that it starts get the name too (yield-to-others.ts).
  process.title = name;
  process.on('disconnect', () => process.exit());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  return {
    data: JSON.parse(data) as unknown,
    send: (message) => void process.send!(message),
    onRequest: (then) => void process.on('message', then),
  };
}

function describe(error: unknown): { name: string; message: string; stack: string | undefined } {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack };
}
