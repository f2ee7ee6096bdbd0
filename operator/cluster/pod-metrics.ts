import { request } from 'undici';

/** More is none of our servers'. */
const MOST_BYTES = 1_000_000;

/** GET /metrics of a pod at `ADDRESS:PORT`. Throws when it does not answer with status 200, or with too much. */
export async function readPodMetrics(address: string, signal: AbortSignal): Promise<string> {
  const { statusCode, body } = await request(`http://${address}/metrics`, { signal });
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
    pieces.push(piece);
  }
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  return Buffer.concat(pieces).toString();
}
