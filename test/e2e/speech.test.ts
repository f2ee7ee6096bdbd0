import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import OpenAI, * as openaiErrors from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectAudio, largestJump, loudness, readEvents } from '../support/audio.ts';
import { probeLivez } from '../support/livez-probe.ts';
import { askWithPython, pythonWithOpenai } from '../support/python-client.ts';
import { startSpeechServer } from '../support/speech-server.ts';
import type { SpeechServer } from '../support/speech-server.ts';

interface Word {
  word: string;
  start: number;
  end: number;
}

const text = 'The service is now operational. It speaks with a clear voice. Every sentence is heard.';
/** Spoken again and again, in every format by two clients. */
const good = { model: 'tts-1', voice: 'alloy', input: 'It works. It speaks. Everybody hears it.' };
const MAX_REQUESTS = 10;
const RATE_LIMIT = 200;

let server: SpeechServer;
let client: OpenAI;
const scratch = mkdtempSync(join(tmpdir(), 'tts-speech-'));
beforeAll(async () => {
  await pythonWithOpenai();
  const keys = mkdtempSync(join(scratch, 'keys-'));
  for (const key of ['sk-one', 'sk-two', 'sk-three']) writeFileSync(join(keys, key), `${key}\n`);
  server = await startSpeechServer({
    TTS_MAX_REQUESTS: String(MAX_REQUESTS),
    TTS_QUEUE_TIMEOUT: '300',
    TTS_API_KEYS_DIR: keys,
    TTS_RATE_LIMIT: String(RATE_LIMIT),
    TTS_TEMP_DIR: mkdtempSync(join(scratch, 'temp-')),
  });
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'sk-one', maxRetries: 0 });
}, 600_000);
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true });
});

const speak = async (body: Partial<OpenAI.Audio.SpeechCreateParams> = {}) => {
  const answer = await client.audio.speech.create({ ...good, ...body });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};

/** Codec and rate of each format, and samples of one of its frames. */
const formats = {
  mp3: { codec: 'mp3', rate: 24_000, frame: 576 },
  opus: { codec: 'opus', rate: 48_000, frame: 1 },
  aac: { codec: 'aac', rate: 24_000, frame: 1024 },
  flac: { codec: 'flac', rate: 24_000, frame: 1 },
  wav: { codec: 'pcm_s16le', rate: 24_000, frame: 1 },
} as const;

/** What a client must throw: the class is named the same in npm's and PyPI's package. */
const errors = [
  {
    name: 'voice',
    body: { ...good, voice: 'af_belle' },
    exception: 'BadRequestError',
    status: 400,
    code: 'invalid_voice',
  },
  {
    name: 'long',
    body: { ...good, input: 'x'.repeat(4097) },
    exception: 'BadRequestError',
    status: 400,
    code: 'input_too_long',
  },
  { name: 'silent', body: { ...good, input: '?!' }, exception: 'BadRequestError', status: 400, code: 'nothing_to_say' },
  {
    name: 'tag',
    body: { ...good, input: 'a[pause:1h]' },
    exception: 'BadRequestError',
    status: 400,
    code: 'invalid_tag',
  },
  {
    name: 'format',
    body: { ...good, response_format: 'ogg' },
    exception: 'BadRequestError',
    status: 400,
    code: 'invalid_value',
  },
  {
    name: 'model',
    body: { ...good, model: 'davinci' },
    exception: 'NotFoundError',
    status: 404,
    code: 'model_not_found',
  },
  {
    name: 'large',
    body: { ...good, input: 'x'.repeat(200_000) },
    exception: undefined,
    status: 413,
    code: 'body_too_large',
  },
  { name: 'key', body: good, key: 'sk-none', exception: 'AuthenticationError', status: 401, code: 'invalid_api_key' },
];

describe("OpenAI's client for JavaScript", () => {
  it('gets speech in every format, of the length the model spoke, streamed and not', async () => {
    const { bytes: pcm } = await speak({ response_format: 'pcm' });
    const spoken = pcm.length / 2;
    expect(spoken / 24_000).toBeGreaterThan(1.5);
    expect(spoken / 24_000).toBeLessThan(6);
    expect(loudness(pcm)).toBeGreaterThan(-35);
    for (const [format, { codec, rate, frame }] of Object.entries(formats)) {
      for (const streamed of format === 'flac' || format === 'wav' ? [false, true] : [true]) {
        const { bytes } = await speak({
          response_format: format as 'mp3',
          ...(streamed && { stream_format: 'audio' }),
        });
        const found = await inspectAudio(bytes);
        expect(found).toMatchObject({ codec, rate, channels: 1 });
        expect(found.samples).toBeGreaterThanOrEqual(spoken);
        expect(found.samples).toBeLessThan(spoken + frame);
        if (format === 'wav') expect(bytes.subarray(44).equals(pcm)).toBe(true);
      }
    }
  }, 300_000);

  it('hears the first sentence before the last is spoken', async () => {
    const input = 'First, one short sentence. '.repeat(8);
    const answer = await client.audio.speech.create({ model: 'tts-1', voice: 'af_heart', input });
    const started = performance.now();
    const reader = answer.body!.getReader();
    expect(((await reader.read()).value as Uint8Array).length).toBeGreaterThan(1000);
    const first = performance.now() - started;
    while (!(await reader.read()).done);
    expect(first).toBeLessThan((performance.now() - started) / 2);
  }, 120_000);

  it('gets events with usage, segments that join without a click', async () => {
    const { answer, bytes } = await speak({ input: text, stream_format: 'sse', response_format: 'pcm' });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const { deltas, last } = readEvents(bytes.toString());
    const pcm = Buffer.concat(deltas);
    expect(last.usage).toMatchObject({ output_tokens: pcm.length / 2 / 600 });
    expect(last.usage!['input_tokens']).toBeGreaterThan(50);
    expect(deltas.length).toBeGreaterThan(1);
    const inside = Math.max(...deltas.map((segment) => largestJump(segment)));
    let position = 0;
    for (const segment of deltas.slice(0, -1)) {
      position += segment.length / 2;
      expect(largestJump(pcm, position - 1, position + 1)).toBeLessThan(inside / 10);
    }
  }, 120_000);

  it('throws its typed errors', async () => {
    for (const { name, body, key, exception, status, code } of errors) {
      const asking = client.withOptions({ apiKey: key ?? 'sk-one' });
      const error: unknown = await asking.audio.speech
        .create(body as OpenAI.Audio.SpeechCreateParams)
        .catch((caught: unknown) => caught);
      const type = exception === undefined ? OpenAI.APIError : openaiErrors[exception as 'BadRequestError'];
      expect(error, name).toBeInstanceOf(type);
      expect(error, name).toMatchObject({ status, code });
    }
  });

  it('waits as long as a key’s rate limit says', async () => {
    const limited = client.withOptions({ apiKey: 'sk-two' });
    const ask = () => limited.audio.speech.create({ ...good, input: ' ' }).catch((caught: unknown) => caught);
    for (let n = 0; n < RATE_LIMIT; n++) expect(await ask()).toMatchObject({ status: 400 });
    const refused = await ask();
    expect(refused).toBeInstanceOf(openaiErrors.RateLimitError);
    expect(Number((refused as openaiErrors.RateLimitError).headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('lists models', async () => {
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toContain('tts-1');
  });
});

describe("OpenAI's client for Python", () => {
  interface Digest {
    bytes: number;
    sha256: string;
  }
  interface PythonReport {
    formats: Record<string, { whole: Digest; streamed: Digest; type: string }>;
    events: { audio: Digest; last: { usage: Record<string, number> } };
    errors: Record<string, { exception: string; status: number; code: string; retryAfter: string | null }>;
    models: string[];
  }

  it('does every format, streaming, events, and throws typed errors', async () => {
    const limit = { name: 'limit', key: 'sk-three', times: RATE_LIMIT + 1, body: { ...good, input: ' ' } };
    const asked = {
      key: 'sk-one',
      speech: good,
      formats: [...Object.keys(formats), 'pcm'],
      errors: [...errors, limit],
    };
    const found = await askWithPython<PythonReport>(`${server.url}/v1`, asked, scratch);
    const { bytes: pcm } = await speak({ response_format: 'pcm' });
    const whole = { bytes: pcm.length, sha256: createHash('sha256').update(pcm).digest('hex') };
    expect(found.formats['pcm']).toMatchObject({ whole, streamed: whole });
    for (const name of Object.keys(formats)) {
      const { whole, streamed, type } = found.formats[name]!;
      expect(type).toMatch(/^audio\//);
      expect(Math.abs(whole.bytes - streamed.bytes), name).toBeLessThan(whole.bytes / 20);
    }
    expect(found.events.audio).toEqual(whole);
    expect(found.events.last.usage['output_tokens']).toBe(pcm.length / 2 / 600);
    for (const { name, exception, status, code } of errors) {
      expect(found.errors[name], name).toMatchObject({ exception: exception ?? 'APIStatusError', status, code });
    }
    expect(found.errors['limit']).toMatchObject({ exception: 'RateLimitError', code: 'rate_limit_exceeded' });
    expect(Number(found.errors['limit']!.retryAfter)).toBeGreaterThan(0);
    expect(found.models).toContain('tts-1');
  }, 300_000);
});

describe('timestamps', () => {
  const ask = async (body: object) =>
    fetch(`${server.url}/v1/audio/speech/timestamps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer sk-one' },
      body: JSON.stringify({ model: 'kokoro', voice: 'alloy', input: text, response_format: 'wav', ...body }),
    });

  it('tells when each word is heard: its sound is there, and silence before the first', async () => {
    const answer = (await (await ask({})).json()) as { audio: string; duration: number; words: Word[] };
    expect(answer.words.map(({ word }) => word)).toEqual(text.split(' '));
    const pcm = Buffer.from(answer.audio, 'base64').subarray(44);
    const heard = (start: number, end: number) =>
      loudness(pcm.subarray(2 * Math.round(start * 24_000), 2 * Math.round(end * 24_000)));
    for (const [index, { start, end }] of answer.words.entries()) {
      expect(start).toBeGreaterThanOrEqual(answer.words[index - 1]?.end ?? 0.1);
      expect(end).toBeLessThan(answer.duration);
      expect(heard(start, end)).toBeGreaterThan(-45);
    }
    expect(heard(0, answer.words[0]!.start - 0.1)).toBeLessThan(-50);
  });

  it.each([
    ['hf_alpha', 'आज मौसम अच्छा है।', /मौसम/],
    ['ef_dora', 'Hoy hace buen tiempo.', /tiempo/],
    ['ff_siwis', "L'été est beau.", /été/],
  ])('works for %s', async (voice, input, word) => {
    const answer = (await (await ask({ voice, input })).json()) as { words: Word[] };
    expect(answer.words.map((one) => one.word).join('')).toMatch(word);
    expect(answer.words.length).toBeGreaterThan(2);
    expect(answer.words.every(({ start, end }) => end > start)).toBe(true);
  });

  it('follows tags: a pause is silent, another voice speaks its language', async () => {
    const input = 'I say [tomato](/təˈmɑːtoʊ/).[pause:1.5s][voice:ff_siwis]Bonjour.';
    const answer = (await (await ask({ input })).json()) as { audio: string; words: Word[] };
    expect(answer.words.map(({ word }) => word)).toEqual(['I', 'say', 'tomato.', 'Bonjour.']);
    const [before, after] = [answer.words[2]!.end, answer.words[3]!.start];
    expect(after - before).toBeGreaterThan(1.5);
    const pcm = Buffer.from(answer.audio, 'base64').subarray(44);
    const longest = longestSilence(pcm);
    expect(longest).toBeGreaterThanOrEqual(1.5 * 24_000);
  });

  it('writes subtitles', async () => {
    const srt = await (await ask({ timestamp_format: 'srt' })).text();
    expect(srt).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\nThe service is now operational\.\n\n2\n/);
  });
});

describe('languages', () => {
  it.each([
    ['bf_emma', 'The colour of the lift is grey.'],
    ['ef_dora', 'Hola, ¿cómo estás hoy?'],
    ['ff_siwis', 'Bonjour, comment allez-vous ?'],
    ['hf_alpha', 'नमस्ते, आप कैसे हैं?'],
    ['if_sara', 'Buongiorno, come sta oggi?'],
    ['pf_dora', 'Olá, como você está hoje?'],
    ['jf_alpha', 'こんにちは、お元気ですか。'],
    ['zf_xiaobei', '你好，今天天气怎么样？'],
  ])(
    '%s speaks, as long as so many sounds take',
    async (voice, input) => {
      const { bytes } = await speak({ voice, input, response_format: 'pcm' });
      const body = JSON.stringify({ voice, input });
      const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-one' };
      const answer = await fetch(`${server.url}/v1/audio/phonemes`, { method: 'POST', headers, body });
      const { phonemes } = (await answer.json()) as { phonemes: string };
      const secondsEach = bytes.length / 48_000 / [...phonemes].length;
      expect(secondsEach).toBeGreaterThan(0.04);
      expect(secondsEach).toBeLessThan(0.2);
      expect(loudness(bytes)).toBeGreaterThan(-40);
    },
    120_000,
  );
});

describe('texts beyond the limit', () => {
  it('are spoken in parts by the example clients, to the same sound', async () => {
    const source = join(scratch, 'long.txt');
    writeFileSync(source, 'One short sentence. Another short sentence!\n\nAnd a last one?');
    const env = { ...process.env, OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: 'sk-one', MAX_CHARACTERS: '25' };
    const example = (name: string) => join(import.meta.dirname, '../../examples/clients', name);
    const run = promisify(execFile);
    const byNode = await run(process.execPath, [example('long-text.ts'), source, join(scratch, 'node.wav')], { env });
    expect(byNode.stderr).toMatch(/3 of 3/);
    await run(await pythonWithOpenai(), [example('long_text.py'), source, join(scratch, 'python.wav')], { env });
    const wav = readFileSync(join(scratch, 'node.wav'));
    expect(wav.equals(readFileSync(join(scratch, 'python.wav')))).toBe(true);
    const { bytes } = await speak({ input: 'And a last one?', response_format: 'pcm' });
    expect(wav.subarray(-bytes.length).equals(bytes)).toBe(true);
    expect(await inspectAudio(wav)).toMatchObject({ codec: 'pcm_s16le', samples: (wav.length - 44) / 2 });
  }, 300_000);
});

describe('under load', () => {
  it('answers 10 requests at once, and its probes meanwhile', async () => {
    const probe = probeLivez(server.url);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => speak({ input: `Load test request ${n + 1}` })),
    );
    const livez = await probe.stop();
    expect(answers.every(({ bytes }) => bytes.length > 5_000)).toBe(true);
    process.stderr.write(`/livez ${JSON.stringify(livez)} ms\n`);
    expect(livez.p50).toBeLessThan(100);
  }, 300_000);

  it('turns away what is too much with 429 and a time to come back', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: MAX_REQUESTS + 4 }, (_, n) => speak({ input: `Many: ${n}.` })),
    );
    const refused = outcomes
      .filter((outcome) => outcome.status === 'rejected')
      .map(({ reason }) => reason as openaiErrors.RateLimitError);
    expect(refused).toHaveLength(4);
    for (const error of refused) {
      expect(error).toBeInstanceOf(openaiErrors.RateLimitError);
      expect(Number(error.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  }, 300_000);

  it('stops speaking for a client that has gone', async () => {
    const abort = new AbortController();
    const long = 'This is one of very many sentences that nobody will hear. '.repeat(60);
    const answer = await client.audio.speech.create({ ...good, input: long.trim() }, { signal: abort.signal });
    await answer.body!.getReader().read();
    abort.abort();
    for (let wait = 0; wait < 300 && (await inFlight()) > 0; wait++) await delay(200);
    expect(await inFlight()).toBe(0);
  }, 120_000);

  it('leaves no temporary file but the prepared model', () => {
    const [temporary] = readdirSync(scratch).filter((name) => name.startsWith('temp-'));
    expect(readdirSync(join(scratch, temporary!)).filter((name) => name !== 'prepared')).toEqual([]);
  });
});

describe('shutdown', () => {
  it('finishes what it speaks, then exits with 0', async () => {
    const own = await startSpeechServer();
    const input = 'This sentence is spoken to its end. And so is this one, though the server was told to stop.';
    const body = JSON.stringify({ model: 'tts-1', voice: 'alloy', input, response_format: 'wav' });
    const speaking = fetch(`${own.url}/v1/audio/speech`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await delay(300);
    const exit = own.stop();
    const answer = await speaking;
    expect(answer.status).toBe(200);
    const { samples } = await inspectAudio(new Uint8Array(await answer.arrayBuffer()));
    expect(samples).toBeGreaterThan(3 * 24_000);
    expect(await exit).toBe(0);
    expect(own.log.join('\n')).not.toContain(input);
    expect(own.log.join('\n')).not.toContain('shutdown timeout');
  }, 120_000);
});

async function inFlight(): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^tts_requests_in_flight (\d+)/m.exec(metrics)?.[1]);
}

/** Samples of the longest stretch of zeros. */
function longestSilence(pcm: Buffer): number {
  let longest = 0;
  let run = 0;
  for (let offset = 0; offset < pcm.length; offset += 2) {
    run = pcm.readInt16LE(offset) === 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
