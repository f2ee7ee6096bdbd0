import { StoreFailure } from '../failure.ts';
import { shown } from './address.ts';
import type { Answer, Client, GetOptions } from './client.ts';

/** Largest answer of a registry's API that is read into memory; the longest known index page is below 10 MB. */
const limit = 32 << 20;

/** Fetches a small text; throws UnexpectedContent when it is larger than 32 MiB. */
export async function getText(client: Client, url: string, options?: GetOptions): Promise<Answer & { text: string }> {
  const answer = await client.get(url, options);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.chunks()) {
    size += chunk.length;
    if (size > limit) throw new StoreFailure('UnexpectedContent', `${shown(url)} returned more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return { ...answer, text: Buffer.concat(chunks).toString('utf8') };
}

/** Fetches a JSON object; throws UnexpectedContent when the answer is something else. */
export async function getJson(client: Client, url: string, options?: GetOptions): Promise<Record<string, unknown>> {
  const { text } = await getText(client, url, options);
  try {
    const value: unknown = JSON.parse(text);
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // reported below
  }
  throw new StoreFailure('UnexpectedContent', `${shown(url)} did not return a JSON object`);
}
