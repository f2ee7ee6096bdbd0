// OpenAI's SDK for JavaScript. Usage: openai_speech.mjs BASE_URL KEY TEXT
import OpenAI from 'openai';

const [baseURL, apiKey, input] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const speech = { model: 'gpt-4o-mini-tts', voice: { id: 'af_heart' }, input, response_format: 'pcm' };

const answer = await client.audio.speech.create(speech);
const samples = (await answer.arrayBuffer()).byteLength / 2;

const controller = new AbortController();
const { body } = await client.audio.speech.create({ ...speech, input: input.repeat(8) }, { signal: controller.signal });
const { value } = await body.getReader().read();
controller.abort();

const failure = async (fields, asking = client) => {
  try {
    await asking.audio.speech.create({ ...speech, ...fields });
  } catch (error) {
    return { kind: error.constructor.name, status: error.status, code: error.code };
  }
};
const errors = [await failure({ voice: 'nobody' }), await failure({}, client.withOptions({ apiKey: 'sk-none' }))];
process.stdout.write(JSON.stringify({ samples, interrupted: value.length, errors }));
