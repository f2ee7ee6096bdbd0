import type { Mark } from '../text/input-parts.ts';
import type { Segment } from '../text/types.ts';

/** A mark before a token of a segment; after its last one at its end. */
export interface PlacedMark {
  name: string;
  token: number;
}

/** A segment that is spoken, and the marks in it. */
export interface MarkedSegment {
  segment: Segment;
  marks: readonly PlacedMark[];
}

/**
 * Marks of a part in the segments of it that are spoken, all segments of the part being given in their order; `rest` names those
 * after the last one.
 */
export function placeMarks(
  segments: readonly Segment[],
  isSpoken: (segment: Segment) => boolean,
  marks: readonly Mark[] = [],
): { segments: MarkedSegment[]; rest: string[] } {
  let next = 0;
  let start = 0;
  const placed = segments.flatMap((segment): MarkedSegment[] => {
    const begin = start;
    start += segment.text.length;
    if (!isSpoken(segment)) return [];
    const own: PlacedMark[] = [];
    for (let mark = marks[next]; mark && mark.at < start; mark = marks[++next])
      own.push({ name: mark.name, token: tokenAt(segment, mark.at - begin) });
    return [{ segment, marks: own }];
  });
  return { segments: placed, rest: marks.slice(next).map(({ name }) => name) };
}

/** The first token that ends after an offset. */
function tokenAt({ tokens }: Segment, offset: number): number {
  let start = 0;
  const index = tokens.findIndex(({ text, whitespace }) => {
    const end = start + text.length;
    start = end + whitespace.length;
    return end > offset;
  });
  return index < 0 ? tokens.length : index;
}
