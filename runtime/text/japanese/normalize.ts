/** A text in one width and composition: full-width Latin and half-width kana in their usual form. */
export interface Normalized {
  text: string;
  /** For each UTF-16 unit of `text` and its end: where it begins in the source. */
  origin: number[];
}

/** Marks that NFKC would take apart or that mean something else in Japanese. */
const KEPT = /^[﷼…‥′″“”：；！？（）［］｛｝，．～½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒⁰¹²³⁴-⁹⁻₀-₉①-⒛Ⅰ-ⅿ㈠-㈩㈱㈲㈳㈶㈹㈻㊀-㊰㉑-㊿℡㏇⓪]$/u;
/** Wide marks between figures belong to the number. */
const IN_NUMBER =
  /(?<=[０-９])[，．：～](?=[０-９])|(?<=(?<![\d０-９])[\d０-９]{1,3})，(?=[\d０-９]{3}(?![\d０-９]))|(?<=[\d０-９])：(?=[\d０-９]{2}(?![\d０-９]))/g;

/** Old and variant forms of kanji, each before the one that dictionaries have. */
const VARIANTS: ReadonlyMap<string, string> = new Map(
  '會会來来蟲虫髙高應応燈灯聲声氣気濤涛櫻桜澤沢國国學学體体廣広眞真邊辺齋斎﨑崎圓円與与賣売讀読戀恋實実寫写凜凛頸頚嶋島濱浜壽寿惠恵榮栄德徳圖図舊旧黑黒'
    .match(/../gu)
    ?.map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
);
/** A letter with its marks of voice. */
const CLUSTER = /[^](?:\uff9e|\uff9f|\u3099|\u309a)?/gu;
/** Units in one sign have their powers as signs, as the rules know them. */
const plainForm = (cluster: string): string => cluster.normalize('NFKC').replaceAll('⁄', '/');

export function normalize(source: string): Normalized {
  let text = '';
  const origin: number[] = [];
  const written = source.replace(IN_NUMBER, (mark) => mark.normalize('NFKC'));
  for (const { 0: cluster, index } of written.matchAll(CLUSTER)) {
    const plain = VARIANTS.get(cluster) ?? (KEPT.test(cluster) ? cluster : plainForm(cluster));
    for (let unit = 0; unit < plain.length; unit += 1) origin.push(index);
    text += plain;
  }
  origin.push(source.length);
  return { text, origin };
}
