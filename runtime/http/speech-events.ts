/** Samples of one frame of Kokoro's duration predictor, 25 ms: what this server counts as an output token. */
const SAMPLES_PER_FRAME = 600;

/** What was read and spoken so far. */
export interface SpeechUsage {
  /** Phoneme tokens the model read. */
  tokens: number;
  samples: number;
}

/**
 * OpenAI's server-sent events for speech: a delta for each piece of audio, then `done` with the usage. Input tokens are
 * the phoneme tokens the model read, output tokens the 25 ms frames it spoke.
 */
export async function* speechEvents(
  audio: AsyncIterable<Uint8Array>,
  usage: Readonly<SpeechUsage>,
): AsyncGenerator<string> {
  for await (const bytes of audio) {
    yield event({ type: 'speech.audio.delta', audio: Buffer.from(bytes).toString('base64') });
  }
  const output = Math.round(usage.samples / SAMPLES_PER_FRAME);
  yield event({
    type: 'speech.audio.done',
    usage: { input_tokens: usage.tokens, output_tokens: output, total_tokens: usage.tokens + output },
  });
}

function event(payload: { type: string; [field: string]: unknown }): string {
  return `event: ${payload.type}\ndata: ${JSON.stringify(payload)}\n\n`;
}
