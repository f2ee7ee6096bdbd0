// Speaks a text of any length with OpenAI's client: splits it at sentence ends, and joins the speech of all parts to one WAV file.
// Usage: OPENAI_BASE_URL=http://localhost:8205/v1 OPENAI_API_KEY=none node long-text.ts book.txt book.wav [voice]
// Needs Node 24 and the npm package `openai`.
import { createWriteStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import OpenAI from 'openai';

/** The server's TTS_MAX_TEXT_LENGTH. */
const MAX_CHARACTERS = Number(process.env['MAX_CHARACTERS'] ?? 4096);

/** Parts of at most `most` characters (code points). A part ends with a sentence, or with a word if the sentence is longer. */
export function parts(text: string, most: number): string[] {
  const found: string[] = [];
  const append = (piece: string) => {
    const joined = (found.at(-1) ?? '') + piece;
    if (found.length > 0 && length(joined.trim()) <= most) found[found.length - 1] = joined;
    else found.push(piece);
  };
  for (const sentence of split(text, 'sentence')) {
    if (length(sentence.trim()) <= most) append(sentence);
    else for (const word of split(sentence, 'word')) for (const piece of cut(word, most)) append(piece);
  }
  return found.map((part) => part.trim()).filter((part) => part !== '');
}

const length = (text: string) => [...text].length;

function split(text: string, granularity: 'sentence' | 'word'): string[] {
  return [...new Intl.Segmenter(undefined, { granularity }).segment(text)].map(({ segment }) => segment);
}

function cut(word: string, most: number): string[] {
  const characters = [...word];
  const count = Math.ceil(characters.length / most);
  return Array.from({ length: count }, (_, n) => characters.slice(n * most, (n + 1) * most).join(''));
}

/** The header of a WAV file of 16-bit mono samples at 24 kHz. */
function wavHeader(bytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // channels
  header.writeUInt32LE(24_000, 24);
  header.writeUInt32LE(48_000, 28); // bytes per second
  header.writeUInt16LE(2, 32); // bytes per sample
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}

/** Speaks the parts one after the other; the client itself tries again when the server is busy (429). */
async function* speech(client: OpenAI, texts: readonly string[], voice: string): AsyncGenerator<Uint8Array> {
  for (const [index, input] of texts.entries()) {
    const answer = await client.audio.speech.create({ model: 'tts-1', voice, input, response_format: 'pcm' });
    for await (const bytes of answer.body!) yield bytes as Uint8Array;
    process.stderr.write(`${index + 1} of ${texts.length}\n`);
  }
}

if (import.meta.main) {
  const [source, target, voice = 'alloy'] = process.argv.slice(2);
  if (source === undefined || target === undefined) {
    process.stderr.write('usage: node long-text.ts TEXT.txt SPEECH.wav [VOICE]\n');
    process.exit(2);
  }
  const texts = parts(await readFile(source, 'utf8'), MAX_CHARACTERS);
  const client = new OpenAI({ maxRetries: 8 });
  const file = createWriteStream(target);
  file.write(wavHeader(0));
  await pipeline(Readable.from(speech(client, texts, voice)), file);
  await using written = await open(target, 'r+');
  const { size } = await written.stat();
  await written.write(wavHeader(size - 44), 0, 44, 0);
}
