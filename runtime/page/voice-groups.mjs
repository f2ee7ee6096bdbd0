/** @typedef {{ id: string, name: string, language: string, gender: 'female' | 'male', grade: string | null, present: boolean, legacy: boolean }} Voice */

const names = new Intl.DisplayNames(['en'], { type: 'language' });

/**
 * A language's name in English.
 * @param {string} tag BCP 47
 */
export function languageName(tag) {
  return names.of(tag) ?? tag;
}

const best = 'A A- B+ B B- C+ C C- D+ D D- F+ F'.split(' ');

/** @param {Voice} voice */
function rank({ grade, legacy }) {
  const at = best.indexOf(grade ?? 'C');
  return (at < 0 ? best.length : at) + (legacy ? 100 : 0);
}

/**
 * The voices whose files are there, by language; in each the best graded first. The language of the most voices comes first.
 * @param {readonly Voice[]} voices
 * @returns {{ language: string, name: string, voices: Voice[] }[]}
 */
export function grouped(voices) {
  const groups = Map.groupBy(
    voices.filter(({ present }) => present),
    ({ language }) => language,
  );
  return [...groups]
    .map(([language, members]) => ({
      language,
      name: languageName(language),
      voices: members.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)),
    }))
    .sort((a, b) => b.voices.length - a.voices.length || a.name.localeCompare(b.name));
}

/**
 * What is left of groups when they are searched.
 * @param {ReturnType<typeof grouped>} groups
 * @param {{ language: string, search: string }} wanted a language's tag or '', and a part of a name or ''
 */
export function filtered(groups, { language, search }) {
  const part = search.trim().toLowerCase();
  return groups
    .filter((group) => language === '' || group.language === language)
    .map((group) => ({
      ...group,
      voices: group.voices.filter(({ id, name, gender }) =>
        [id, name.toLowerCase(), gender].some(
          (text) => text.startsWith(part) || (part.length > 2 && text.includes(part) && text !== 'female'),
        ),
      ),
    }))
    .filter((group) => group.voices.length > 0);
}

/**
 * The voice to begin with: af_heart, as the API has it, or the best of the first language.
 * @param {ReturnType<typeof grouped>} groups
 */
export function firstVoice(groups) {
  const all = groups.flatMap(({ voices }) => voices);
  return all.find(({ id }) => id === 'af_heart') ?? all[0];
}
