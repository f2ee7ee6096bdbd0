// What the plugins of LiveKit Agents for Node do with text that is being written, of whichever service.
import { initializeLogger } from '@livekit/agents';

initializeLogger({ pretty: false, level: 'silent' });
// What fails is told by an event; the promise that fails with it belongs to nobody.
process.on('unhandledRejection', () => undefined);

const connOptions = { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 60_000 };

/** Frames of a text that is pushed word by word; `rate` is that of the service. */
async function* frames(speaker, text) {
  const stream = speaker.stream({ connOptions });
  for (const word of text.match(/\S+\s*/g)) stream.pushText(word);
  stream.endInput();
  try {
    for await (const heard of stream) {
      // A symbol ends the stream.
      if (typeof heard === 'symbol') return;
      yield heard;
    }
  } finally {
    stream.close();
  }
}

/** Samples of a text at 24 kHz, and the words that came with them. */
export async function hear(speaker, text) {
  let samples = 0;
  const words = [];
  for await (const { frame, timedTranscripts = [] } of frames(speaker, text)) {
    samples += (frame.samplesPerChannel * 24_000) / frame.sampleRate;
    words.push(...timedTranscripts.map((timed) => timed.text));
  }
  return { samples: Math.round(samples), words };
}

/** Leaves after the first frame; resolves to its length. */
export async function leave(speaker, text) {
  for await (const { frame } of frames(speaker, text)) {
    await speaker.close();
    return frame.samplesPerChannel;
  }
  return 0;
}

/** What the plugin says when its service refuses. */
export function failure(speaker, text) {
  return new Promise((resolve) => {
    speaker.on('error', ({ error }) => resolve(error.message));
    hear(speaker, text).catch((error) => resolve(error.message));
  });
}
