// What an encoder costs: CPU seconds for a minute of speech, ours and FFmpeg's on the same samples, in turn. Prints JSON.
// Usage: node test/bench/encoders.ts [--rounds 3] [--ffmpeg PATH]
// FFmpeg is the one on the path, or what `pip install imageio-ffmpeg` brings; without one, ours alone are measured.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { audioFormats, formatNames } from '../../runtime/audio/encoders.ts';
import type { FormatName } from '../../runtime/audio/encoders.ts';
import type { AudioFormat, PcmStream } from '../../runtime/audio/format.ts';
import { SAMPLE_RATE } from '../../runtime/audio/pcm.ts';
import { median } from './runtime/client.ts';

const SECONDS = 60;
/** As runtime/audio encodes them. */
const FFMPEG: Partial<Record<FormatName, string[]>> = {
  mp3: ['-c:a', 'libmp3lame', '-b:a', '64k', '-f', 'mp3'],
  opus: ['-c:a', 'libopus', '-b:a', '48k', '-f', 'ogg'],
  aac: ['-c:a', 'aac', '-b:a', '64k', '-f', 'adts'],
  flac: ['-c:a', 'flac', '-f', 'flac'],
};

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, ffmpeg: { type: 'string', default: findFfmpeg() } },
});

/** Something like speech: a voice of many harmonics that comes and goes, and noise. */
const speech = Int16Array.from({ length: SECONDS * SAMPLE_RATE }, (_, index) => {
  const time = index / SAMPLE_RATE;
  const pitch = 120 + 40 * Math.sin(time * 3);
  const voice = [1, 2, 3, 5, 8].reduce((sum, n) => sum + Math.sin(2 * Math.PI * pitch * n * time) / n, 0);
  const noise = ((index * 7_919) % 2_003) / 2_003 - 0.5;
  return 8_000 * Math.max(0, Math.sin(time * 12)) * (voice * 0.5 + noise * 0.3);
});

const costs: Record<string, { ours: number[]; ffmpeg: number[] }> = {};
for (const name of formatNames) await ours(audioFormats[name]);
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const name of formatNames) {
    const cost = (costs[name] ??= { ours: [], ffmpeg: [] });
    cost.ours.push(await ours(audioFormats[name]));
    const options = FFMPEG[name];
    if (values.ffmpeg !== '' && options) cost.ffmpeg.push(ffmpeg(options));
  }
}
const rounded = (seconds: number) => Math.round((seconds / SECONDS) * 1e5) / 1e5;
const report = Object.entries(costs).map(([name, cost]) => {
  const [own, other] = [median(cost.ours), cost.ffmpeg.length > 0 ? median(cost.ffmpeg) : undefined];
  const peer =
    other === undefined ? {} : { ffmpeg: rounded(other), oursVsFfmpeg: Math.round((own / other) * 100) / 100 };
  return [name, { cpuPerAudioSecond: rounded(own), audioSecondsPerCpuSecond: Math.round(SECONDS / own), ...peer }];
});
process.stdout.write(`${JSON.stringify(Object.fromEntries(report), undefined, 2)}\n`);

/** CPU seconds of this process and its threads. */
async function ours(format: AudioFormat): Promise<number> {
  async function* segments(): PcmStream {
    for (let at = 0; at < speech.length; at += 3 * SAMPLE_RATE) yield speech.subarray(at, at + 3 * SAMPLE_RATE);
  }
  const before = process.cpuUsage();
  for await (const bytes of format.encode(segments())) void bytes;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** CPU seconds of one FFmpeg, its start included, as `-benchmark` tells them. */
function ffmpeg(options: string[]): number {
  const input = ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', 'pipe:0'];
  const all = ['-hide_banner', '-benchmark', '-threads', '1', ...input, ...options, 'pipe:1'];
  const done = spawnSync(values.ffmpeg, all, { input: Buffer.from(speech.buffer), maxBuffer: 64e6 });
  const found = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(done.stderr?.toString() ?? '');
  if (!found) throw new Error(`${values.ffmpeg}: ${done.error?.message ?? done.stderr?.toString().slice(-300)}`);
  return Number(found[1]) + Number(found[2]);
}

function findFfmpeg(): string {
  if (spawnSync('ffmpeg', ['-version']).status === 0) return 'ffmpeg';
  const script = 'import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())';
  return spawnSync('python3', ['-c', script]).stdout?.toString().trim() ?? '';
}
