export interface Spoken {
  /** From sending the request to its first bytes of sound, and to its last. */
  firstMs: number;
  totalMs: number;
  audioSeconds: number;
}

/** Has a server speak a text as PCM and takes the times. Throws when it does not answer 200. */
export async function speak(url: string, input: string): Promise<Spoken> {
  const started = performance.now();
  const response = await fetch(`${url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'tts-1', voice: 'af_heart', input, response_format: 'pcm' }),
  });
  if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
  let firstMs: number | undefined;
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    firstMs ??= performance.now() - started;
    bytes += chunk.length;
  }
  return { firstMs: firstMs ?? NaN, totalMs: performance.now() - started, audioSeconds: bytes / 2 / 24_000 };
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** The value that this share of some numbers does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
