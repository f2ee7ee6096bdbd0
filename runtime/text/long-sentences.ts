/**
 * The front ends get no more than this at once: rules and engines that look around themselves stay quick, and hardly
 * anybody writes a longer sentence.
 */
const LONGEST = 500;

/** Where a sentence that is too long is cut, the best places first. */
const PLACES = [
  /(?<=[,;:…—–)\]”»"]\s|[、，；：。．）」』])(?!\s)/uy,
  /(?<=\s)(?!\s)/uy,
  /(?<!\u200d)(?![\p{M}\p{Emoji_Modifier}\u200d])/uy,
];

/** A sentence in parts of a length that can be read in one go; joined, they are the sentence. */
export function readableParts(sentence: string): string[] {
  const parts: string[] = [];
  let start = 0;
  while (sentence.length - start > LONGEST) {
    const end = lastPlace(sentence, start + LONGEST / 2, start + LONGEST);
    parts.push(sentence.slice(start, end));
    start = end;
  }
  parts.push(sentence.slice(start));
  return parts;
}

function lastPlace(text: string, earliest: number, latest: number): number {
  for (const place of PLACES) {
    for (let at = latest; at > earliest; at -= 1) {
      place.lastIndex = at;
      if (!isInsidePair(text, at) && place.test(text)) return at;
    }
  }
  return isInsidePair(text, latest) ? latest - 1 : latest;
}

/** Whether a place is between the halves of a character of two UTF-16 units. */
function isInsidePair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff;
}
