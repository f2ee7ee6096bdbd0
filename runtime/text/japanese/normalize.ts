/** A text in one width and composition: full-width Latin and half-width kana in their usual form. */
export interface Normalized {
  text: string;
  /** For each UTF-16 unit of `text` and its end: where it begins in the source. */
  origin: number[];
}

/** Marks that NFKC would take apart or that mean something else in Japanese. */
const KEPT = /^[…‥“”：；！？（）［］｛｝，．～]$/u;

export function normalize(source: string): Normalized {
  let text = '';
  const origin: number[] = [];
  for (const { 0: cluster, index } of source.matchAll(/[\s\S](?:\uff9e|\uff9f|\u3099|\u309a)?/gu)) {
    const plain = KEPT.test(cluster) ? cluster : cluster.normalize('NFKC');
    for (let unit = 0; unit < plain.length; unit += 1) origin.push(index);
    text += plain;
  }
  origin.push(source.length);
  return { text, origin };
}
