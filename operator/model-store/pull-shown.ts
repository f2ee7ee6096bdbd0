import { homedir } from 'node:os';
import { join } from 'node:path';
import { progressBar } from './bar.ts';
import type { PinnedModel } from './catalog.ts';
import { download } from './download.ts';
import { StoreFailure, classify } from './failure.ts';
import { localRegistries } from './local-registries.ts';
import { Meter } from './progress.ts';
import { advice } from './report.ts';
import { readSettings } from './settings.ts';

/** The folder that a model is kept in when none is named: below ~/.cache/tts-operator, or below TTS_CACHE. */
export function cacheFolder(model: string): string {
  return join(process.env['TTS_CACHE'] || join(homedir(), '.cache/tts-operator'), 'models', model);
}

/** Downloads a model into a folder, showing progress to a person; returns its digest. SIGINT and SIGTERM stop it. */
export async function pullShown(model: PinnedModel, folder: string, out: NodeJS.WriteStream): Promise<string> {
  const stop = new AbortController();
  const stopped = () => stop.abort(new StoreFailure('Interrupted', 'stopped; run it again to go on'));
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
    const { manifest } = model;
    log(`${manifest.name} ${manifest.precision}, ${manifest.files.length} files, ${mb(model.bytes)} MB, in ${folder}`);
    const done = await download({ ...model, modelPath: folder }, settings, { meter, log }, stop.signal);
    const left = done.missing.length > 0 ? `, ${done.missing.length} optional ones missing` : '';
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

/** A failure and what to do about it, for a person. */
export function failureText(error: unknown): string {
  const { reason, message, file, cause, stack } = classify(error);
  const where = file && !message.includes(file) ? ` (${file})` : '';
  const trace = reason === 'Internal' ? `${cause instanceof Error ? cause.stack : stack}\n` : '';
  return `${reason}: ${message}${where}\n${advice[reason]}\n${trace}`;
}

const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
