// The Deepgram plugin of LiveKit Agents for Node. Usage: livekit_deepgram_speech.mjs BASE_URL KEY TEXT
import { TTS } from '@livekit/agents-plugin-deepgram';
import { failure, hear, leave } from './livekit_streams.mjs';

const [baseURL, apiKey, text] = process.argv.slice(2);
const speaker = (settings = {}) => {
  const made = new TTS({ baseUrl: baseURL.replace(/\/v1$/, ''), apiKey, model: 'alloy', ...settings });
  made.on('error', () => undefined);
  return made;
};

const { samples } = await hear(speaker(), text);
const { samples: narrow } = await hear(speaker({ sampleRate: 16_000 }), text);
const interrupted = await leave(speaker(), text.repeat(8));
const errors = [await failure(speaker({ model: 'nobody' }), text), await failure(speaker({ apiKey: 'sk-none' }), text)];
process.stdout.write(JSON.stringify({ samples, narrow, interrupted, errors }));
process.exit(0);
