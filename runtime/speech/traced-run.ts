import type { KokoroInput } from '../model/kokoro.ts';
import { SAMPLE_RATE } from '../audio/pcm.ts';
import { NO_SPAN, errorType } from '../../tracing/span.ts';
import type { Span } from '../../tracing/span.ts';
import type { KokoroAnswer } from '../workers/kokoro-worker.ts';
import type { Run } from '../workers/scheduler.ts';

/** Computes segments with two spans for each: `queue` until it is its turn, then `segment` until it is spoken. */
export function tracedRun(run: Run<KokoroInput, KokoroAnswer>, span: Span): Run<KokoroInput, KokoroAnswer> {
  if (span === NO_SPAN) return run;
  let index = 0;
  return async (input, signal) => {
    const attributes = { 'tts.segment.index': index++ };
    let step = span.child('queue', attributes);
    try {
      const answer = await run(input, signal, () => {
        step.end();
        step = span.child('segment', { ...attributes, 'tts.segment.tokens': input.ids.length });
      });
      step.set({ 'tts.segment.audio_seconds': answer.samples.length / SAMPLE_RATE });
      return answer;
    } catch (error) {
      if (!signal.aborted) step.fail(errorType(error));
      throw error;
    } finally {
      step.end();
    }
  };
}
