import { describe, expect, it, test } from 'vitest';
import { good, server, speak } from '../testing/test-server.ts';

const errorOf = (answer: { json(): unknown }) => (answer.json() as { error: { code: string; message: string } }).error;
const pcm = { ...good, response_format: 'pcm' };

describe('what is absent', () => {
  const whole = { ...pcm, speed: 1, instructions: 'none', stream: true, stream_format: 'audio' };

  it.each(Object.keys(whole).filter((name) => name !== 'input'))('null is as good: %s', async (name) => {
    const app = await server();
    const { [name]: _, ...without } = whole as Record<string, unknown>;
    const [absent, none] = [await speak(app, without), await speak(app, { ...whole, [name]: null })];
    expect([absent.statusCode, none.statusCode]).toEqual([200, 200]);
    expect(none.headers.etag).toBe(absent.headers.etag);
  });

  it('a null that is needed is missing, one of an unknown field is nothing', async () => {
    const app = await server();
    expect(errorOf(await speak(app, { ...good, input: null }))).toMatchObject({
      code: 'missing_parameter',
      param: 'input',
    });
    expect((await speak(app, { ...good, colour: null })).statusCode).toBe(200);
    expect((await speak(app, { ...good, normalization_options: { normalize: null } })).statusCode).toBe(200);
    expect((await speak(app, { ...good, voice: { id: null } })).statusCode).toBe(400);
  });

  it.each(['/v1/audio/speech/timestamps', '/v1/audio/phonemes', '/dev/captioned_speech'])(
    'null is as good on %s',
    async (url) => {
      const payload = { input: 'hello.', voice: null, lang_code: null };
      expect((await (await server()).inject({ method: 'POST', url, payload })).statusCode).toBe(200);
    },
  );

  it.each([{}, { model: '', voice: '' }, { voice: ' ' }, { voice: { id: '' } }])(
    'af_heart speaks when nobody is named: %j',
    async (fields) => {
      const app = await server({ voices: ['af_heart', 'af_aoede'] });
      const heard = await speak(app, { input: 'hello.', ...fields });
      const heart = await speak(app, { input: 'hello.', model: 'kokoro', voice: 'af_heart' });
      expect([heard.statusCode, heard.headers.etag]).toEqual([200, heart.headers.etag]);
    },
  );

  it('the first voice there is speaks where af_heart is not', async () => {
    const app = await server({ absent: ['voices/af_heart.bin'] });
    const [heard, first] = [
      await speak(app, { input: 'hello.' }),
      await speak(app, { input: 'hello.', voice: 'af_bella' }),
    ];
    expect([heard.statusCode, heard.headers.etag]).toEqual([200, first.headers.etag]);
  });

  it.each(['hexgrad/Kokoro-82M', 'Kokoro', 'TTS-1'])('the model may be called %s', async (model) => {
    const app = await server();
    expect((await speak(app, { ...good, model })).statusCode).toBe(200);
    expect((await app.inject(`/v1/models/${encodeURIComponent(model)}`)).statusCode).toBe(200);
  });
});

describe('stream', () => {
  it.each(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'])(
    'false is the whole file with its length: %s',
    async (format) => {
      const app = await server({ env: { TTS_CACHE_MB: '0' } });
      const base = await app.listen({ host: '127.0.0.1', port: 0 });
      const ask = async (stream: boolean) => {
        const body = JSON.stringify({ ...good, response_format: format, stream });
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${base}/v1/audio/speech`, { method: 'POST', headers, body });
        return { length: answer.headers.get('content-length'), bytes: Buffer.from(await answer.arrayBuffer()) };
      };
      const [whole, streamed] = [await ask(false), await ask(true)];
      expect(whole.length).toBe(String(whole.bytes.length));
      expect(whole.bytes.length).toBeGreaterThan(1000);
      expect(streamed.length).toBeNull();
      if (format === 'wav') expect(streamed.bytes.readUInt32LE(40)).toBe(0xffffffff);
    },
  );

  it('false and events contradict each other', async () => {
    const answer = await speak(await server(), { ...good, stream: false, stream_format: 'sse' });
    expect(errorOf(answer)).toMatchObject({ code: 'invalid_value', param: 'stream' });
  });
});

describe("Kokoro-FastAPI's fields", () => {
  const accepted = {
    download_format: 'wav',
    return_download_link: false,
    return_timing: false,
    ssml: false,
    voice_aliases: {},
    volume_multiplier: 1,
    lang_code: '',
    normalization_options: { normalize: true, unit_normalization: false, remove_emoji: true, caps_mode: 'keep' },
  };

  it('are accepted as its own clients send them, and change nothing', async () => {
    const app = await server();
    const [plain, full] = [await speak(app, good), await speak(app, { ...good, ...accepted })];
    expect([full.statusCode, full.headers.etag]).toEqual([200, plain.headers.etag]);
  });

  it.each([
    ['return_download_link', true, /save the body/],
    ['return_timing', true, /speech\/timestamps/],
    ['voice_aliases', { narrator: 'af_sky' }, /voice's own id/],
    ['lang_code', 'de', /one of/],
    ['volume_multiplier', 100, /4/],
    ['normalization_options', { normalize: 'no' }, /boolean/],
  ])('%s %j is refused with what to write', async (field, value, what) => {
    const answer = await speak(await server(), { ...good, [field]: value });
    expect([answer.statusCode, errorOf(answer).code]).toEqual([400, 'invalid_value']);
    expect(errorOf(answer).message).toMatch(what);
  });

  it('lang_code is the language that is read, with any voice', async () => {
    const read: string[] = [];
    const app = await server({ onText: (parts) => void read.push(parts.map(({ language }) => language).join()) });
    const input = 'hello. [voice:zf_xiaobei]there.';
    const first = await speak(app, { ...good, input });
    const second = await speak(app, { ...good, input, lang_code: 'b' });
    expect(read).toEqual(['en-us,zh', 'en-gb,zh']);
    expect(second.headers.etag).not.toBe(first.headers.etag);
    const phonemes = { input: 'hola', voice: 'af_sky', lang_code: 'e' };
    const answer = await app.inject({ method: 'POST', url: '/v1/audio/phonemes', payload: phonemes });
    expect(answer.json()).toMatchObject({ language: 'es', segments: [{ language: 'es' }] });
  });

  it('volume_multiplier makes speech louder or softer, and clips nothing', async () => {
    const app = await server();
    const peak = async (volume_multiplier: number) => {
      const { rawPayload } = await speak(app, { ...pcm, volume_multiplier });
      return Math.max(...Array.from({ length: rawPayload.length / 2 }, (_, i) => rawPayload.readInt16LE(2 * i)));
    };
    const usual = await peak(1);
    expect(await peak(0.5)).toBeCloseTo(usual / 2, -1);
    expect(await peak(2)).toBeCloseTo(usual * 2, -1);
    const loud = await peak(4);
    expect([loud > 0.89 * 32767, loud < 32767]).toEqual([true, true]);
    expect(await peak(0)).toBe(0);
  });

  it('without allow_voice_tags a voice tag is text', async () => {
    const spoken: string[] = [];
    const app = await server({ onText: (parts) => void spoken.push(...parts.map(({ text }) => text)) });
    const input = String.raw`a [voice:nobody] b \[voice:x] c`;
    expect((await speak(app, { ...good, input })).statusCode).toBe(400);
    expect((await speak(app, { ...good, input, allow_voice_tags: false })).statusCode).toBe(200);
    expect(spoken).toEqual(['a [voice:nobody] b [voice:x] c']);
  });

  it('with and without allow_voice_tags are two answers', async () => {
    const app = await server({ voices: ['am_adam'] });
    const asked = { ...good, response_format: 'pcm', input: '[voice:am_adam]Hello.' };
    const [text, tag] = [await speak(app, { ...asked, allow_voice_tags: false }), await speak(app, asked)];
    expect(tag.headers.etag).not.toBe(text.headers.etag);
    expect(tag.rawPayload.equals(text.rawPayload)).toBe(false);
  });
});

describe('a field that there is not', () => {
  test.each([
    ['respnse_format', 'Did you mean response_format?'],
    ['volume_multplier', 'Did you mean volume_multiplier?'],
    ['voices', 'Did you mean voice?'],
    ['colour', 'Omit it'],
  ])('%s: %s', async (field, hint) => {
    const answer = await speak(await server(), { ...good, [field]: 'x' });
    expect(errorOf(answer)).toMatchObject({ code: 'unknown_parameter', param: field });
    expect(errorOf(answer).message).toContain(hint);
  });

  test('is left out where the server is told so', async () => {
    const app = await server({ env: { TTS_UNKNOWN_FIELDS: 'ignore' } });
    expect((await speak(app, { ...good, colour: 'red', seed: { a: [1] } })).statusCode).toBe(200);
    expect((await speak(app, { ...good, colour: 'red', speed: 9 })).statusCode).toBe(400);
  });
});
