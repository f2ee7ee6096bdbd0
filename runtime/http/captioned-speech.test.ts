import { describe, expect, it } from 'vitest';
import { good, server } from '../testing/test-server.ts';

interface Captioned {
  audio: string;
  audio_format: string;
  timestamps: { word: string; start_time: number; end_time: number }[] | null;
}

const ask = async (fields: object, options: Parameters<typeof server>[0] = {}) =>
  (await server(options)).inject({ method: 'POST', url: '/dev/captioned_speech', payload: { ...good, ...fields } });
const words = [
  { word: 'hello there. ', start_time: 0 },
  { word: 'how are you.', start_time: 13 / 40 },
];

describe('captioned speech', () => {
  it('is one object when it is not streamed', async () => {
    const answer = (await ask({ stream: false, return_timestamps: true, response_format: 'wav' })).json<Captioned>();
    expect(answer).toMatchObject({ audio_format: 'audio/wav', timestamps: words });
    expect(Buffer.from(answer.audio, 'base64').readUInt32LE(40)).toBe(good.input.length * 1200);
  });

  it.each(['pcm', 'mp3'])('is a line for each piece of sound when it is: %s', async (response_format) => {
    const lines = (await ask({ response_format })).payload
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Captioned);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.flatMap(({ timestamps }) => timestamps)).toMatchObject(words);
    const whole = (await ask({ response_format, stream: false })).json<Captioned>();
    const joined = Buffer.concat(lines.map(({ audio }) => Buffer.from(audio, 'base64')));
    expect(joined.equals(Buffer.from(whole.audio, 'base64'))).toBe(true);
    expect(new Set(lines.map(({ audio_format }) => audio_format))).toEqual(new Set([whole.audio_format]));
  });

  it.each([true, false])('tells no times when none are wanted: stream %j', async (stream) => {
    const lines = (await ask({ stream, return_timestamps: false })).payload.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as Captioned).timestamps)).toEqual(lines.map(() => null));
  });

  it.each([true, false])('answers what fails before the first sound as an error: stream %j', async (stream) => {
    const onInfer = () => {
      throw new Error('broken');
    };
    const answer = await ask({ stream }, { onInfer });
    expect([answer.statusCode, answer.json()]).toMatchObject([500, { error: { type: 'server_error' } }]);
    expect((await ask({ stream, voice: 'nobody' })).json()).toMatchObject({ error: { code: 'invalid_voice' } });
  });

  it('is counted, limited and given back like any speech', async () => {
    const app = await server({ env: { TTS_RATE_LIMIT: '1' } });
    const once = () => app.inject({ method: 'POST', url: '/dev/captioned_speech', payload: good });
    expect([(await once()).statusCode, (await once()).statusCode]).toEqual([200, 429]);
    const metrics = async () => (await app.inject('/metrics')).payload;
    const counted = 'tts_requests_total{voice="af_sky",format="mp3",status="200",outcome="ok"} 1';
    await expect.poll(metrics).toContain(counted);
    expect(await metrics()).toContain('tts_requests_in_flight 0');
  });
});
