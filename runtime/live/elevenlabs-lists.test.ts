import { expect, test } from 'vitest';
import { server } from '../testing/test-server.ts';

interface Page {
  voices: { voice_id: string }[];
  has_more: boolean;
  total_count: number;
  next_page_token: string | null;
}

const lists = async () => {
  const app = await server({
    voices: ['af_sky', 'af_bella', 'af_heart', 'am_adam', 'bm_george', 'ff_siwis', 'zf_xiaobei'],
  });
  const page = async (query: string): Promise<Page> => (await app.inject(`/v2/voices?${query}`)).json<Page>();
  const ids = async (query: string): Promise<string[]> => (await page(query)).voices.map(({ voice_id: id }) => id);
  return { app, page, ids };
};

test('the voices on this server, with what they are', async () => {
  const { app, page } = await lists();
  const { voices } = (await app.inject('/v1/voices')).json<Page>();
  const labels = { gender: 'female', language: 'en', locale: 'en-US' };
  expect(voices).toContainEqual({ voice_id: 'af_sky', name: 'Sky', category: 'premade', labels });
  expect(voices.map(({ voice_id: id }) => id)).not.toContain('af_nova');
  expect((await page('page_size=100')).voices).toEqual(voices);
});

test.each([
  ['search=sis', []],
  ['search=SIWIS', ['ff_siwis']],
  ['search=fr', ['ff_siwis']],
  ['search=male', ['am_adam', 'bm_george']],
  ['language=zh&language=fr-FR', ['ff_siwis', 'zf_xiaobei']],
  ['gender=male&sort=name&sort_direction=desc', ['bm_george', 'am_adam']],
  ['voice_ids=am_adam&voice_ids=af_nova', ['am_adam']],
  ['category=cloned', []],
  ['voice_type=personal', []],
  ['voice_type=default&category=premade&gender=Male&language=en&search=', ['am_adam', 'bm_george']],
])('voices that are searched for: %s', async (query, expected) => {
  expect(await (await lists()).ids(query)).toEqual(expected);
});

test('pages follow one another to the last voice', async () => {
  const { app, page, ids } = await lists();
  const all = await ids('page_size=100');
  const seen: string[] = [];
  let token: string | null = '';
  for (let pages = 0; token !== null && pages < 10; pages++) {
    const { voices, ...rest }: Page = await page(`page_size=3&next_page_token=${token}`);
    seen.push(...voices.map(({ voice_id: id }) => id));
    expect(rest).toMatchObject({ total_count: all.length, has_more: rest.next_page_token !== null });
    token = rest.next_page_token;
  }
  expect(seen).toEqual(all);
  expect(await ids('next_page_token=999999')).toEqual([]);
  for (const query of ['next_page_token=-1', 'page_size=0', 'page_size=101', 'sort=age']) {
    const answer = await app.inject(`/v2/voices?${query}`);
    expect([answer.statusCode, answer.json<object>()]).toEqual([
      400,
      expect.objectContaining({ detail: expect.anything() as unknown }),
    ]);
  }
});

test('the models in the form of whose SDK asks', async () => {
  const { app } = await lists();
  const models = async (headers: Record<string, string>) =>
    (await app.inject({ url: '/v1/models', headers })).json<unknown>();
  const kokoro = expect.objectContaining({
    ...{ model_id: 'kokoro', name: 'kokoro', can_do_text_to_speech: true },
    languages: expect.arrayContaining([{ language_id: 'fr', name: 'French' }]) as unknown,
  }) as unknown;
  for (const headers of [
    { 'xi-api-key': 'a' },
    { 'x-fern-sdk-name': '@elevenlabs/elevenlabs-js' },
    { 'x-fern-sdk-name': 'elevenlabs' },
  ])
    expect(await models(headers)).toContainEqual(kokoro);
  for (const headers of [{}, { authorization: 'Bearer a' }, { 'x-fern-sdk-name': 'other' }])
    expect(await models(headers as Record<string, string>)).toMatchObject({ object: 'list' });
});
