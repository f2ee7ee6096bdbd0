import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** What a worker is started with. */
export interface WorkerSpec {
  /** What the system calls its thread. */
  name: string;
  /** Its program, which calls serveWorker (protocol.ts). */
  url: URL;
  /** For its start: what JSON can hold. */
  data: unknown;
  /** The most that its JavaScript may hold. */
  heapMegabytes?: number;
  /** A process of its own gives all its memory back when it ends; a thread is started sooner and shares more. */
  place: 'thread' | 'process';
  /** It is not replaced when it dies: its owner starts anew. */
  once?: boolean;
}

export interface PlaceEvents {
  onMessage(message: unknown): void;
  /** Once, when it has ended; `reason` is the error that ended it. */
  onExit(reason: string | undefined): void;
}

/** A worker that runs. */
export interface Place {
  post(request: unknown): void;
  /** Ends it, whatever it is at; resolves when it has ended. */
  end(): Promise<void>;
}

/** Starts a worker in a thread or in a process. */
export function start(spec: WorkerSpec, events: PlaceEvents): Place {
  return spec.place === 'thread' ? startThread(spec, events) : startProcess(spec, events);
}

function startThread({ name, url, data, heapMegabytes }: WorkerSpec, events: PlaceEvents): Place {
  const resourceLimits = heapMegabytes === undefined ? {} : { maxOldGenerationSizeMb: heapMegabytes };
  const worker = new Worker(url, { name, workerData: data, resourceLimits });
  let reason: string | undefined;
  worker.on('message', (message) => events.onMessage(message));
  worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
  worker.on('exit', () => events.onExit(reason));
  return {
    post: (request) => worker.postMessage(request),
    end: async () => void (await worker.terminate()),
  };
}

function startProcess({ name, url, data, heapMegabytes }: WorkerSpec, events: PlaceEvents): Place {
  const heap = heapMegabytes === undefined ? [] : [`--max-old-space-size=${heapMegabytes}`];
  const child = fork(fileURLToPath(url), [name, JSON.stringify(data)], {
    // Typed arrays as they are.
    serialization: 'advanced',
    execArgv: [...process.execArgv, ...heap],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = Promise.withResolvers<void>();
  const over = (reason: string | undefined): void => {
    // What it sent last may come after its end is known.
    child.removeAllListeners('message');
    ended.resolve();
    events.onExit(reason);
  };
  child.on('message', (message) => events.onMessage(message));
  // A request that it cannot get any more has no answer either: its end tells.
  child.on('error', (error) => child.pid === undefined && over(error.message));
  child.on('exit', (code, signal) =>
    over(signal === null && code === 0 ? undefined : `it ended with ${signal ?? code}`),
  );
  return {
    post: (request) => void child.send(request as object),
    end: async () => {
      child.kill('SIGKILL');
      await ended.promise;
    },
  };
}
