// Measures how loud each voice of the published model is, over ten sentences of its language, and writes
// runtime/model/voice-loudness.ts. Usage: node test/bench/loudness.ts [VOICE_OR_BLEND ...]; with names it only prints.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, pullShown } from '../../operator/model-store/pull-shown.ts';
import { loudnessOf } from '../../runtime/audio/loudness.ts';
import { parseConfig } from '../../runtime/config.ts';
import { loadEngine } from '../../runtime/speech/engine.ts';
import { planSpeech, speakPlan } from '../../runtime/speech/synthesize.ts';
import { SPOKEN_LINES } from './spoken-lines.ts';

const FILE = new URL('../../runtime/model/voice-loudness.ts', import.meta.url);

const folder = cacheFolder('kokoro-v1.0');
const digest = await pullShown('kokoro-v1.0', 'q8', folder, process.stderr);
const tempDir = mkdtempSync(join(tmpdir(), 'tts-loudness-'));
const { TTS_THREADS: threads } = process.env;
const config = parseConfig({
  TTS_MODEL_PATH: folder,
  TTS_MODEL_DIGEST: digest,
  TTS_TEMP_DIR: tempDir,
  ...(threads === undefined ? {} : { TTS_THREADS: threads }),
});
const engine = await loadEngine(config, {
  onStage: () => undefined,
  onThreadRestart: (thread, reason) => process.stderr.write(`${thread}: ${reason}\n`),
  onLost: ({ message }) => process.stderr.write(`${message}\n`),
  onWarning: (message) => process.stderr.write(`${message}\n`),
  onWait: () => undefined,
  onComputed: () => undefined,
});
const { signal } = new AbortController();

/** LUFS of ten sentences by a voice or blend and the highest sample, both without the gain that the server would apply. */
async function measured(name: string): Promise<{ lufs: number; peak: number; gain: number }> {
  const voice = await engine.voices.load(name);
  const { language } = voice;
  const parts = SPOKEN_LINES[language].map((text) => ({ text, language, pronunciations: [], voice }));
  const deadline = performance.now() + 3_600_000;
  const plan = await planSpeech({ parts, speed: 1 }, engine, signal, deadline);
  const spoken: Float32Array[] = [];
  for await (const { samples } of speakPlan(plan, 1, engine, signal, deadline)) spoken.push(samples);
  const peak = spoken.reduce((most, samples) => samples.reduce((max, one) => Math.max(max, Math.abs(one)), most), 0);
  return { lufs: loudnessOf(spoken), peak, gain: voice.gain };
}

const names = process.argv.slice(2);
const voices = names.length > 0 ? names : engine.voices.voices.filter(({ present }) => present).map(({ id }) => id);
const found: [string, number][] = [];
for (const name of voices) {
  const { lufs, peak, gain } = await measured(name);
  const served = lufs + 20 * Math.log10(gain);
  found.push([name, lufs]);
  process.stdout.write(
    `${name}\t${lufs.toFixed(2)} LUFS\tpeak ${peak.toFixed(3)}\tserved at ${served.toFixed(2)} LUFS\n`,
  );
}
if (names.length === 0) {
  const rows = found.map(([name, lufs]) => `  ${name}: ${lufs.toFixed(1)},\n`).join('');
  writeFileSync(
    FILE,
    `/** LUFS of each voice over ten sentences; written by test/bench/loudness.ts from model ${digest.slice(0, 12)}. */
export const VOICE_LUFS: Readonly<Record<string, number>> = {
${rows}};
`,
  );
}
await engine.close();
rmSync(tempDir, { recursive: true });
