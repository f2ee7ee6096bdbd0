import type { Dashboard } from './dashboard.ts';

/** All services of a cluster at a glance, and the operator that keeps them. */
export const fleet: Dashboard = {
  uid: 'tts-fleet',
  title: 'TTS: fleet and operator',
  description:
    'All TTSServices of the cluster: what is not ready and why, how much is spoken, and the work of the operator.',
  variables: [],
  rows: [
    {
      title: 'Services',
      panels: [
        {
          title: 'Services',
          description: 'Number of TTSServices.',
          kind: 'stat',
          unit: 'short',
          width: 4,
          queries: [{ expr: 'count(max by (namespace, tts_service) (tts_service_info))', legend: 'services' }],
        },
        {
          title: 'Ready',
          description: 'TTSServices with condition Ready.',
          kind: 'stat',
          unit: 'short',
          width: 4,
          queries: [
            {
              expr: 'count(max by (namespace, tts_service) (tts_service_condition{condition="Ready", status="True"}))',
              legend: 'ready',
            },
          ],
        },
        {
          title: 'Ready pods',
          description: 'Ready pods of all services.',
          kind: 'stat',
          unit: 'short',
          width: 4,
          queries: [{ expr: 'sum(max by (namespace, tts_service) (tts_service_ready_replicas))', legend: 'pods' }],
        },
        {
          title: 'Requests',
          description: 'Answered speech requests of all services.',
          kind: 'stat',
          unit: 'reqps',
          width: 4,
          queries: [{ expr: 'sum(rate(tts_requests_total[5m]))', legend: 'requests' }],
        },
        {
          title: 'Errors',
          description: 'Share of requests that failed or were broken off by the servers.',
          kind: 'stat',
          unit: 'percentunit',
          width: 4,
          queries: [
            {
              expr: 'sum(rate(tts_requests_total{outcome=~"server_error|truncated"}[5m])) / sum(rate(tts_requests_total[5m]))',
              legend: 'errors',
            },
          ],
        },
        {
          title: 'Speech',
          description: 'Seconds of speech produced per second.',
          kind: 'stat',
          unit: 'short',
          width: 4,
          queries: [{ expr: 'sum(rate(tts_audio_seconds_total[5m]))', legend: 'seconds a second' }],
        },
        {
          title: 'Problems',
          description: 'Conditions that are not True, with their reasons. kubectl tts status shows the messages.',
          kind: 'table',
          unit: 'short',
          width: 12,
          queries: [
            {
              expr: 'max by (namespace, tts_service, condition, status, reason) (tts_service_condition{status!="True", condition!="Progressing"})',
              legend: '',
            },
          ],
        },
        {
          title: 'Model downloads',
          description: 'Downloaded part of each model.',
          kind: 'timeseries',
          unit: 'percentunit',
          width: 12,
          queries: [
            {
              expr: 'max by (namespace, tts_service) (tts_service_model_progress_ratio) < 1',
              legend: '{{namespace}}/{{tts_service}}',
            },
          ],
        },
        {
          title: 'Services by phase',
          description: 'Sleeping: no pod runs, and the next request starts one. Waking: a request waits for that pod.',
          kind: 'timeseries',
          unit: 'short',
          width: 12,
          queries: [
            {
              expr: 'count by (phase) (max by (namespace, tts_service, phase) (tts_service_phase))',
              legend: '{{phase}}',
            },
          ],
        },
        {
          title: 'Wakes',
          description: 'Services that had no pods and were woken in the last five minutes.',
          kind: 'timeseries',
          unit: 'short',
          width: 12,
          queries: [
            {
              expr: 'changes(max by (namespace, tts_service) (tts_service_last_wake_timestamp_seconds)[5m:15s]) > 0',
              legend: '{{namespace}}/{{tts_service}}',
            },
          ],
        },
        {
          title: 'Requests by service',
          description: 'Answered speech requests.',
          kind: 'timeseries',
          unit: 'reqps',
          width: 12,
          queries: [
            {
              expr: 'sum by (namespace, tts_service) (rate(tts_requests_total[5m]))',
              legend: '{{namespace}}/{{tts_service}}',
            },
          ],
        },
        {
          title: 'Time to first sound by service (p90)',
          description: 'Time from a valid request to its first spoken segment.',
          kind: 'timeseries',
          unit: 's',
          width: 12,
          queries: [
            {
              expr: 'histogram_quantile(0.9, sum by (namespace, tts_service, le) (rate(tts_time_to_first_audio_seconds_bucket[5m])))',
              legend: '{{namespace}}/{{tts_service}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Operator',
      panels: [
        {
          title: 'Reconciles',
          description: 'Reconciles by result. Errors should be near zero.',
          kind: 'timeseries',
          unit: 'ops',
          width: 8,
          queries: [
            {
              expr: 'sum by (result) (rate(controller_runtime_reconcile_total{controller="ttsservice"}[5m]))',
              legend: '{{result}}',
            },
          ],
        },
        {
          title: 'Reconcile duration',
          description: 'Median and 99th percentile.',
          kind: 'timeseries',
          unit: 's',
          width: 8,
          queries: ['0.5', '0.99'].map((quantile) => ({
            expr: `histogram_quantile(${quantile}, sum by (le) (rate(controller_runtime_reconcile_time_seconds_bucket{controller="ttsservice"}[5m])))`,
            legend: `quantile ${quantile}`,
          })),
        },
        {
          title: 'Queue',
          description: 'Services that wait for a reconcile, and reconciles in progress.',
          kind: 'timeseries',
          unit: 'short',
          width: 8,
          queries: [
            { expr: 'sum(workqueue_depth{name="ttsservice"})', legend: 'waiting' },
            { expr: 'sum(controller_runtime_active_workers{controller="ttsservice"})', legend: 'under way' },
          ],
        },
        {
          title: 'Requests to the API server',
          description: 'Requests by status code.',
          kind: 'timeseries',
          unit: 'reqps',
          width: 8,
          queries: [{ expr: 'sum by (code) (rate(rest_client_requests_total[5m]))', legend: '{{code}}' }],
        },
        {
          title: 'Watches',
          description: 'Interrupted watches, and objects that only a full list found.',
          kind: 'timeseries',
          unit: 'short',
          width: 8,
          queries: [
            { expr: 'sum by (kind) (increase(tts_operator_watch_failures_total[5m]))', legend: '{{kind}} interrupted' },
            { expr: 'sum by (kind) (increase(tts_operator_watch_repaired_total[5m]))', legend: '{{kind}} missed' },
          ],
        },
        {
          title: 'Leader and memory',
          description: 'Memory of each replica. The leader has the value 1.',
          kind: 'timeseries',
          unit: 'bytes',
          width: 8,
          queries: [
            {
              expr: 'process_resident_memory_bytes and on (pod) leader_election_master_status{name="tts-operator"}',
              legend: '{{pod}}',
            },
          ],
        },
      ],
    },
  ],
};
