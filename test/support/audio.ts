import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An audio file as FFmpeg sees it: what ffprobe says of it, and the samples it decodes to, at 24 kHz. */
export async function inspectAudio(
  bytes: Uint8Array,
): Promise<{ codec: string; rate: number; channels: number; samples: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'tts-audio-'));
  const file = join(folder, 'audio');
  try {
    await writeFile(file, bytes);
    const entries = 'stream=codec_name,sample_rate,channels';
    const probed = await run('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', file]);
    const [stream] = (JSON.parse(probed.stdout) as { streams: Record<string, string>[] }).streams;
    const raw = ['-f', 's16le', '-ar', '24000', '-ac', '1', 'pipe:1'];
    const decoded = await run('ffmpeg', ['-v', 'error', '-i', file, ...raw], {
      encoding: 'buffer',
      maxBuffer: 1 << 28,
    });
    return {
      codec: stream!['codec_name']!,
      rate: Number(stream!['sample_rate']),
      channels: Number(stream!['channels']),
      samples: decoded.stdout.length / 2,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Loudness of raw 16-bit samples in dB below full scale (RMS). */
export function loudness(pcm: Buffer): number {
  let sum = 0;
  for (let offset = 0; offset < pcm.length; offset += 2) sum += (pcm.readInt16LE(offset) / 32768) ** 2;
  return 10 * Math.log10(sum / (pcm.length / 2));
}

/** The largest jump between neighbouring samples of `from` to `to`, 0 to 65535. */
export function largestJump(pcm: Buffer, from = 0, to = pcm.length / 2): number {
  let largest = 0;
  for (let index = from + 1; index < to; index++) {
    largest = Math.max(largest, Math.abs(pcm.readInt16LE(index * 2) - pcm.readInt16LE(index * 2 - 2)));
  }
  return largest;
}

/** Data of server-sent events of speech: the audio of each delta, and the last event. */
export function readEvents(text: string): { deltas: Buffer[]; last: { type: string; usage?: Record<string, number> } } {
  const events = text
    .trim()
    .split('\n\n')
    .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)) as { type: string; audio?: string });
  const deltas = events.flatMap(({ audio }) => (audio === undefined ? [] : [Buffer.from(audio, 'base64')]));
  return { deltas, last: events.at(-1)! };
}
