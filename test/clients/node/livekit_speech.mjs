// The OpenAI plugin of LiveKit Agents for Node. Usage: livekit_speech.mjs BASE_URL KEY TEXT
import { initializeLogger } from '@livekit/agents';
import { TTS } from '@livekit/agents-plugin-openai';

const [baseURL, apiKey, text] = process.argv.slice(2);
initializeLogger({ pretty: false, level: 'silent' });
const once = { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 60_000 };

// What fails is told by an event; the promise that fails with it belongs to nobody.
process.on('unhandledRejection', () => undefined);
const speaker = new TTS({ baseURL, apiKey });
speaker.on('error', () => undefined);
let samples = 0;
for await (const { frame } of speaker.synthesize(text, once)) samples += frame.samplesPerChannel;

const leaving = speaker.synthesize(text.repeat(8), once, AbortSignal.timeout(500));
let heard = 0;
for await (const { frame } of leaving) heard += frame.samplesPerChannel;

const failure = (settings) =>
  new Promise((resolve) => {
    const asking = new TTS({ baseURL, apiKey, ...settings });
    asking.on('error', ({ error }) =>
      resolve({ kind: error.constructor.name, status: error.status, code: error.code }),
    );
    void (async () => {
      for await (const _ of asking.synthesize(text, once));
    })();
  });
const errors = [await failure({ voice: 'nobody' }), await failure({ apiKey: 'sk-none' })];
process.stdout.write(JSON.stringify({ samples, interrupted: heard === 0 ? 1 : 0, errors }));
process.exit(0);
