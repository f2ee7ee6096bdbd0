// The init step of a pod that prepares the model (docs/architecture.md, the contract). It ends with 0 whatever happens: without
// it the server prepares the model by itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { prepareFromVolume } from './kept-graph.ts';
import { openModelStore } from './store.ts';

/** A volume that hangs must not hold up the server for longer. */
const LONGEST_MS = 120_000;

const { TTS_MODEL_PATH: path = '', TTS_MODEL_DIGEST: digest, TTS_TEMP_DIR: tempDir = '/tmp/tts' } = process.env;
const say = (message: string) => void process.stdout.write(`${JSON.stringify({ type: 'log', message })}\n`);

setTimeout(() => {
  say(`given up after ${LONGEST_MS / 1000} s`);
  process.exit(0);
}, LONGEST_MS).unref();

try {
  const store = await openModelStore(path, digest);
  const options = { model: store.file('model.onnx'), volume: join(path, '.prepared'), tempDir, record: readRecord() };
  const prepared = await prepareFromVolume(options, say);
  if (prepared) tell({ type: 'result', phase: 'Prepared', ...prepared });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
}
process.exit(0);

/** The seals that the operator has on record; none where it has not seen any yet. */
function readRecord(): Record<string, string> {
  const file = process.env['TTS_PREPARED_RECORD'];
  if (file === undefined) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

/** For the operator, which reads it from the status of the pod. */
function tell(result: object): void {
  const text = `${JSON.stringify(result)}\n`;
  process.stdout.write(text);
  try {
    writeFileSync(process.env['TTS_RESULT_FILE'] ?? '/dev/termination-log', text);
  } catch {
    // not in a pod
  }
}
