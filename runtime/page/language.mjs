/** Letters that tell a language, most telling first. */
const scripts = /** @type {const} */ ([
  [/[\u3040-\u30ff]/g, 'ja'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Han}/gu, 'zh'],
]);

/** Words that are common in one of the languages and rare in the others. */
const common = Object.entries({
  en: 'the and is of to you that with are this have what for was it not my your hello',
  es: 'el los las y es que en un una por con para está muy pero hola cómo del su más',
  fr: 'le les et est des une dans pour pas vous je ce avec sur au bonjour du nous très qui',
  it: 'il gli è di che non per sono con una della questo ciao come più del si ma anche',
  pt: 'o os e é não um uma você para com em do da que mais está olá muito ao isso',
}).map(([language, words]) => /** @type {const} */ ([language, new Set(words.split(' '))]));

/** Letters that only some of them have. */
const letters = Object.entries({ es: /[ñ¿¡]/g, fr: /[œçêèûî]/g, pt: /[ãõ]/g, it: /[ìò]/g });

/**
 * The language that a text seems to be in, as the first part of a BCP 47 tag; undefined where too little speaks for one.
 * @param {string} text
 */
export function guessLanguage(text) {
  const said = text.slice(0, 2000).replace(/\[[^\]]*\](?:\([^)]*\))?|<[^>]*>/g, ' ');
  const all = said.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, language] of scripts) {
    if ((said.match(script)?.length ?? 0) > all * 0.15) return language;
  }
  const words = said.toLowerCase().match(/\p{L}+/gu) ?? [];
  const scores = common.map(([language, known]) => {
    const special = letters.find(([of]) => of === language)?.[1];
    const score = words.filter((word) => known.has(word)).length + 1.5 * (said.match(special ?? /$^/g)?.length ?? 0);
    return /** @type {const} */ ([language, score]);
  });
  scores.sort((a, b) => b[1] - a[1]);
  const [[best, score] = ['', 0], [, second] = ['', 0]] = scores;
  return score >= 2 && score > second ? best : undefined;
}

/** A sentence of each language, to hear a voice by. */
const samples = /** @type {Record<string, string>} */ ({
  en: 'Good morning. The next train to the coast leaves at a quarter past nine.',
  es: 'Buenos días. El próximo tren a la costa sale a las nueve y cuarto.',
  fr: 'Bonjour. Le prochain train pour la côte part à neuf heures et quart.',
  hi: 'नमस्ते। तट की अगली ट्रेन सुबह सवा नौ बजे चलती है।',
  it: 'Buongiorno. Il prossimo treno per la costa parte alle nove e un quarto.',
  ja: 'おはようございます。海岸行きの次の電車は九時十五分に出発します。',
  pt: 'Bom dia. O próximo trem para o litoral sai às nove e quinze.',
  zh: '早上好。下一班开往海边的火车九点一刻出发。',
});

/**
 * What a voice of a language says when it is tried.
 * @param {string} tag BCP 47
 */
export function sampleFor(tag) {
  return samples[tag.slice(0, 2)] ?? samples['en'] ?? '';
}
