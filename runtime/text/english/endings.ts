// How -s, -ed and -ing sound after a stem. The rules are those of the English spelling guides (Wiktionary: -s, -ed, -ing).

/** Vowels after which an American t is a flap before -ed and -ing ("rated", "waiting"). */
const FLAP_BEFORE = new Set('AIOWYiuæɑəɛɪɹʊʌ');

/** The stem with plural, genitive or third person -s. */
export function withS(stem: string, british: boolean): string {
  const last = stem.at(-1) ?? '';
  if ('ptkfθ'.includes(last)) return `${stem}s`;
  if ('szʃʒʧʤ'.includes(last)) return `${stem}${british ? 'ɪ' : 'ᵻ'}z`;
  return `${stem}z`;
}

/** The stem with past tense -ed. */
export function withEd(stem: string, british: boolean): string {
  const last = stem.at(-1) ?? '';
  if ('pkfθʃsʧ'.includes(last)) return `${stem}t`;
  if (last === 'd') return `${stem}${british ? 'ɪ' : 'ᵻ'}d`;
  if (last !== 't') return `${stem}d`;
  if (british || stem.length < 2) return `${stem}ɪd`;
  return FLAP_BEFORE.has(stem.at(-2) ?? '') ? `${stem.slice(0, -1)}ɾᵻd` : `${stem}ᵻd`;
}

/** The stem with -ing; undefined where a British stem would need a linking r that only a lexicon knows. */
export function withIng(stem: string, british: boolean): string | undefined {
  if (british) return 'əː'.includes(stem.at(-1) ?? '') ? undefined : `${stem}ɪŋ`;
  if (stem.length > 1 && stem.endsWith('t') && FLAP_BEFORE.has(stem.at(-2) ?? '')) return `${stem.slice(0, -1)}ɾɪŋ`;
  return `${stem}ɪŋ`;
}
