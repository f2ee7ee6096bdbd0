// Asks a speech service for a sentence until it answers with one or the time is over. Needs the runtime's image, for Node.
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { URL: url, KEYS: keys, SECONDS: seconds } = process.env;
const key = keys && readdirSync(keys).filter((name) => !name.startsWith('.'))[0];
const headers = {
  'content-type': 'application/json',
  ...(key ? { authorization: `Bearer ${readFileSync(`${keys}/${key}`, 'utf8').trim()}` } : {}),
};
const body = JSON.stringify({
  model: 'tts-1',
  voice: 'alloy',
  input: 'The service is speaking.',
  response_format: 'wav',
});

async function speak() {
  const response = await fetch(`${url}/v1/audio/speech`, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new Error(`${response.status}: ${(await response.text()).slice(0, 500)}`);
  const audio = Buffer.from(await response.arrayBuffer());
  // 16-bit samples at 24 kHz after a header of 44 bytes: half a second at least, and not silence.
  const samples = new Int16Array(
    audio.buffer.slice(audio.byteOffset + 44, audio.byteOffset + 44 + ((audio.length - 44) & ~1)),
  );
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  if (samples.length < 12_000 || loudest < 1000)
    throw new Error(`${samples.length} samples, loudest ${loudest}: no speech`);
  return samples.length / 24_000;
}

for (const end = Date.now() + Number(seconds) * 1000; ; await sleep(2000)) {
  try {
    console.log(`${url} spoke for ${(await speak()).toFixed(1)} s`);
    break;
  } catch (error) {
    console.error(`${url}: ${error.message}${error.cause ? ` (${error.cause.message})` : ''}`);
    if (Date.now() > end) process.exit(1);
  }
}
