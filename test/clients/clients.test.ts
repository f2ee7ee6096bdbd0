import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeClients } from '../support/node-clients.ts';
import { pythonWith } from '../support/python-client.ts';
import { startSpeechServer } from '../support/speech-server.ts';
import type { SpeechServer } from '../support/speech-server.ts';

const run = promisify(execFile);
const text = 'It works. It speaks. Everybody hears it.';
/** Of the text, as slow as any voice speaks it. */
const SECONDS = { least: 1.5, most: 6 };

let server: SpeechServer;
let python: string;
let nodeHome: string;
const scratch = mkdtempSync(join(tmpdir(), 'tts-clients-'));

beforeAll(async () => {
  python = await pythonWith(join(import.meta.dirname, 'python/requirements.txt'));
  nodeHome = await nodeClients();
  const keys = mkdtempSync(join(scratch, 'keys-'));
  writeFileSync(join(keys, 'one'), 'sk-one');
  // Without a cache every client hears its own speech.
  server = await startSpeechServer({
    TTS_API_KEYS_DIR: keys,
    TTS_CACHE_MB: '0',
    TTS_TEMP_DIR: mkdtempSync(join(scratch, 'temp-')),
  });
});
afterAll(async () => {
  const status = await server?.stop();
  if (status !== 0) process.stderr.write(`the server ended with ${status}: ${server?.log.slice(-5).join('\n')}\n`);
  rmSync(scratch, { recursive: true });
});

/** What every script prints; `samples` and other numbers are lengths of speech. */
interface Heard extends Record<string, unknown> {
  samples: number;
  /** What was heard before the client left; 1 for one that hears nothing before the end. */
  interrupted: number;
  /** Of an unknown voice and of a wrong key. */
  errors: unknown[];
}

const environment = { ...process.env, LITELLM_LOCAL_MODEL_COST_MAP: 'True', PYTHONWARNINGS: 'ignore' };

async function ask(script: string): Promise<Heard> {
  const args = [`${server.url}/v1`, 'sk-one', text];
  const inNode = script.endsWith('.mjs');
  const { stdout } = inNode
    ? await run(process.execPath, [join(nodeHome, script), ...args], { cwd: nodeHome, env: environment })
    : await run(python, [join(import.meta.dirname, 'python', script), ...args], { cwd: scratch, env: environment });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Heard;
}

const metric = async (pattern: RegExp): Promise<number> =>
  [...(await (await fetch(`${server.url}/metrics`)).text()).matchAll(pattern)].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );
const cancelled = () => metric(/outcome="cancelled"} (\d+)/g);

const coded = [
  { kind: 'BadRequestError', status: 400, code: 'invalid_voice' },
  { kind: 'AuthenticationError', status: 401, code: 'invalid_api_key' },
];

const statuses = ['status_code=400', 'status_code=401'].map((told) => expect.stringContaining(told) as unknown);

test.each([
  ['openai for Python', 'openai_speech.py', coded],
  ['litellm', 'litellm_speech.py', coded],
  ['livekit-plugins-openai', 'livekit_speech.py', coded.map((error) => ({ ...error, kind: 'APIStatusError' }))],
  ['pipecat-ai', 'pipecat_speech.py', [expect.stringContaining('401 - The API key is not valid for this server')]],
  ['livekit-plugins-elevenlabs', 'livekit_elevenlabs_speech.py', statuses],
  ['livekit-plugins-deepgram', 'livekit_deepgram_speech.py', statuses],
  ['pipecat-ai over WebSockets', 'pipecat_live_speech.py', [expect.stringContaining('HTTP 401')]],
  [
    'elevenlabs',
    'elevenlabs_speech.py',
    [
      { status: 400, code: 'invalid_voice' },
      { status: 401, code: 'invalid_api_key' },
    ],
  ],
  ['deepgram-sdk', 'deepgram_speech.py', [{ status: 400 }, { status: 401 }]],
  ['openai for JavaScript', 'openai_speech.mjs', coded],
  ['@ai-sdk/openai', 'ai_sdk_speech.mjs', coded.map((error) => ({ ...error, kind: 'AI_APICallError' }))],
  ['@livekit/agents-plugin-openai', 'livekit_speech.mjs', coded],
  // The plugin for ElevenLabs does not tell what its service said.
  [
    '@livekit/agents-plugin-elevenlabs',
    'livekit_elevenlabs_speech.mjs',
    Array.from({ length: 2 }, () => 'could not connect to ElevenLabs'),
  ],
  [
    '@livekit/agents-plugin-deepgram',
    'livekit_deepgram_speech.mjs',
    [400, 401].map((status) => `Unexpected server response: ${status}`),
  ],
])('%s speaks, is interrupted, and understands what is wrong', async (_, script, errors) => {
  const before = await cancelled();
  const heard = await ask(script);
  const { samples, interrupted, errors: told, unexpected = [], ...others } = heard;
  for (const length of [samples, ...Object.values(others)] as number[]) {
    expect(length / 24_000).toBeGreaterThan(SECONDS.least);
    expect(length / 24_000).toBeLessThan(SECONDS.most);
  }
  expect(unexpected).toEqual([]);
  expect(interrupted).toBeGreaterThan(0);
  expect(told.slice(0, errors.length)).toEqual(errors);
  await expect.poll(cancelled, { timeout: 30_000 }).toBeGreaterThan(before);
  await expect.poll(() => metric(/^tts_requests_in_flight (\d+)/gm)).toBe(0);
});
