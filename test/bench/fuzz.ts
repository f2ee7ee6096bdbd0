// Sends 10,000 generated bodies to the server with the real model, most of them to the text front end; prints what came back
// as JSON and exits with 1 when anything was a 5xx, hung, or took the server down. Usage: node test/bench/fuzz.ts [BODIES]
import fc from 'fast-check';
import { anyBytes, heavyBodies, nearlyRight } from '../../runtime/testing/fuzz-bodies.ts';
import { startSpeechServer } from '../support/speech-server.ts';

const BODIES = Number(process.argv[2] ?? 10_000);
const AT_ONCE = 4;
const HANGS_AFTER_MS = 60_000;
/** One voice of each language, so that every front end is reached. */
const voices = 'af_heart bf_emma ef_dora ff_siwis hf_alpha if_sara pf_dora jf_alpha zf_xiaobei'.split(' ');
/** Speaking takes a hundred times as long as reading: so many of the near-right requests are spoken. */
const SPOKEN_SHARE = 0.01;

interface Case {
  path: string;
  body: string | Buffer;
  type: string;
}

const phonemes = fc.tuple(nearlyRight, fc.constantFrom(...voices)).map(([{ input }, voice]) => ({ input, voice }));
const json =
  (path: string) =>
  (body: unknown): Case => ({ path, body: JSON.stringify(body), type: 'application/json' });
const cases: Case[] = [
  ...fc.sample(phonemes.map(json('phonemes')), BODIES * (0.6 - SPOKEN_SHARE)),
  ...fc.sample(nearlyRight.map(json('speech')), BODIES * SPOKEN_SHARE),
  ...fc.sample(
    fc.json().map((body) => ({ path: 'speech', body, type: 'application/json' })),
    BODIES * 0.2,
  ),
  ...fc.sample(
    anyBytes.map(([body, type]) => ({ path: 'speech', body, type })),
    BODIES * 0.2,
  ),
  ...heavyBodies.map((body) => ({ path: 'speech', body, type: 'application/json' })),
];

const server = await startSpeechServer();
const answers: Record<string, number> = {};
const faults: string[] = [];
const started = performance.now();
const total = cases.length;
try {
  const client = async () => {
    for (let next = cases.pop(); next; next = cases.pop()) await send(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  if (!(await fetch(`${server.url}/readyz`)).ok) faults.push('the server is not ready any more');
} finally {
  const exit = await server.stop();
  if (exit !== 0) faults.push(`the server exited with ${exit}`);
}
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`${JSON.stringify({ bodies: total, seconds, answers, faults }, undefined, 2)}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function send({ path, body, type }: Case): Promise<void> {
  try {
    const answer = await fetch(`${server.url}/v1/audio/${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : new Uint8Array(body),
      signal: AbortSignal.timeout(HANGS_AFTER_MS),
    });
    const text = await answer.text();
    const code = answer.ok ? '' : ` ${(JSON.parse(text) as { error: { code: string } }).error.code}`;
    const name = `${path} ${answer.status}${code}`;
    answers[name] = (answers[name] ?? 0) + 1;
    if (answer.status >= 500)
      faults.push(`${answer.status} ${text.slice(0, 300)} for ${body.toString().slice(0, 300)}`);
  } catch (error) {
    faults.push(`${String(error)} for ${body.toString().slice(0, 300)}`);
  }
}
