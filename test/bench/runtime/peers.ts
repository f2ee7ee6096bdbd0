import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Spoken } from './client.ts';

export interface Peer {
  name: string;
  speak(text: string): Promise<Spoken>;
  stop(): void;
}

const PEERS = { 'kokoro-onnx': '0.6.1', fastkokoro: '0.7.0' } as const;

/**
 * Installs the peers into private Python environments below `folder` and starts each with the given weights; a peer that
 * cannot be installed, or does not take the weights, is named with the reason.
 */
export async function startPeers(
  folder: string,
  modelPath: string,
  threads: number,
): Promise<{ peers: Peer[]; refused: Record<string, string> }> {
  const peers: Peer[] = [];
  const refused: Record<string, string> = {};
  for (const [name, version] of Object.entries(PEERS)) {
    try {
      peers.push(await startPeer(name, install(folder, name, version), modelPath, threads));
    } catch (error) {
      refused[name] = error instanceof Error ? error.message : String(error);
    }
  }
  return { peers, refused };
}

/** The environment's python, made on first use. */
function install(folder: string, name: string, version: string): string {
  const environment = join(folder, `${name}-${version}`);
  const python = join(environment, 'bin/python');
  const done = join(environment, 'pyvenv.installed');
  if (existsSync(done)) return python;
  const quiet = { stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  execFileSync('python3', ['-m', 'venv', environment], quiet);
  const extra = name === 'fastkokoro' ? '[cpu]' : '';
  execFileSync(join(environment, 'bin/pip'), ['install', '--quiet', `${name}${extra}==${version}`], quiet);
  execFileSync('touch', [done]);
  return python;
}

async function startPeer(name: string, python: string, modelPath: string, threads: number): Promise<Peer> {
  const script = join(import.meta.dirname, 'peer.py');
  const voices = join(dirname(modelPath), 'voices');
  const child = spawn(python, [script, name, modelPath, voices, 'af_heart', String(threads)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Record<string, unknown>> => {
    const { value, done } = (await lines.next()) as { value?: string; done?: boolean };
    if (done || value === undefined) throw new Error('it ended without an answer');
    return value.startsWith('{') ? (JSON.parse(value) as Record<string, unknown>) : next();
  };
  const hello = await next();
  if (typeof hello['failed'] === 'string') throw new Error(hello['failed']);
  return {
    name,
    async speak(text) {
      child.stdin.write(`${JSON.stringify({ text })}\n`);
      return (await next()) as unknown as Spoken;
    },
    stop: () => void child.kill(),
  };
}
