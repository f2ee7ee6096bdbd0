import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

export interface LogLine {
  level: number;
  msg: string;
  key?: string;
  kind?: string;
  name?: string;
  [field: string]: unknown;
}

const source = join(import.meta.dirname, '../../operator/main.ts');

/** The operator's own program as a process of its own, against one cluster; `program` is what Node is told to run. */
export async function startOperator(kubeconfig: string, env: Record<string, string> = {}, program = [source]) {
  const child = spawn(process.execPath, program, {
    env: {
      ...process.env,
      KUBECONFIG: kubeconfig,
      LEADER_ELECT: 'false',
      METRICS_PORT: '0',
      HEALTH_PORT: '0',
      TTS_NPM_REGISTRY: 'https://npm.example',
      TTS_PYPI_INDEX: 'https://pypi.example/simple',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: LogLine[] = [];
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ready = new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const entry = JSON.parse(line) as LogLine;
      lines.push(entry);
      if (entry.msg === 'became leader') resolve();
    });
    child.once('exit', (code) => reject(new Error(`the operator ended with ${code}: ${stderr}`)));
  });
  if (env.LEADER_ELECT !== 'true') await ready;
  return {
    pid: child.pid ?? 0,
    lines,
    /** Resolves once this process leads. */
    leading: ready,
    /** What it wrote to the cluster so far. */
    writes: () => lines.filter(({ msg }) => ['created', 'updated', 'deleted'].includes(msg)),
    running: () => child.exitCode === null && child.signalCode === null,
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
      ready.catch(() => undefined);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

export type OperatorProcess = Awaited<ReturnType<typeof startOperator>>;
