import { pino } from 'pino';
import { expect, it } from 'vitest';
import { otlpReceiver } from './support/otlp-receiver.ts';
import type { Api } from '../operator/cluster/api.ts';
import { ApiError } from '../operator/cluster/api.ts';
import { Cluster } from '../operator/cluster/cluster.ts';
import { systemClock } from '../operator/controller/clock.ts';
import { runController } from '../operator/controller/controller.ts';
import { Queue } from '../operator/controller/queue.ts';
import { startTracing } from '../tracing/start.ts';
import { ReconcileTraces, templateOf } from '../operator/monitoring/traces.ts';

/** An API server that has every object, and conflicts with whoever writes a Service. */
const server: Api = {
  async json<Result>(method: string, path: string) {
    if (method === 'PATCH' && path.includes('/services/')) throw new ApiError(409, 'Conflict', 'Secret');
    return { kind: 'Deployment', metadata: { name: 'a' } } as Result;
  },
  text: async () => '',
  // eslint-disable-next-line require-yield
  async *lines() {
    return;
  },
};

it('each reconcile is a span, with its calls of the API server below it, and its log has the ids', async () => {
  const collector = await otlpReceiver();
  const url = `${collector.url}/v1/traces`;
  const tracing = await startTracing(
    { url, serviceName: undefined, sampler: 'always_on', ratio: 1 },
    { name: 'tts-operator', version: undefined, onFailure: (error) => expect.fail(String(error)) },
  );
  const traces = new ReconcileTraces(tracing);
  const cluster = new Cluster(traces.api(server));
  await cluster.get('Deployment', 'speech', 'outside');
  const log: string[] = [];
  const queue = new Queue(systemClock);
  const stop = new AbortController();
  const done: string[] = [];
  queue.add('speech/good');
  queue.add('speech/bad');
  await runController(
    queue,
    async (key, context) => {
      context.log.info('working');
      await cluster.get('Deployment', 'speech', 'a', context.signal);
      const kind = key === 'speech/bad' ? 'Service' : 'Deployment';
      const written = cluster.apply({ apiVersion: 'v1', kind, metadata: { name: 'a', namespace: 'speech' } });
      done.push(key);
      if (done.length === 2) setTimeout(() => stop.abort(), 100);
      await written;
      return { kind: 'done' };
    },
    { clock: systemClock, log: pino({}, { write: (line) => void log.push(line) }), signal: stop.signal },
    { workers: 2, timeoutMs: 10_000, trace: traces.of('TTSService') },
  );
  await tracing.close();
  const reconciles = collector.named('reconcile TTSService');
  const of = (name: string) => reconciles.find(({ attributes }) => attributes['tts.object.name'] === name)!;
  expect(of('good')).toMatchObject({
    ...{ kind: 1, parent: '', status: 0 },
    attributes: { 'k8s.namespace.name': 'speech', 'tts.object.kind': 'TTSService', 'tts.reconcile.result': 'success' },
    resource: { 'service.name': 'tts-operator' },
  });
  expect(of('bad')).toMatchObject({
    status: 2,
    attributes: { 'tts.reconcile.result': 'error', 'error.type': 'ApiError' },
  });
  const below = (name: string) =>
    collector.spans
      .filter(({ parent }) => parent === of(name).spanId)
      .map((span) => [span.name, span.kind, span.status, span.attributes['http.response.status_code']]);
  const get = ['GET /apis/apps/v1/namespaces/{namespace}/deployments/{name}', 3, 0, undefined];
  expect(below('good')).toEqual([
    get,
    ['PATCH /apis/apps/v1/namespaces/{namespace}/deployments/{name}', 3, 0, undefined],
  ]);
  expect(below('bad')).toEqual([get, ['PATCH /api/v1/namespaces/{namespace}/services/{name}', 3, 2, 409]]);
  // What is read outside of a reconcile is no part of a trace.
  expect(collector.spans.filter(({ parent }) => parent === '').map(({ name }) => name)).not.toContain(get[0]);
  for (const { bytes } of collector.requests) expect(bytes.includes('Secret')).toBe(false);
  const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const [key, msg] of [
    ['speech/good', 'working'],
    ['speech/bad', 'reconcile failed; trying again'],
  ]) {
    const { traceId, spanId } = of(key!.split('/')[1]!);
    expect(lines.find((line) => line['key'] === key && line['msg'] === msg)).toMatchObject({
      trace_id: traceId,
      span_id: spanId,
    });
  }
});

it.each([
  ['/api/v1/namespaces/a/events', '/api/v1/namespaces/{namespace}/events'],
  ['/api/v1/namespaces/a/pods/b/log', '/api/v1/namespaces/{namespace}/pods/{name}/log'],
  ['/apis/apps/v1/deployments', '/apis/apps/v1/deployments'],
])('%s is called %s', (path, template) => {
  expect(templateOf(path)).toBe(template);
});
