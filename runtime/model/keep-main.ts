// The init step of a pod that prepares the model (docs/architecture.md, the contract). It ends with 0 whatever happens: without
// it the server prepares the model by itself.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareFromVolume, readRecord } from './kept-graph.ts';
import { KEPT_PREPARED } from './prepared-folder.ts';
import { openModelStore } from './store.ts';

/** A volume that hangs must not hold up the server for longer. */
const LONGEST_MS = 120_000;

const { TTS_MODEL_PATH: path = '', TTS_MODEL_DIGEST: digest, TTS_TEMP_DIR: tempDir = '/tmp/tts' } = process.env;
const { TTS_PREPARED_RECORD: recordFile = '', TTS_RUNTIME_IMAGE: image } = process.env;
const say = (message: string) => void process.stdout.write(`${JSON.stringify({ type: 'log', message })}\n`);

setTimeout(() => {
  say(`given up after ${LONGEST_MS / 1000} s`);
  process.exit(0);
}, LONGEST_MS).unref();

try {
  const store = await openModelStore(path, digest);
  const record = await readRecord(recordFile);
  const options = { model: store.file('model.onnx'), volume: join(path, KEPT_PREPARED), tempDir, record };
  const prepared = await prepareFromVolume(options, say);
  if (prepared) tell({ type: 'result', phase: 'Prepared', ...prepared, image });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
}
process.exit(0);

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
