/** @typedef {{ word: string, ipa?: string, say?: string }} Pronunciation */

/**
 * An entry from what was typed: IPA stands between slashes.
 * @param {string} word
 * @param {string} sounds
 * @returns {Pronunciation | undefined} undefined where a half of it is missing
 */
export function entryOf(word, sounds) {
  const name = word.trim().replaceAll(/\s+/g, ' ');
  const ipa = /^\/(.*)\/$/.exec(sounds.trim())?.[1]?.trim();
  const say = sounds.trim();
  if (name === '' || say === '' || ipa === '') return undefined;
  return ipa === undefined ? { word: name, say } : { word: name, ipa };
}

/**
 * A text with its words said as the entries have it: IPA as a tag, other words in their place. Whole words match, whatever their
 * capitals, the longest entry first; tags that are in the text stay as they are.
 * @param {string} text
 * @param {readonly Pronunciation[]} entries
 */
export function withPronunciations(text, entries) {
  if (entries.length === 0) return text;
  const escaped = entries
    .map(({ word }) => word)
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+'));
  const pattern = new RegExp(
    `\\\\\\[|\\[[^\\]]*\\](?:\\(/[^)]*/\\))?|(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  );
  return text.replace(pattern, (found) => {
    const plain = found.replaceAll(/\s+/g, ' ').toLowerCase();
    const entry = entries.find(({ word }) => word.toLowerCase() === plain);
    if (!entry) return found;
    return entry.ipa === undefined ? (entry.say ?? found) : `[${found}](/${entry.ipa}/)`;
  });
}

/**
 * The entries as a TTSLexicon of Kubernetes.
 * @param {readonly Pronunciation[]} entries
 * @param {string} language BCP 47
 */
export function lexiconManifest(entries, language) {
  const tag = language.startsWith('en') ? 'en' : language;
  const lines = entries.map(({ word, ipa, say }) => {
    const sounds = ipa === undefined ? `say: ${JSON.stringify(say)}` : `ipa: ${JSON.stringify(ipa)}`;
    return `    - { word: ${JSON.stringify(word)}, ${sounds} }\n`;
  });
  return `apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSLexicon\nmetadata:\n  name: my-words\nspec:\n  language: ${tag}\n  entries:\n${lines.join('')}`;
}
