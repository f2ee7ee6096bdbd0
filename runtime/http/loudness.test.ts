import { describe, expect, it } from 'vitest';
import { loudnessOf } from '../audio/loudness.ts';
import { VOICE_LUFS } from '../model/voice-loudness.ts';
import { good, server, speak } from '../testing/test-server.ts';

/** The fake engine speaks sines, which have one loudness for all voices: what differs is the gain of the voice. */
const input = `${'word '.repeat(20)}. ${'other '.repeat(15)}.`;
const body = (rest: object) => ({ ...good, input, voice: 'af_heart', response_format: 'pcm', ...rest });
const app = (env: Record<string, string> = {}) =>
  server({ env: { TTS_MAX_TEXT_LENGTH: '400', ...env }, voices: ['af_heart', 'af_nova', 'af_custom'] });

function samplesOf(pcm: Buffer): Float32Array {
  return Float32Array.from(new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length / 2), (one) => one / 32768);
}
const lufs = (pcm: Buffer) => loudnessOf([samplesOf(pcm)]);
const spoken = async (rest: object, env: Record<string, string> = {}) =>
  (await speak(await app(env), body(rest))).rawPayload;

describe('voices', () => {
  const difference = VOICE_LUFS['af_nova']! - VOICE_LUFS['af_heart']!;

  it('are as loud as one another: the gain is what they were measured to lack', async () => {
    const [heart, nova] = [await spoken({}), await spoken({ voice: 'af_nova' })];
    expect(Math.abs(difference)).toBeGreaterThan(1);
    expect(lufs(heart) - lufs(nova)).toBeCloseTo(difference, 1);
    const blend = await spoken({ voice: 'af_heart(1)+af_nova(3)' });
    expect((lufs(heart) - lufs(blend)) / difference).toSatisfy((share: number) => share > 0.5 && share < 0.9);
  });

  it('are as loud as the model makes them where the server is told so, with another ETag', async () => {
    const natural = { TTS_LOUDNESS: 'natural' };
    const [heart, nova] = [await spoken({}, natural), await spoken({ voice: 'af_nova' }, natural)];
    expect(heart.equals(nova)).toBe(true);
    const tags = [await speak(await app(), body({})), await speak(await app(natural), body({}))];
    expect(tags[0]!.headers.etag).not.toBe(tags[1]!.headers.etag);
  });

  it('that nobody measured stay as they are, and so does the usual one', async () => {
    const natural = await spoken({}, { TTS_LOUDNESS: 'natural' });
    expect((await spoken({ voice: 'af_custom' })).equals(natural)).toBe(true);
    expect((await spoken({})).equals(natural)).toBe(true);
  });
});

describe('volume_multiplier', () => {
  it('is limited, not clipped', async () => {
    const loud = samplesOf(await spoken({ volume_multiplier: 4 }));
    const peak = loud.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    expect(peak).toBeLessThan(10 ** (-0.9 / 20));
    expect(peak).toBeGreaterThan(10 ** (-1.6 / 20));
  });
});

describe('loudness of the whole', () => {
  it.each([-16, -23, -30])('%d LUFS', async (loudness) => {
    expect(lufs(await spoken({ loudness }))).toBeCloseTo(loudness, 1);
  });

  it('is met with voices and volumes of several kinds, which stay apart', async () => {
    const mixed = `<speak>${input}<prosody volume="-6dB">${input}</prosody></speak>`;
    const pcm = await spoken({ input: mixed, loudness: -23, volume_multiplier: 3 });
    expect(lufs(pcm)).toBeCloseTo(-23, 1);
    const half = pcm.length / 2 - ((pcm.length / 2) % 2);
    expect(lufs(pcm.subarray(0, half)) - lufs(pcm.subarray(half))).toBeCloseTo(6, 0);
  });

  it('changes neither words nor length', async () => {
    const post = async (rest: object) =>
      (await app()).inject({ method: 'POST', url: '/v1/audio/speech/timestamps', payload: body(rest) });
    const [plain, louder] = [(await post({})).json<object>(), (await post({ loudness: -16 })).json<object>()];
    expect({ ...louder, audio: '' }).toEqual({ ...plain, audio: '' });
    expect((await spoken({ loudness: -16 })).length).toBe((await spoken({})).length);
  });

  it('is sent with its length, in formats that are streamed otherwise', async () => {
    const answer = await speak(await app(), body({ loudness: -16, response_format: 'mp3' }));
    expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length);
  });

  it('silence stays silent', async () => {
    const pcm = await spoken({ input: `<speak><prosody volume="silent">${input}</prosody></speak>`, loudness: -16 });
    expect(lufs(pcm)).toBe(-Infinity);
  });

  it.each([
    ['/v1/audio/speech', { stream: true }],
    ['/v1/audio/speech', { stream_format: 'sse' }],
    ['/dev/captioned_speech', {}],
  ])('cannot be streamed: %s %j', async (url, rest) => {
    const answer = await (await app()).inject({ method: 'POST', url, payload: body({ loudness: -16, ...rest }) });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'invalid_value', param: 'loudness' } });
  });

  it('of captions that come in one', async () => {
    const payload = body({ loudness: -16, stream: false, response_format: 'pcm' });
    const answer = await (await app()).inject({ method: 'POST', url: '/dev/captioned_speech', payload });
    expect(lufs(Buffer.from(answer.json<{ audio: string }>().audio, 'base64'))).toBeCloseTo(-16, 1);
  });

  it.each([-9, -41, null, '-16'])('%j', async (loudness) => {
    const answer = await speak(await app(), body({ loudness }));
    expect(answer.statusCode).toBe(loudness === null ? 200 : 400);
  });
});
