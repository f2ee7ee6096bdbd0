/** What is looked for before a document is parsed: offsets in UTF-16 units, undefined where there is none. */
interface Scan {
  doctype: number | undefined;
  /** The first start tag that is nested too deep, and the first that is one too many. */
  tooDeep: number | undefined;
  tooMany: number | undefined;
}

/** What ends markup that holds no tags. */
const VERBATIM = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** Goes through the markup of a document once, in linear time and without recursion; what is not well formed is left to the parser. */
export function scanMarkup(source: string, limits: { depth: number; elements: number }): Scan {
  const found: Scan = { doctype: undefined, tooDeep: undefined, tooMany: undefined };
  let depth = 0;
  let elements = 0;
  let at = source.indexOf('<');
  while (at >= 0) {
    const verbatim = VERBATIM.find(([start]) => source.startsWith(start, at));
    if (verbatim) {
      const end = source.indexOf(verbatim[1], at + verbatim[0].length);
      if (end < 0) break;
      at = source.indexOf('<', end);
      continue;
    }
    if (source.startsWith('<!', at)) {
      found.doctype = at;
      break;
    }
    const end = tagEnd(source, at);
    if (source.startsWith('</', at)) depth -= 1;
    else {
      elements += 1;
      if (elements > limits.elements) found.tooMany ??= at;
      if (depth + 1 > limits.depth) found.tooDeep ??= at;
      if (source[end - 1] !== '/') depth += 1;
    }
    if (found.tooDeep !== undefined || found.tooMany !== undefined) break;
    at = source.indexOf('<', end);
  }
  return found;
}

/** The `>` that ends the tag at an offset, or the end of the text: one in quotes ends nothing. */
function tagEnd(source: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const next = /[>"']/g;
    next.lastIndex = at;
    const found = next.exec(source);
    if (!found) return source.length;
    if (found[0] === '>') return found.index;
    const close = source.indexOf(found[0], found.index + 1);
    if (close < 0) return source.length;
    at = close + 1;
  }
}
