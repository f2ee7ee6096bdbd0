import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findPublishedModel } from '../runtime/model/published-model.ts';
import { descendants, treeMemory } from './support/process-memory.ts';
import { startSpeechServer } from './support/speech-server.ts';
import type { SpeechServer } from './support/speech-server.ts';

const TEMP = { TTS_TEMP_DIR: join(tmpdir(), 'tts-test') };

async function sleepy(env: Record<string, string> = {}): Promise<SpeechServer> {
  // On a busy machine, the model's process waits behind all others.
  const server = await startSpeechServer({ TTS_SLEEP_AFTER: '1', TTS_QUEUE_TIMEOUT: '600', ...TEMP, ...env });
  onTestFinished(async () => void (await server.stop('SIGKILL')));
  return server;
}

const readyz = async ({ url }: SpeechServer) => {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, ...((await answer.json()) as { ready: boolean; reason?: string }) };
};

async function asleep(server: SpeechServer): Promise<void> {
  await expect.poll(() => readyz(server), { timeout: 30_000 }).toMatchObject({ status: 200, reason: 'Asleep' });
}

async function speak({ url }: SpeechServer, input: string, format = 'pcm', voice = 'af_heart') {
  const answer = await fetch(`${url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input, voice, response_format: format }),
  });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
}

const INPUT = 'The train to the coast leaves at noon.';

it('an idle server gives the memory of its model back, stays ready, and wakes for requests, none of which is lost', async () => {
  const server = await sleepy();
  const awake = treeMemory(server.pid);
  const before = await speak(server, INPUT);
  expect(before.status).toBe(200);
  await asleep(server);
  const idle = treeMemory(server.pid);
  expect(idle.processes).toBe(1);
  // From source the types are stripped at each start: the image holds less (npm run bench:wake).
  expect(idle.rssMB).toBeLessThan(awake.rssMB / 2);

  const at = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm', 'pcm', 'pcm'];
  const answers = await Promise.all(at.map((format, n) => speak(server, n < 6 ? INPUT : `${INPUT} ${n}.`, format)));
  expect(answers.map(({ status }) => status)).toEqual(at.map(() => 200));
  expect(answers[5]!.bytes.equals(before.bytes)).toBe(true);
  expect(treeMemory(server.pid).processes).toBe(3);

  await asleep(server);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^tts_sleeps_total 2$/m);
  expect(metrics).toMatch(/^tts_wakes_total\{result="ok"\} 1$/m);
  expect(metrics).toMatch(/^tts_wake_seconds_count 1$/m);
  expect(metrics).toMatch(/^tts_asleep 1$/m);
  const voices = (await (await fetch(`${server.url}/v1/audio/voices`)).json()) as { voices: unknown[] };
  expect(voices.voices.length).toBeGreaterThan(20);
  expect((await readyz(server)).reason).toBe('Asleep');

  // Its end while it wakes: what woke it is answered first.
  const last = speak(server, INPUT);
  await expect.poll(() => descendants(server.pid).length, { timeout: 10_000, interval: 5 }).toBeGreaterThan(0);
  const status = server.stop();
  expect((await last).bytes.equals(before.bytes)).toBe(true);
  expect(await status).toBe(0);
  expect(server.errors).toEqual([]);
}, 900_000);

it('a model that was altered while the server slept is not spoken with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-sleep-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const from = await findPublishedModel();
  const digest = from.split('/').at(-1)!;
  cpSync(from, join(folder, digest), { recursive: true });
  const server = await sleepy({ TTS_MODEL_PATH: folder, TTS_MODEL_DIGEST: digest });
  await asleep(server);
  const model = join(folder, digest, 'model.onnx');
  rmSync(model);
  cpSync(join(from, 'vocab.json'), model);
  appendFileSync(model, 'x');
  const refused = await speak(server, INPUT);
  expect([refused.status, JSON.parse(refused.bytes.toString())]).toMatchObject([503, { error: { code: 'not_ready' } }]);
  expect(await readyz(server)).toMatchObject({ status: 503, ready: false, reason: 'FileMismatch' });
  expect((await speak(server, INPUT)).status).toBe(503);

  cpSync(join(from, 'model.onnx'), model);
  await expect.poll(() => readyz(server), { timeout: 60_000 }).toMatchObject({ status: 200, ready: true });
  expect((await speak(server, INPUT)).status).toBe(200);
  expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/^tts_wakes_total\{result="failed"\} [1-9]/m);
}, 240_000);
