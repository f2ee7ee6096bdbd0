/** A text in one width and composition: full-width Latin and half-width kana in their usual form. */
export interface Normalized {
  text: string;
  /** For each UTF-16 unit of `text` and its end: where it begins in the source. */
  origin: number[];
}

/** Marks that NFKC would take apart or that mean something else in Japanese. */
const KEPT = /^[…‥“”：；！？（）［］｛｝，．～]$/u;

/** Old and variant forms of kanji, each before the one that dictionaries have. */
const VARIANTS: ReadonlyMap<string, string> = new Map(
  '會会來来蟲虫髙高應応燈灯聲声氣気濤涛櫻桜澤沢國国學学體体廣広眞真邊辺齋斎﨑崎圓円與与賣売讀読戀恋實実寫写凜凛頸頚嶋島濱浜壽寿惠恵榮栄德徳圖図舊旧黑黒'
    .match(/../gu)
    ?.map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
);

export function normalize(source: string): Normalized {
  let text = '';
  const origin: number[] = [];
  for (const { 0: cluster, index } of source.matchAll(/[\s\S](?:\uff9e|\uff9f|\u3099|\u309a)?/gu)) {
    const plain = VARIANTS.get(cluster) ?? (KEPT.test(cluster) ? cluster : cluster.normalize('NFKC'));
    for (let unit = 0; unit < plain.length; unit += 1) origin.push(index);
    text += plain;
  }
  origin.push(source.length);
  return { text, origin };
}
