import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { dump } from 'js-yaml';
import { API_VERSION, LEXICON } from '../operator/api/fields.ts';
import { LEXICON_LIMITS, LexiconSpec } from '../operator/api/ttslexicon.ts';
import { KINDS, pathOf } from '../operator/cluster/kinds.ts';
import type { KubeObject } from '../operator/controller/object.ts';
import { checkLexicon, wordKeys } from '../operator/decide/lexicon.ts';
import type { Connection } from './connection.ts';
import { EXIT, Failure } from './failure.ts';
import { readLexicon } from './lexicon-formats.ts';
import type { ReadEntry } from './lexicon-formats.ts';

/** The TTSLexicons that a file becomes: several of them, `NAME-1` and so on, when it has more entries than one may hold. */
export async function importedLexicons(
  file: string,
  options: { name?: string | undefined; language?: string | undefined },
  note: (line: string) => void,
): Promise<KubeObject[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Failure(EXIT.failed, `${file} cannot be read: ${error.message}`, { cause: error });
  });
  const read = readLexicon(text);
  const language = languageOf(options.language ?? read.language);
  const entries = withoutRepeats(read.entries, note);
  const name = options.name ?? nameOf(file);
  const parts = Math.max(1, Math.ceil(entries.length / LEXICON_LIMITS.entries));
  return Array.from({ length: parts }, (_, part) => {
    const own = entries.slice(part * LEXICON_LIMITS.entries, (part + 1) * LEXICON_LIMITS.entries);
    const object: KubeObject = {
      apiVersion: API_VERSION,
      kind: LEXICON.kind,
      metadata: { name: parts === 1 ? name : `${name}-${part + 1}` },
      spec: { language, entries: own },
    };
    const checked = checkLexicon(object);
    if ('fault' in checked) throw new Failure(EXIT.failed, `The file cannot be imported: ${checked.fault.message}`);
    return object;
  });
}

/** TTSLexicons as kubectl reads them. */
export function asYaml(objects: KubeObject[]): string {
  return objects.map((object) => dump(object, { lineWidth: -1 })).join('---\n');
}

/** Applies TTSLexicons to the namespace; what another manager has set in them becomes theirs. */
export async function applyLexicons({ api, namespace }: Connection, objects: KubeObject[]): Promise<string[]> {
  const lines: string[] = [];
  for (const object of objects) {
    const { name } = object.metadata;
    await api.json('PATCH', pathOf(KINDS.TTSLexicon, namespace, name), {
      query: { fieldManager: 'kubectl-tts', force: true, fieldValidation: 'Strict' },
      body: object,
      contentType: 'application/apply-patch+yaml',
    });
    lines.push(`${LEXICON.singular}/${name} applied`);
  }
  return lines;
}

function languageOf(tag: string | undefined): string {
  const known = LexiconSpec.shape.language.options;
  const found = known.find((one) => one.toLowerCase() === tag?.toLowerCase());
  if (found !== undefined) return found;
  const which = tag === undefined ? 'The file names no language' : `No voice speaks ${JSON.stringify(tag)}`;
  throw new Failure(EXIT.usage, `${which}: use --language with one of ${known.join(', ')}.`);
}

/** A lexicon has each word once; of homographs, the first pronunciation stays. */
function withoutRepeats(entries: ReadEntry[], note: (line: string) => void): ReadEntry[] {
  const seen = new Set<string>();
  const first = entries.filter((entry) => {
    const keys = wordKeys(entry);
    const isNew = !keys.some((key) => seen.has(key));
    if (isNew) for (const key of keys) seen.add(key);
    return isNew;
  });
  const repeated = entries.length - first.length;
  if (repeated > 0)
    note(`${repeated} of ${entries.length} entries repeat a word: the first entry of each word is kept`);
  return first;
}

function nameOf(file: string): string {
  const stem = basename(file, extname(file)).toLowerCase();
  const name = stem
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 55)
    .replace(/^-|-$/g, '');
  if (name !== '') return name;
  throw new Failure(EXIT.usage, `No name can be made of ${file}: use --name.`);
}
