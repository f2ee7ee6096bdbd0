import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Spec } from '../api/ttsservice.ts';
import type { Status } from '../api/status.ts';
import type { KubeObject } from '../controller/object.ts';

/** Has the registry tell of every TTSService what its status says; `services` is asked at each scrape. */
export function serviceMetrics(registry: Registry, services: () => Iterable<KubeObject>): void {
  const own = ['namespace', 'tts_service'] as const;
  const gauge = <Label extends string>(
    name: string,
    help: string,
    more: readonly Label[],
    read: (spec: Partial<Spec>, status: Status) => [value: number | undefined, labels: Record<Label, string>][],
  ): void => {
    new Gauge({
      name,
      help,
      labelNames: [...own, ...more],
      registers: [registry],
      collect() {
        this.reset();
        for (const { metadata, spec, status } of services())
          for (const [value, labels] of read(spec ?? {}, status ?? {}))
            if (value !== undefined)
              this.set({ namespace: metadata.namespace ?? '', tts_service: metadata.name, ...labels }, value);
      },
    });
  };
  gauge(
    'tts_service_info',
    'Always 1. The labels are from the spec of a TTSService.',
    ['model', 'precision', 'device'],
    ({ model, compute }, { model: served }) => {
      const precision = model?.precision ?? served?.precision ?? '';
      return [[1, { model: model?.name ?? '', precision, device: compute?.device ?? '' }]];
    },
  );
  gauge(
    'tts_service_condition',
    '1 for the current status and reason of each condition of a TTSService.',
    ['condition', 'status', 'reason'],
    (_, { conditions = [] }) => conditions.map(({ type, status, reason }) => [1, { condition: type, status, reason }]),
  );
  gauge('tts_service_phase', '1 for the current phase of a TTSService.', ['phase'], (_, { phase }) => [
    [phase === undefined ? undefined : 1, { phase: phase ?? '' }],
  ]);
  gauge(
    'tts_service_last_wake_timestamp_seconds',
    'Time when a service that had gone to sleep (scaling.minReplicas 0) last had a ready pod again.',
    [],
    (_, { lastWakeTime }) => [[lastWakeTime === undefined ? undefined : Date.parse(lastWakeTime) / 1000, {}]],
  );
  gauge('tts_service_replicas', 'Number of pods.', [], (_, { replicas }) => [[replicas, {}]]);
  gauge('tts_service_ready_replicas', 'Number of ready pods.', [], (_, { readyReplicas }) => [[readyReplicas, {}]]);
  gauge('tts_service_model_progress_ratio', 'Downloaded part of the model, 0 to 1.', [], (_, { model }) => [
    [model?.progressPercent === undefined ? undefined : model.progressPercent / 100, {}],
  ]);
  gauge('tts_service_model_attempts', 'Number of download attempts for the current model.', [], (_, { model }) => [
    [model?.attempts, {}],
  ]);
}
