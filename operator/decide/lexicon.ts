import { hash } from 'node:crypto';
import type { Problem } from '../api/conditions.ts';
import { LexiconSpec } from '../api/ttslexicon.ts';
import type { KubeObject } from '../controller/object.ts';
import { strangeSymbol } from './phonetic.ts';

/** A valid lexicon as servers read it (docs/architecture.md, the contract), or what is wrong with it. */
export type Checked = { content: string; digest: string; entries: number } | { fault: Problem };

const known = new WeakMap<KubeObject, Checked>();

/** Checks a TTSLexicon, each object once. */
export function checkLexicon(object: KubeObject): Checked {
  const checked = known.get(object) ?? checkSpec(object.spec);
  known.set(object, checked);
  return checked;
}

/** Checks what a server was given before; undefined when it is none. */
export function checkContent(content: string): Checked | undefined {
  try {
    return checkSpec(JSON.parse(content));
  } catch {
    return undefined;
  }
}

function checkSpec(spec: unknown): Checked {
  const parsed = LexiconSpec.safeParse(spec);
  if (!parsed.success) {
    const { path = [], message = 'not valid' } = parsed.error.issues[0] ?? {};
    return { fault: { reason: 'InvalidEntry', message: `spec.${pathOf(path)}: ${message}.` } };
  }
  const { language, entries } = parsed.data;
  const seen = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const fault = faultOf(entry, index, seen);
    if (fault) return { fault: { ...fault, message: `spec.entries[${index}] (${entry.word}): ${fault.message}` } };
  }
  const content = JSON.stringify({
    language,
    entries: entries.map(({ word, ipa, say, caseSensitive }) => ({
      word,
      ...(ipa === undefined ? { say } : { ipa }),
      ...(caseSensitive ? { caseSensitive } : {}),
    })),
  });
  return { content, digest: hash('sha256', content), entries: entries.length };
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

type Entry = LexiconSpec['entries'][number];

/** What entries for the same word have in common: its exact form, and its folded one unless capitals matter. */
export function wordKeys({ word, caseSensitive }: { word: string; caseSensitive?: boolean | undefined }): string[] {
  const exact = word
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/[’ʼ`´＇]/g, "'")
    .replace(/[‐‑]/g, '-');
  return [`=${exact}`, ...(caseSensitive ? [] : [`~${[...exact].map(folded).join('')}`])];
}

/** What is wrong with an entry; `seen`: the words before it, with their places. */
function faultOf(
  { word, ipa, say, caseSensitive }: Entry,
  index: number,
  seen: Map<string, number>,
): Problem | undefined {
  const invalid = (message: string): Problem => ({ reason: 'InvalidEntry', message });
  if ((ipa === undefined) === (say === undefined)) return invalid('an entry must have either ipa or say.');
  for (const text of [word, ipa ?? say ?? ''])
    if (text.trim() !== text || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text))
      return invalid(`${JSON.stringify(text)} must be one line without spaces at its ends.`);
  if (!/[\p{L}\p{N}\p{S}]/u.test(word)) return invalid('a word must contain a letter, a digit or a symbol.');
  const keys = wordKeys({ word, caseSensitive });
  const before = keys.map((key) => seen.get(key)).find((place) => place !== undefined);
  for (const key of keys) seen.set(key, index);
  if (before !== undefined)
    return { reason: 'DuplicateWord', message: `spec.entries[${before}] has the same word. Keep one of the two.` };
  const symbol = ipa === undefined ? undefined : strangeSymbol(ipa);
  if (symbol === undefined) return undefined;
  const message =
    symbol === ''
      ? 'the ipa holds no sound.'
      : `the model has no sound for ${JSON.stringify(symbol)} (U+${symbol.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}).`;
  return { reason: 'UnknownSymbol', message };
}

/** Letter by letter, as the server compares words. */
function folded(letter: string): string {
  return letter.toUpperCase().toLowerCase();
}
