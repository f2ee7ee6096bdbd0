// The ElevenLabs plugin of LiveKit Agents for Node. Usage: livekit_elevenlabs_speech.mjs BASE_URL KEY TEXT
import { TTS } from '@livekit/agents-plugin-elevenlabs';
import { failure, hear, leave } from './livekit_streams.mjs';

const [baseURL, apiKey, text] = process.argv.slice(2);
const speaker = (settings = {}) => {
  const made = new TTS({ baseURL, apiKey, voiceId: 'alloy', ...settings });
  made.on('error', () => undefined);
  return made;
};

const { samples } = await hear(speaker(), text);
const { samples: wide } = await hear(speaker({ encoding: 'pcm_44100' }), text);
const interrupted = await leave(speaker(), text.repeat(8));
const errors = [
  await failure(speaker({ voiceId: 'nobody' }), text),
  await failure(speaker({ apiKey: 'sk-none' }), text),
];
process.stdout.write(JSON.stringify({ samples, wide, interrupted, errors }));
process.exit(0);
