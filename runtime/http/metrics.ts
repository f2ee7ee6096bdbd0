import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { STAGES } from '../admission.ts';
import type { Admission } from '../admission.ts';
import { SAMPLE_RATE } from '../audio/pcm.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';

/** What Prometheus reads at /metrics. */
export type Metrics = ReturnType<typeof createMetrics>;

/** The server's metrics in a registry of their own; the queue and who is inside are read at the moment of a scrape. */
export function createMetrics(queueDepth: () => number, admission: Admission, cpuInstead: () => boolean) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name, help, buckets, registers });
  const readGauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  const audioSeconds = counter('tts_audio_seconds_total', 'Seconds of speech produced');
  const inferenceSeconds = counter('tts_inference_seconds_total', 'Seconds that the model computed');
  const realTimeFactor = histogram(
    'tts_real_time_factor',
    'Seconds of computing for a second of speech, by segment',
    [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 4],
  );
  readGauge('tts_queue_depth', 'Segments that wait for a thread', queueDepth);
  readGauge('tts_requests_in_flight', 'Admitted requests whose reply has not ended', () => admission.inside);
  readGauge('tts_gpu_fallback', '1: speaks on the CPU because the GPU it should use cannot be used', () =>
    Number(cpuInstead()),
  );
  const gpuUnusable = new Gauge({
    name: 'tts_gpu_unusable',
    help: '1: not ready, because the GPU it should use cannot be used or was lost',
    registers,
  });
  new Gauge({
    name: 'tts_requests_waiting',
    help: 'Admitted requests by what they wait for: text (being read), model (being spoken), delivery (to the client)',
    labelNames: ['for'],
    registers,
    collect() {
      for (const stage of STAGES) this.set({ for: stage }, admission.waitingFor(stage));
    },
  });
  return {
    registry,
    gpuUnusable,
    gpuProblems: counter(
      'tts_gpu_problems_total',
      'Times that the GPU could not be used (GpuUnusable) or was lost (GpuLost)',
      'reason',
    ),
    requests: counter(
      'tts_requests_total',
      'Speech and phoneme requests, counted when their reply has ended; with status 101, texts that came over a WebSocket',
      'voice',
      'format',
      'status',
      'outcome',
    ),
    openStreams: new Gauge({
      name: 'tts_streams',
      help: 'Open WebSockets',
      labelNames: ['protocol'],
      registers,
    }),
    streamContexts: counter(
      'tts_stream_contexts_total',
      'Texts that came over a WebSocket, counted when they are over',
      'protocol',
      'outcome',
    ),
    cacheLookups: counter('tts_cache_lookups_total', 'Lookups in the cache of answers', 'result'),
    timeToFirstAudio: histogram(
      'tts_time_to_first_audio_seconds',
      'Time from a valid request to its first spoken segment',
      [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64],
    ),
    queueWait: histogram(
      'tts_queue_wait_seconds',
      'Time that a segment waited for a thread',
      [0.01, 0.1, 0.5, 1, 2, 5, 10, 30, 60],
    ),
    /** The operator reads these two (docs/decisions/0061-objectives.md). */
    segmentSeconds: new Histogram({
      name: 'tts_segment_seconds',
      help: 'Time that a lane computed a segment, by its place in the request: first, or later',
      labelNames: ['place'],
      buckets: [0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4, 6, 8, 12, 20],
      registers,
    }),
    lanes: new Gauge({ name: 'tts_lanes', help: 'Segments that are spoken at once', registers }),
    modelLoadSeconds: new Gauge({ name: 'tts_model_load_seconds', help: 'Time from start to readiness', registers }),
    sleeps: counter('tts_sleeps_total', 'Times that the server gave the memory of the model back (TTS_SLEEP_AFTER)'),
    wakes: counter('tts_wakes_total', 'Loads of the model after a sleep: ok, or failed', 'result'),
    wakeSeconds: histogram(
      'tts_wake_seconds',
      'Time from the request that woke the server to the loaded model',
      [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30],
    ),
    asleep: new Gauge({ name: 'tts_asleep', help: '1: the model is not in memory until the next request', registers }),
    lexiconReloads: counter('tts_lexicon_reloads_total', 'Lexicons read after a change: loaded, or refused', 'result'),
    lexiconsRefused: new Gauge({
      name: 'tts_lexicons_refused',
      help: 'Lexicons whose newest version cannot be used; the version before it is',
      registers,
    }),
    threadRestarts: counter('tts_thread_restarts_total', 'Threads that died and were replaced', 'thread'),
    observeSegment: ({ samples, inferenceSeconds: seconds }: SpokenSegment): void => {
      audioSeconds.inc(samples.length / SAMPLE_RATE);
      inferenceSeconds.inc(seconds);
      if (seconds > 0) realTimeFactor.observe(seconds / (samples.length / SAMPLE_RATE));
    },
  };
}
