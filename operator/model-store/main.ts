import { existsSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { download } from './download.ts';
import { parseDraft, pin } from './draft.ts';
import { StoreFailure, classify } from './failure.ts';
import { manifestDigest, parseManifest } from './manifest.ts';
import { Meter } from './progress.ts';
import type { ResultLine } from './report.ts';
import { resolveDraft } from './resolve.ts';
import { readSettings, readText, unknownCredentials } from './settings.ts';
import { parseSources } from './source.ts';
import { check } from './verify.ts';

/** Kubernetes keeps 4096 bytes of a termination message; lists and texts are cut to stay below. */
const longest = { termination: 4096, message: 1500, list: 20 };

const usage = `usage: main pull | verify [--fast|--full] | resolve   (the task is read from MODEL_* variables)
`;

type Verb = (signal: AbortSignal, flag: string | undefined) => Promise<ResultLine>;
const verbs: Record<string, Verb> = { pull, verify, resolve };

async function main(): Promise<number> {
  const [name = '', flag, ...rest] = process.argv.slice(2);
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  const flags = name === 'verify' ? [undefined, '--fast', '--full'] : [undefined];
  if (!verb || rest.length > 0 || !flags.includes(flag)) {
    process.stderr.write(usage);
    return 2;
  }
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => stop.abort(new StoreFailure('Interrupted', `stopped by ${signal}`)));
  }
  try {
    const result = await verb(stop.signal, flag);
    say(result);
    return result.phase === 'Failed' ? 1 : 0;
  } catch (error) {
    const failure = classify(stop.signal.aborted ? stop.signal.reason : error);
    const { reason, file } = failure;
    const message = failure.message.slice(0, longest.message);
    const unknown = unknownCredentials(process.env['MODEL_CREDENTIALS_DIR']).slice(0, longest.list);
    say({
      type: 'result',
      phase: 'Failed',
      reason,
      message: unknown.length === 0 ? message : `${message}. The Secret has unknown keys: ${unknown.join(', ')}`,
      ...(file ? { file } : {}),
    });
    if (reason === 'Internal')
      process.stderr.write(`${(failure.cause as Error | undefined)?.stack ?? failure.stack}\n`);
    return 1;
  }
}

async function pull(signal: AbortSignal): Promise<ResultLine> {
  const started = performance.now();
  const manifest = parseManifest(readText(variable('MODEL_MANIFEST_FILE'), 'MODEL_MANIFEST_FILE'));
  const sources = parseSources(readText(variable('MODEL_SOURCES_FILE'), 'MODEL_SOURCES_FILE'));
  const digest = manifestDigest(manifest);
  const wanted = process.env['MODEL_DIGEST'];
  if (wanted && wanted !== digest) {
    throw new StoreFailure('BadManifest', `MODEL_DIGEST is ${wanted}, but the manifest has digest ${digest}`);
  }
  const meter = new Meter();
  const timer = setInterval(() => line(meter.line(performance.now())), 1000);
  const log = (message: string) => line({ type: 'log', message });
  try {
    const task = { manifest, digest, sources, modelPath: variable('MODEL_PATH') };
    const { missing, ...done } = await download(task, readSettings(process.env), { meter, log }, signal);
    line(meter.line(performance.now()));
    return {
      ...{ type: 'result', phase: 'Published', digest, filesVerified: done.filesVerified, filesTotal: done.filesTotal },
      ...{ filesMissing: missing.length, missing: missing.slice(0, longest.list), bytesFetched: done.bytesFetched },
      ...{
        seconds: Math.round((performance.now() - started) / 100) / 10,
        sources: done.sources.slice(0, longest.list),
      },
    };
  } finally {
    clearInterval(timer);
  }
}

/** So many seconds a check waits for files that are not there and do not arrive, unless MODEL_WAIT_SECONDS says otherwise. */
const patienceSeconds = 60;

/** Waits for the published folder, for a while after the last byte that came to the volume, then checks it, however long that takes. */
async function verify(signal: AbortSignal, flag: string | undefined): Promise<ResultLine> {
  const how = flag === '--full' ? 'full' : 'fast';
  const started = performance.now();
  const digest = variable('MODEL_DIGEST');
  const folder = join(variable('MODEL_PATH'), digest);
  const patience = (Number(process.env['MODEL_WAIT_SECONDS']) || patienceSeconds) * 1000;
  let [bytes, since] = [-1, started];
  for (let said = -Infinity; ;) {
    const found = await check(folder, how, signal);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    if (found.state === 'whole') {
      const { length: filesTotal } = found.manifest.files;
      const missing = found.missing.length;
      const counts = { filesVerified: filesTotal - missing, filesTotal, filesMissing: missing, seconds };
      return { type: 'result', phase: 'Verified', digest, ...counts };
    }
    const present = await bytesIn(variable('MODEL_PATH'));
    const arriving = present !== bytes;
    if (arriving) [bytes, since] = [present, performance.now()];
    if (found.state === 'damaged' && !arriving) {
      const some = found.damaged.slice(0, longest.list).map(({ path, problem }) => `${path} ${problem}`);
      const message = `${found.damaged.length} files in ${folder} differ from the manifest: ${some.join('; ')}`;
      const file = found.damaged[0]?.path ?? '';
      return {
        type: 'result',
        phase: 'Failed',
        digest,
        reason: 'Damaged',
        file,
        message: message.slice(0, longest.message),
      };
    }
    if (performance.now() - since >= patience) {
      throw new StoreFailure('NotPublished', `${folder} did not appear within ${patience / 1000} seconds`);
    }
    if (performance.now() - said >= 30_000) {
      said = performance.now();
      line({ type: 'log', message: `waiting for ${folder}, which the download has not published yet` });
    }
    await sleep(1000, undefined, { signal });
  }
}

/** The bytes of all files in a folder; 0 where there is none yet. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Asks the sources for the sizes and digests that the draft in MODEL_MANIFEST_FILE lacks. */
async function resolve(signal: AbortSignal): Promise<ResultLine> {
  const draft = parseDraft(readText(variable('MODEL_MANIFEST_FILE'), 'MODEL_MANIFEST_FILE'));
  const sources = parseSources(readText(variable('MODEL_SOURCES_FILE'), 'MODEL_SOURCES_FILE'));
  const log = (message: string) => line({ type: 'log', message });
  const resolved = await resolveDraft(draft, sources, readSettings(process.env), log, signal);
  const digest = manifestDigest(pin(draft, resolved));
  const result = { type: 'result' as const, phase: 'Resolved' as const, digest, resolved };
  if (Buffer.byteLength(JSON.stringify(result)) >= longest.termination) {
    const message = `${resolved.length} files lack a sha256, more than one result can hold; add the size and sha256 of some to the model`;
    throw new StoreFailure('NoDigest', message);
  }
  return result;
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new StoreFailure('BadConfiguration', `${name} is not set`);
  return value;
}

function line(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** The end result goes to standard output in full, and to the termination message as far as it fits. */
function say(result: ResultLine): void {
  line(result);
  const given = process.env['MODEL_RESULT_FILE'];
  const path = given ?? '/dev/termination-log';
  // Outside a pod there is no termination log, and none is made.
  if (!given && !existsSync(path)) return;
  const whole = `${JSON.stringify(result)}\n`;
  const { missing: _missing, sources: _sources, ...short } = result;
  writeFileSync(path, Buffer.byteLength(whole) <= longest.termination ? whole : `${JSON.stringify(short)}\n`);
}

process.exitCode = await main();
