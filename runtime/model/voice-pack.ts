import { promisify } from 'node:util';
import { buffer } from 'node:stream/consumers';
import { fromBuffer } from 'yauzl';
import type { Entry, Options, ZipFile } from 'yauzl';

/** A voice: row n-1 (256 values) is the style for a text of n phonemes. */
export type VoicePack = Float32Array;

export const STYLE_ROWS = 510;
export const STYLE_WIDTH = 256;
const PACK_BYTES = STYLE_ROWS * STYLE_WIDTH * 4;

/** The style for a text of `phonemeCount` phonemes: row n-1, as hexgrad/kokoro `pack[len(ps)-1]` does. */
export function styleRow(pack: VoicePack, phonemeCount: number): Float32Array {
  const row = Math.min(Math.max(phonemeCount, 1), STYLE_ROWS) - 1;
  return pack.slice(row * STYLE_WIDTH, (row + 1) * STYLE_WIDTH);
}

/** The same row of the weighted mean of voices; the weights need not sum to 1 but their sum must be positive. */
export function blendedRow(parts: readonly { pack: VoicePack; weight: number }[], phonemeCount: number): Float32Array {
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const mixed = new Float32Array(STYLE_WIDTH);
  for (const { pack, weight } of parts) {
    const row = styleRow(pack, phonemeCount);
    for (let index = 0; index < STYLE_WIDTH; index++) mixed[index]! += (weight / total) * row[index]!;
  }
  return mixed;
}

/** Reads a voice file, `.bin` (raw float32, little endian) or `.pt` (the same in a PyTorch zip); throws when it is neither. */
export async function parseVoicePack(path: string, bytes: Uint8Array): Promise<VoicePack> {
  const raw = path.endsWith('.pt') ? await torchTensor(bytes) : bytes;
  const sizeFits = path.endsWith('.pt') ? raw.byteLength >= PACK_BYTES : raw.byteLength === PACK_BYTES;
  if (!sizeFits) throw new Error(`${path} holds ${raw.byteLength} bytes of style, expected ${PACK_BYTES}`);
  return new Float32Array(raw.slice(0, PACK_BYTES).buffer);
}

const openZip = promisify<Buffer, Options, ZipFile>(fromBuffer);

/**
 * Storage 0 of a PyTorch zip: the raw little-endian values of its only tensor. The pickle beside it is never read, so
 * nothing in the file can run. A storage may be longer than the tensor that views its beginning.
 */
async function torchTensor(bytes: Uint8Array): Promise<Uint8Array> {
  const zip = await openZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true });
  const entry = await new Promise<Entry>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => reject(new Error('the PyTorch file holds no tensor storage data/0')));
    zip.on('entry', (found: Entry) => (found.fileName.endsWith('/data/0') ? resolve(found) : zip.readEntry()));
    zip.readEntry();
  });
  if (entry.uncompressedSize > 4 * PACK_BYTES)
    throw new Error(`tensor storage of ${entry.uncompressedSize} bytes is no voice`);
  const stream = await promisify(
    zip.openReadStream.bind(zip) as (
      entry: Entry,
      done: (error: Error | null, stream: NodeJS.ReadableStream) => void,
    ) => void,
  )(entry);
  return new Uint8Array(await buffer(stream));
}
