// Starts the speech server alone, without Kubernetes: fetches the verified model on first use, then runs the runtime.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NODE_FLAGS, PROCESS_ENVIRONMENT } from '../runtime/process/process-settings.ts';
import { cacheFolder, failureText, pullShown } from '../operator/model-store/pull-shown.ts';

const help = `usage: npm run serve [-- --model kokoro-v1.0] [--precision q8]

Listens on port 8205 (TTS_PORT) of all addresses (TTS_HOST). On first use, downloads the model to
~/.cache/tts-operator/models (TTS_CACHE replaces ~/.cache/tts-operator). If TTS_MODEL_PATH is set, serves the model
published there and downloads nothing. Passes other TTS_ variables to the server.
`;

async function main(): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      options: {
        model: { type: 'string', default: 'kokoro-v1.0' },
        precision: { type: 'string', default: 'q8' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return 2;
  }
  const { values } = parsed;
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const given = process.env['TTS_MODEL_PATH'];
  if (given) return serve({ TTS_MODEL_PATH: given });
  const folder = cacheFolder(values.model);
  try {
    const digest = await pullShown(values.model, values.precision, folder, process.stderr, true);
    return await serve({ TTS_MODEL_PATH: folder, TTS_MODEL_DIGEST: digest });
  } catch (error) {
    process.stderr.write(failureText(error));
    return 1;
  }
}

/** Runs the server until it ends, passing on signals; resolves to its exit status. */
async function serve(env: Record<string, string>): Promise<number> {
  const entry = join(import.meta.dirname, '../runtime/main.ts');
  if (!existsSync(entry)) throw new Error(`${entry} is missing`);
  const child = spawn(process.execPath, [...NODE_FLAGS, entry], {
    stdio: 'inherit',
    env: { ...PROCESS_ENVIRONMENT, ...process.env, ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

process.exitCode = await main();
