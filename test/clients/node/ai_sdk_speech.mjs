// The AI SDK with its OpenAI provider. Usage: ai_sdk_speech.mjs BASE_URL KEY TEXT
import { createOpenAI } from '@ai-sdk/openai';
import * as ai from 'ai';

const [baseURL, apiKey, text] = process.argv.slice(2);
const generateSpeech = ai.generateSpeech ?? ai.experimental_generateSpeech;
const speech = (key) => ({
  model: createOpenAI({ baseURL, apiKey: key }).speech('tts-1'),
  text,
  voice: 'af_heart',
  outputFormat: 'wav',
  maxRetries: 0,
});

const { audio } = await generateSpeech(speech(apiKey));
const samples = (audio.uint8Array.length - 44) / 2;

const abortSignal = AbortSignal.timeout(500);
const stopped = await generateSpeech({ ...speech(apiKey), text: text.repeat(8), abortSignal }).catch((error) => error);

const failure = async (fields, key = apiKey) => {
  try {
    await generateSpeech({ ...speech(key), ...fields });
  } catch (error) {
    return { kind: error.name, status: error.statusCode, code: error.data?.error?.code };
  }
};
const errors = [await failure({ voice: 'nobody' }), await failure({}, 'sk-none')];
const interrupted = stopped instanceof Error ? 1 : 0;
process.stdout.write(JSON.stringify({ samples, interrupted, errors }));
