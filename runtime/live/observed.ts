import type { SpokenSegment } from '../speech/synthesize.ts';

/** The same segments; each is told as it passes. */
export async function* observed(
  segments: AsyncGenerator<SpokenSegment>,
  onSegment: (segment: SpokenSegment, index: number) => void,
): AsyncGenerator<SpokenSegment> {
  let index = 0;
  for await (const segment of segments) {
    onSegment(segment, index++);
    yield segment;
  }
}
