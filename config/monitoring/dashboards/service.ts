import type { Dashboard, Panel } from './dashboard.ts';

const of = 'namespace=~"$namespace", tts_service=~"$service"';

/** Quantiles of a histogram, over all pods. */
const quantiles = (histogram: string, title: string, description: string): Panel => ({
  title,
  description,
  kind: 'timeseries',
  unit: 's',
  width: 8,
  queries: ['0.5', '0.9', '0.99'].map((quantile) => ({
    expr: `histogram_quantile(${quantile}, sum by (le) (rate(${histogram}_bucket{${of}}[5m])))`,
    legend: `quantile ${quantile}`,
  })),
});

/** One service: its requests, how long listeners wait, its queue, its pods. */
export const service: Dashboard = {
  uid: 'tts-service',
  title: 'TTS: one service',
  description: 'Requests, waiting times, queue, cache and pods of a TTSService.',
  variables: [
    { name: 'namespace', label: 'Namespace', query: 'label_values(tts_requests_in_flight, namespace)', multi: false },
    {
      name: 'service',
      label: 'Service',
      query: 'label_values(tts_requests_in_flight{namespace="$namespace"}, tts_service)',
      multi: true,
    },
  ],
  rows: [
    {
      title: 'Requests',
      panels: [
        {
          title: 'Requests by outcome',
          description:
            'ok: complete. refused, timed_out: no capacity. cancelled: the client disconnected. truncated, server_error: failed.',
          kind: 'timeseries',
          unit: 'reqps',
          width: 8,
          queries: [{ expr: `sum by (outcome) (rate(tts_requests_total{${of}}[5m]))`, legend: '{{outcome}}' }],
        },
        {
          title: 'Requests by format',
          description: 'Formats that clients request.',
          kind: 'timeseries',
          unit: 'reqps',
          width: 8,
          queries: [{ expr: `sum by (format) (rate(tts_requests_total{${of}}[5m]))`, legend: '{{format}}' }],
        },
        {
          title: 'Requests by voice',
          description: 'The ten most requested voices.',
          kind: 'timeseries',
          unit: 'reqps',
          width: 8,
          queries: [{ expr: `topk(10, sum by (voice) (rate(tts_requests_total{${of}}[5m])))`, legend: '{{voice}}' }],
        },
        quantiles(
          'tts_time_to_first_audio_seconds',
          'Time to first sound',
          'From a valid request to its first spoken segment.',
        ),
        quantiles('tts_queue_wait_seconds', 'Waiting for a thread', 'Time that a segment waits before it is spoken.'),
        {
          title: 'Cache hits',
          description: 'Share of requests that were answered from the cache.',
          kind: 'timeseries',
          unit: 'percentunit',
          width: 8,
          queries: [
            {
              expr: `sum(rate(tts_cache_lookups_total{${of}, result="hit"}[5m])) / sum(rate(tts_cache_lookups_total{${of}}[5m]))`,
              legend: 'hits',
            },
          ],
        },
      ],
    },
    {
      title: 'Pods',
      panels: [
        {
          title: 'Pods',
          description: 'Number of pods and of ready pods, as the operator sees them.',
          kind: 'timeseries',
          unit: 'short',
          width: 8,
          queries: [
            { expr: `sum(max by (namespace, tts_service) (tts_service_replicas{${of}}))`, legend: 'exist' },
            { expr: `sum(max by (namespace, tts_service) (tts_service_ready_replicas{${of}}))`, legend: 'serve' },
          ],
        },
        {
          title: 'Queue by pod',
          description: 'Segments that wait. It can be a target of the autoscaler (scaling.targetQueueDepth).',
          kind: 'timeseries',
          unit: 'short',
          width: 8,
          queries: [{ expr: `sum by (pod) (tts_queue_depth{${of}})`, legend: '{{pod}}' }],
        },
        {
          title: 'What requests wait for',
          description:
            'Text and model: at most TTS_MAX_REQUESTS in a pod. Delivery: clients that read their answers slowly.',
          kind: 'timeseries',
          unit: 'short',
          width: 8,
          queries: [{ expr: `sum by (for) (tts_requests_waiting{${of}})`, legend: '{{for}}' }],
        },
        {
          title: 'Real-time factor',
          description: 'Seconds of computing for a second of speech. Below 1, a pod speaks faster than real time.',
          kind: 'timeseries',
          unit: 'short',
          width: 8,
          queries: [
            {
              expr: `sum by (pod) (rate(tts_inference_seconds_total{${of}}[5m])) / sum by (pod) (rate(tts_audio_seconds_total{${of}}[5m]))`,
              legend: '{{pod}}',
            },
            {
              expr: `histogram_quantile(0.9, sum by (le) (rate(tts_real_time_factor_bucket{${of}}[5m])))`,
              legend: 'quantile 0.9 of segments',
            },
          ],
        },
        {
          title: 'CPU by pod',
          description: 'CPU in cores.',
          kind: 'timeseries',
          unit: 'short',
          width: 8,
          queries: [{ expr: `rate(process_cpu_seconds_total{${of}}[5m])`, legend: '{{pod}}' }],
        },
        {
          title: 'Memory by pod',
          description: 'Resident memory.',
          kind: 'timeseries',
          unit: 'bytes',
          width: 8,
          queries: [{ expr: `process_resident_memory_bytes{${of}}`, legend: '{{pod}}' }],
        },
        {
          title: 'Event loop',
          description: 'Lag of the main thread. It does not compute speech, so this stays small.',
          kind: 'timeseries',
          unit: 's',
          width: 8,
          queries: [{ expr: `nodejs_eventloop_lag_p99_seconds{${of}}`, legend: '{{pod}}' }],
        },
        {
          title: 'Threads replaced',
          description: 'Threads that died and were replaced.',
          kind: 'timeseries',
          unit: 'short',
          width: 8,
          queries: [
            {
              expr: `sum by (pod, thread) (increase(tts_thread_restarts_total{${of}}[15m]))`,
              legend: '{{pod}} {{thread}}',
            },
          ],
        },
        {
          title: 'Time to load the model',
          description: 'Time from start to readiness, by pod.',
          kind: 'timeseries',
          unit: 's',
          width: 8,
          queries: [{ expr: `tts_model_load_seconds{${of}}`, legend: '{{pod}}' }],
        },
      ],
    },
  ],
};
