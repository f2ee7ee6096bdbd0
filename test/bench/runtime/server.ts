import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { descendants } from '../../support/process-memory.ts';
import { NODE_FLAGS, PROCESS_ENVIRONMENT } from '../../../runtime/process/process-settings.ts';

export interface MeasuredServer {
  url: string;
  pid: number;
  /** From spawning the process to its log line "ready". */
  readyMs: number;
  /** Resident memory of its processes now, and each at its highest, in megabytes. */
  memory(): { rssMB: number; peakMB: number };
  /** What all threads of its processes have computed since they started. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

/**
 * Starts the compiled runtime, which is what images hold, on a free port; resolves when it says that it is ready. `cores`: it runs on the
 * first so many of this machine alone.
 */
export async function startServer(env: Record<string, string>, cores?: number): Promise<MeasuredServer> {
  const started = performance.now();
  const program = [process.execPath, ...NODE_FLAGS, join(import.meta.dirname, '../../../dist/runtime/main.js')];
  const [command = '', ...rest] = cores === undefined ? program : ['taskset', '-c', `0-${cores - 1}`, ...program];
  const child = spawn(command, rest, {
    env: {
      ...process.env,
      ...PROCESS_ENVIRONMENT,
      TTS_HOST: '127.0.0.1',
      TTS_PORT: '0',
      TTS_LOG_LEVEL: 'INFO',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let url: string | undefined;
  let latest = '';
  const readyMs = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server exited with ${code}: ${latest}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      latest = line;
      // Why requests fail, when they do.
      if (/"level":"(error|fatal)"|"reason":"Gpu/.test(line)) process.stderr.write(`${line}\n`);
      url ??= /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (/"msg":"ready"/.test(line)) resolve(performance.now() - started);
      // It would try for ever.
      if (!/"reason":"(GpuUnusable|GpuLost|ModelNotLoaded)"/.test(line)) return;
      child.kill('SIGTERM');
      reject(new Error(/"msg":"([^"]*)"/.exec(line)?.[1]));
    });
  });
  if (url === undefined) throw new Error('the server did not say where it listens');
  const pid = child.pid!;
  // On a GPU, and where it may sleep, the model is in a process of its own.
  const sum = (figure: (pid: number) => number): number =>
    [pid, ...descendants(pid)].reduce((total, one) => total + figure(one), 0);
  return {
    url,
    pid,
    readyMs,
    memory() {
      const megabytes = (name: string) =>
        sum((one) => {
          const status = readFileSync(`/proc/${one}/status`, 'utf8');
          return (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) * 1024) / 1e6;
        });
      return { rssMB: megabytes('VmRSS'), peakMB: megabytes('VmHWM') };
    },
    cpuSeconds() {
      return sum((one) => {
        // utime and stime in ticks of 10 ms (proc_pid_stat(5)).
        const fields = readFileSync(`/proc/${one}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        return (Number(fields[11]) + Number(fields[12])) / 100;
      });
    },
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
