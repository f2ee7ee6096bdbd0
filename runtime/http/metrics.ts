import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { SAMPLE_RATE } from '../audio/pcm.ts';
import type { SpokenSegment } from '../synthesize.ts';

/** What Prometheus reads at /metrics. */
export type Metrics = ReturnType<typeof createMetrics>;

/** The server's metrics in a registry of their own; `load` reads the queue at the moment of a scrape. */
export function createMetrics(load: () => { depth: number; inside: number }) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'tts_requests_total',
    help: 'Speech requests answered',
    labelNames: ['voice', 'format', 'status'] as const,
    registers,
  });
  const timeToFirstAudio = new Histogram({
    name: 'tts_time_to_first_audio_seconds',
    help: 'From a valid request to its first spoken segment',
    buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  const queueWait = new Histogram({
    name: 'tts_queue_wait_seconds',
    help: 'How long a segment waited for a thread',
    buckets: [0.01, 0.1, 0.5, 1, 2, 5, 10, 30, 60],
    registers,
  });
  const realTimeFactor = new Histogram({
    name: 'tts_real_time_factor',
    help: 'Seconds of computing for a second of speech, by segment',
    buckets: [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 4],
    registers,
  });
  const cacheLookups = new Counter({
    name: 'tts_cache_lookups_total',
    help: 'Requests looked up among the answers kept',
    labelNames: ['result'] as const,
    registers,
  });
  const audioSeconds = new Counter({ name: 'tts_audio_seconds_total', help: 'Seconds of speech made', registers });
  const inferenceSeconds = new Counter({
    name: 'tts_inference_seconds_total',
    help: 'Seconds of model time',
    registers,
  });
  const modelLoadSeconds = new Gauge({ name: 'tts_model_load_seconds', help: 'From start to readiness', registers });
  const threadRestarts = new Counter({
    name: 'tts_thread_restarts_total',
    help: 'Threads replaced after they died',
    labelNames: ['thread'] as const,
    registers,
  });
  new Gauge({
    name: 'tts_queue_depth',
    help: 'Segments waiting for a thread',
    registers,
    collect() {
      this.set(load().depth);
    },
  });
  new Gauge({
    name: 'tts_requests_in_flight',
    help: 'Speech requests admitted and not yet answered to the end',
    registers,
    collect() {
      this.set(load().inside);
    },
  });
  return {
    registry,
    requests,
    cacheLookups,
    timeToFirstAudio,
    queueWait,
    modelLoadSeconds,
    threadRestarts,
    observeSegment: ({ samples, inferenceSeconds: seconds }: SpokenSegment): void => {
      audioSeconds.inc(samples.length / SAMPLE_RATE);
      inferenceSeconds.inc(seconds);
      if (seconds > 0) realTimeFactor.observe(seconds / (samples.length / SAMPLE_RATE));
    },
  };
}
