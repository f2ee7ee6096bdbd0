import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from './target.ts';

// Bits per second of the default format: MP3, 24 kHz, mono.
const bitRate = 64_000;

/** Opens a port-forward to a Service and gives its local address. */
async function forward(at: Target, namespace: string, service: string): Promise<{ url: string; close: () => void }> {
  const [program, ...args] = at.command(['-n', namespace, 'port-forward', `svc/${service}`, ':80']);
  const child = spawn(program ?? 'kubectl', args, { env: at.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const port = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [, found] = /127\.0\.0\.1:(\d+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.on('error', reject).on('exit', () => reject(new Error(`kubectl port-forward ended: ${errors.trim()}`)));
  });
  return { url: `http://127.0.0.1:${port}`, close: () => void child.kill() };
}

// After a node's restart its pods stand as ready for some seconds, until the kubelet has looked at them again.
const [tries, pauseMs] = [30, 2_000];

/** Speaks a sentence through the Service into `file`; gives its length in seconds and how long the request took. Waits for servers that are still starting. */
export async function speak(at: Target, namespace: string, service: string, input: string, file: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await speakOnce(at, namespace, service, input, file);
    } catch (error) {
      if (attempt === tries) throw error;
      await sleep(pauseMs);
    }
  }
}

async function speakOnce(at: Target, namespace: string, service: string, input: string, file: string) {
  const { url, close } = await forward(at, namespace, service);
  try {
    const started = Date.now();
    const answer = await fetch(`${url}/v1/audio/speech`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'tts-1', input, voice: 'alloy' }),
      signal: AbortSignal.timeout(120_000),
    });
    if (!answer.ok) throw new Error(`POST /v1/audio/speech: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
    const audio = Buffer.from(await answer.arrayBuffer());
    writeFileSync(file, audio);
    return { seconds: (audio.length * 8) / bitRate, bytes: audio.length, took: (Date.now() - started) / 1000 };
  } finally {
    close();
  }
}
