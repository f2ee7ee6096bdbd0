import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of the chosen, else of the latest published model under a model path, or undefined. */
async function publishedModel(path: string): Promise<string | undefined> {
  if (!existsSync(path)) return undefined;
  const wanted = process.env['TTS_MODEL_DIGEST'];
  const names = wanted === undefined ? await readdir(path) : [wanted];
  const folders = names.map((name) => join(path, name)).filter((folder) => existsSync(join(folder, 'lexicons')));
  const published = (folder: string): number => statSync(join(folder, 'manifest.json')).mtimeMs;
  return folders.sort((a, b) => published(b) - published(a))[0];
}

/** The folder of a published model: under TTS_MODEL_PATH, else what `npm run -s model -- pull` keeps; rejects when there is none. */
export async function findPublishedModel(): Promise<string> {
  const paths = [process.env['TTS_MODEL_PATH']].filter((path) => path !== undefined);
  const cache = join(homedir(), '.cache/tts-operator/models');
  if (existsSync(cache)) paths.push(cache, ...(await readdir(cache)).map((name) => join(cache, name)));
  for (const path of paths) {
    const model = await publishedModel(path);
    if (model !== undefined) return model;
  }
  throw new Error(`no published model under ${paths.join(' or ') || cache}: run \`npm run -s model -- pull\` first`);
}
