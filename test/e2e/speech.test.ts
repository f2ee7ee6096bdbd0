import { setTimeout as delay } from 'node:timers/promises';
import OpenAI, { BadRequestError, NotFoundError, RateLimitError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectAudio, loudness } from '../support/audio.ts';
import { startSpeechServer } from '../support/speech-server.ts';
import type { SpeechServer } from '../support/speech-server.ts';

interface Word {
  word: string;
  start: number;
  end: number;
}

const text = 'The service is now operational. It speaks with a clear voice. Every sentence is heard.';

let server: SpeechServer;
let client: OpenAI;
beforeAll(async () => {
  server = await startSpeechServer({ TTS_MAX_REQUESTS: '20', TTS_QUEUE_TIMEOUT: '300' });
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'unused', maxRetries: 0 });
}, 600_000);
afterAll(async () => {
  await server.stop();
});

const speak = async (body: Partial<OpenAI.Audio.SpeechCreateParams> = {}) => {
  const answer = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: text, ...body });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};

describe("OpenAI's client", () => {
  it('gets speech in every format, of the length the model spoke', async () => {
    const { bytes: pcm } = await speak({ response_format: 'pcm' });
    const seconds = pcm.length / 2 / 24_000;
    expect(seconds).toBeGreaterThan(3);
    expect(seconds).toBeLessThan(12);
    expect(loudness(pcm)).toBeGreaterThan(-35);
    const expected = {
      mp3: ['mp3', 24_000],
      opus: ['opus', 48_000],
      aac: ['aac', 24_000],
      flac: ['flac', 24_000],
      wav: ['pcm-s16', 24_000],
    } as const;
    for (const [format, [codec, rate]] of Object.entries(expected)) {
      const { bytes } = await speak({ response_format: format as 'mp3' });
      const found = await inspectAudio(bytes);
      expect(found).toMatchObject({ codec, rate, channels: 1 });
      // Encoders add a delay and fill the last frame: at most 3 frames of mp3 (72 ms), 2 of aac (85 ms).
      expect(found.seconds - seconds).toBeGreaterThan(-0.001);
      expect(found.seconds - seconds).toBeLessThan(0.09);
    }
  }, 300_000);

  it('speaks the same samples every time, streamed or whole', async () => {
    const { bytes: streamed } = await speak({ response_format: 'wav', stream_format: 'audio' });
    const { bytes: whole } = await speak({ response_format: 'wav' });
    expect(streamed.subarray(44).equals(whole.subarray(44))).toBe(true);
  }, 120_000);

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

  it('gets events with usage', async () => {
    const { answer, bytes } = await speak({ stream_format: 'sse', response_format: 'pcm' });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const events = bytes
      .toString()
      .trim()
      .split('\n\n')
      .map(
        (event) =>
          JSON.parse(event.slice(event.indexOf('data: ') + 6)) as {
            type: string;
            audio?: string;
            usage?: Record<string, number>;
          },
      );
    const samples =
      Buffer.concat(events.flatMap(({ audio }) => (audio ? [Buffer.from(audio, 'base64')] : []))).length / 2;
    const { usage } = events.at(-1)!;
    expect(usage).toMatchObject({ output_tokens: samples / 600 });
    expect(usage!['input_tokens']).toBeGreaterThan(50);
  }, 120_000);

  it('throws its typed errors', async () => {
    await expect(speak({ voice: 'af_belle' })).rejects.toThrow(BadRequestError);
    await expect(speak({ voice: 'af_belle' })).rejects.toThrow(/Did you mean af_bella/);
    await expect(speak({ input: 'x'.repeat(4097) })).rejects.toMatchObject({
      code: 'input_too_long',
      param: 'input',
      status: 400,
    });
    await expect(speak({ input: '?!' })).rejects.toMatchObject({ code: 'nothing_to_say' });
    await expect(speak({ model: 'davinci' })).rejects.toThrow(NotFoundError);
  });

  it('lists models', async () => {
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toContain('tts-1');
  });
});

describe('timestamps', () => {
  const ask = async (body: object) =>
    fetch(`${server.url}/v1/audio/speech/timestamps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
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
  ])(
    '%s speaks',
    async (voice, input) => {
      const { bytes } = await speak({ voice, input, response_format: 'pcm' });
      expect(bytes.length / 2 / 24_000).toBeGreaterThan(0.8);
      expect(loudness(bytes)).toBeGreaterThan(-40);
    },
    120_000,
  );
});

describe('under load', () => {
  it('answers 10 requests at once, and its probes meanwhile', async () => {
    let running = true;
    const probes: number[] = [];
    const probing = (async (): Promise<void> => {
      while (running) {
        const started = performance.now();
        expect((await fetch(`${server.url}/livez`)).status).toBe(200);
        probes.push(performance.now() - started);
        await delay(20);
      }
    })();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => speak({ input: `Load test request ${n + 1}` })),
    ).finally(() => (running = false));
    await probing;
    expect(answers.every(({ bytes }) => bytes.length > 5_000)).toBe(true);
    const sorted = probes.sort((a, b) => a - b);
    process.stderr.write(
      `/livez p50 ${sorted[sorted.length >> 1]!.toFixed(1)} ms, p99 ${sorted[Math.floor(sorted.length * 0.99)]!.toFixed(1)} ms of ${sorted.length}\n`,
    );
    expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThan(250);
  }, 300_000);

  it('turns away what is too much with 429 and a time to come back', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) => speak({ input: `Too many: ${n}.` })),
    );
    const refused = outcomes
      .filter((outcome) => outcome.status === 'rejected')
      .map(({ reason }) => reason as RateLimitError);
    expect(refused).toHaveLength(10);
    for (const error of refused) {
      expect(error).toBeInstanceOf(RateLimitError);
      expect(Number(error.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  }, 300_000);

  it('stops speaking for a client that has gone', async () => {
    const abort = new AbortController();
    const long = 'This is one of very many sentences that nobody will hear. '.repeat(60);
    const answer = await client.audio.speech.create(
      { model: 'tts-1', voice: 'alloy', input: long.trim() },
      { signal: abort.signal },
    );
    await answer.body!.getReader().read();
    abort.abort();
    for (let wait = 0; wait < 300 && (await inFlight()) > 0; wait++) await delay(200);
    expect(await inFlight()).toBe(0);
  }, 120_000);
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
    const { seconds } = await inspectAudio(new Uint8Array(await answer.arrayBuffer()));
    expect(seconds).toBeGreaterThan(3);
    expect(await exit).toBe(0);
    expect(own.log.join('\n')).not.toContain(input);
  }, 120_000);
});

async function inFlight(): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^tts_requests_in_flight (\d+)/m.exec(metrics)?.[1]);
}
