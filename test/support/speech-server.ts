import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder, pullShown } from '../../operator/model-store/pull-shown.ts';
import { NODE_FLAGS, PROCESS_ENVIRONMENT } from '../../runtime/process/process-settings.ts';

export interface SpeechServer {
  url: string;
  pid: number;
  /** Every line the server logged so far. */
  log: string[];
  /** Every line on its standard error, where none belongs. */
  errors: string[];
  /** Sends a signal and resolves to the exit status. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a server as `listeningSpeechServer` does; resolves when /readyz is 200. */
export async function startSpeechServer(env: Record<string, string> = {}): Promise<SpeechServer> {
  const server = await listeningSpeechServer(env);
  const deadline = Date.now() + 120_000;
  while (!(await fetch(`${server.url}/readyz`)).ok) {
    if (Date.now() > deadline) throw new Error(`not ready within 120 s: ${server.log.join('\n')}`);
    await delay(200);
  }
  return server;
}

/**
 * Starts the runtime on a free port with the real model, which is fetched into the cache on first use, or with what
 * TTS_MODEL_PATH names; resolves when it listens.
 */
export async function listeningSpeechServer(env: Record<string, string> = {}): Promise<SpeechServer> {
  const child = spawn(process.execPath, [...NODE_FLAGS, join(import.meta.dirname, '../../runtime/main.ts')], {
    env: {
      ...process.env,
      ...PROCESS_ENVIRONMENT,
      TTS_HOST: '127.0.0.1',
      TTS_PORT: '0',
      ...(await modelVariables()),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    errors.push(line);
    process.stderr.write(`${line}\n`);
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server exited with ${code}: ${log.join('\n')}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.push(line);
      const address = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  return {
    url,
    pid: child.pid!,
    log,
    errors,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exit = once(child, 'exit');
      child.kill(signal);
      return ((await exit) as [number | null])[0];
    },
  };
}

let digest: Promise<string> | undefined;

async function modelVariables(): Promise<Record<string, string>> {
  const given = process.env['TTS_MODEL_PATH'];
  if (given) return { TTS_MODEL_PATH: given };
  const folder = cacheFolder('kokoro-v1.0');
  digest ??= pullShown('kokoro-v1.0', 'q8', folder, process.stderr);
  return { TTS_MODEL_PATH: folder, TTS_MODEL_DIGEST: await digest };
}
