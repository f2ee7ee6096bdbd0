import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text as whole } from 'node:stream/consumers';
import type { Given } from './arguments.ts';
import { numberOption } from './arguments.ts';
import type { Connection } from './connection.ts';
import { EXIT, Failure } from './failure.ts';
import { columns } from './format.ts';
import { forwardTo } from './forward.ts';
import { inventory, oneService } from './inventory.ts';

const formats = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'];

/** Speaks a text into a file by a pod of the service; the file appears whole or not at all. */
export async function say(at: Connection, { word, options }: Given, note: (line: string) => void): Promise<void> {
  const { output } = options;
  if (output === undefined) throw new Failure(EXIT.usage, 'say needs -o FILE (use - for standard output).');
  const format = options.format ?? (formats.find((one) => extname(output) === `.${one}`) || 'mp3');
  if (!formats.includes(format))
    throw new Failure(EXIT.usage, `--format ${JSON.stringify(format)}: must be one of ${formats.join(', ')}.`);
  const speed = numberOption('speed', options.speed, 1, 0.25, 4);
  const input = word === '-' ? await whole(process.stdin) : word;
  const started = Date.now();
  await asked(at, options.service, async (ask) => {
    const { response, pod } = await ask('/v1/audio/speech', {
      model: 'kokoro',
      input,
      voice: options.voice ?? 'af_heart',
      response_format: format,
      speed,
      ...(options.lexicon === undefined ? {} : { lexicons: options.lexicon.split(',') }),
    });
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    let bytes = 0;
    body.on('data', (chunk: Buffer) => (bytes += chunk.length));
    if (output === '-') await pipeline(body, process.stdout, { end: false });
    else await writeWhole(body, output);
    note(`${output}: ${bytes} bytes of ${format} in ${((Date.now() - started) / 1000).toFixed(1)} s, spoken by ${pod}`);
  });
}

async function writeWhole(body: Readable, file: string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await pipeline(body, createWriteStream(part));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'its folder does not exist' : message.replaceAll(part, file);
    throw new Failure(EXIT.failed, `${file} cannot be written: ${why}`, { cause: error });
  }
}

interface Voice {
  id: string;
  name: string;
  language: string;
  gender: string;
  grade?: string | null;
  kokoro_voice: string;
  present?: boolean;
}

/** The voices of a running service, as a table. */
export async function voices(at: Connection, { options }: Given): Promise<string[]> {
  return asked(at, options.service, async (ask) => {
    const { response } = await ask('/v1/audio/voices');
    const all = ((await response.json()) as { voices: Voice[] }).voices;
    const wanted = all.filter(({ language }) => language.startsWith(options.language ?? ''));
    if (wanted.length === 0) {
      const known = [...new Set(all.map(({ language }) => language))].sort().join(', ');
      throw new Failure(EXIT.failed, `No voice speaks ${options.language}. The languages are ${known}.`);
    }
    const rows = wanted.map((voice) => [
      voice.id,
      voice.language,
      voice.gender,
      voice.grade ?? '',
      voice.kokoro_voice === voice.id ? '' : voice.kokoro_voice,
      voice.present === false ? 'not on this server' : '',
    ]);
    return columns([['VOICE', 'LANGUAGE', 'GENDER', 'GRADE', 'SPOKEN BY', ''], ...rows]);
  });
}

type Ask = (path: string, body?: unknown) => Promise<{ response: Response; pod: string }>;

/** Opens a way to the service for the time of `use`. */
async function asked<T>(at: Connection, name: string | undefined, use: (ask: Ask) => Promise<T>): Promise<T> {
  const service = await oneService(at, name);
  const forward = await forwardTo(at, await inventory(at, service));
  const key = process.env['TTS_API_KEY'];
  const headers = { connection: 'close', ...(key ? { authorization: `Bearer ${key}` } : {}) };
  try {
    return await use(async (path, body) => {
      const response = await fetch(
        forward.url + path,
        body === undefined
          ? { headers }
          : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
      ).catch((error: unknown) => {
        const { cause } = error as { cause?: Error };
        throw new Failure(
          EXIT.cluster,
          `The connection to pod ${forward.pod} broke: ${cause?.message ?? String(error)}`,
        );
      });
      if (!response.ok) throw await refusal(response, key !== undefined);
      return { response, pod: forward.pod };
    });
  } finally {
    forward.close();
  }
}

async function refusal(response: Response, withKey: boolean): Promise<Failure> {
  const { error } = (await response.json().catch(() => ({}))) as { error?: { message?: string; code?: string } };
  const hint = response.status === 401 && !withKey ? ' Set the environment variable TTS_API_KEY.' : '';
  return new Failure(
    EXIT.failed,
    `The server responded with ${response.status} ${error?.code ?? ''}: ${error?.message ?? ''}${hint}`,
  );
}
