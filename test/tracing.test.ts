import { expect, it, onTestFinished } from 'vitest';
import { good, server, speak } from '../runtime/testing/test-server.ts';
import type { TestServerOptions } from '../runtime/testing/test-server.ts';
import { liveClient } from '../runtime/testing/live-client.ts';
import { TracingEnvironment, tracingSettings } from '../tracing/settings.ts';
import { startTracing } from '../tracing/start.ts';
import type { Span, Tracing } from '../tracing/span.ts';
import { otlpReceiver } from './support/otlp-receiver.ts';
import type { OtlpReceiver, ReceivedSpan } from './support/otlp-receiver.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const traceparent = `00-${TRACE}-${CALLER}-01`;

interface Traced {
  collector: OtlpReceiver;
  tracing: Tracing;
  failures: unknown[];
}

async function traced(env: Record<string, string> = {}): Promise<Traced> {
  const collector = await otlpReceiver();
  const failures: unknown[] = [];
  const variables = TracingEnvironment.parse({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env });
  const tracing = await startTracing(tracingSettings(variables), {
    name: 'tts-server',
    version: '1.2.3',
    onFailure: (error) => void failures.push(error),
  });
  return { collector, tracing, failures };
}

/** A server whose traces are sent when `sent` is called. */
async function tracedServer(options: TestServerOptions & { env?: Record<string, string> } = {}) {
  const { collector, tracing } = await traced();
  const log: string[] = [];
  const open = new Set<Span>();
  const watched: Tracing = {
    ...tracing,
    begin(name, beginning) {
      const span = tracing.begin(name, beginning);
      const end = span.end.bind(span);
      span.end = () => void (end(), open.delete(span));
      open.add(span);
      return span;
    },
  };
  const app = await server({ log, ...options, tracing: watched });
  const sent = async () => {
    await expect.poll(() => open.size, { timeout: 10_000 }).toBe(0);
    await tracing.close();
    return collector;
  };
  return { app, log, sent };
}

const childrenOf = (spans: readonly ReceivedSpan[], parent: ReceivedSpan): string[] =>
  spans
    .filter((span) => span.parent === parent.spanId)
    .sort((a, b) => Number(a.start - b.start))
    .map(({ name }) => name);

it('a request is a span below its caller’s, with one for each step, and tells nothing of the text', async () => {
  const { app, sent } = await tracedServer({ inferenceMs: 20 });
  const headers = { traceparent, tracestate: 'vendor=1' };
  const answer = await speak(app, { ...good, input: 'Secret one. Secret two.', response_format: 'mp3' }, headers);
  expect(answer.statusCode).toBe(200);
  const { spans, requests, named } = await sent();
  const [request] = named('POST /v1/audio/speech');
  expect(request).toMatchObject({
    ...{ traceId: TRACE, parent: CALLER, traceState: 'vendor=1', kind: 2, status: 0 },
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/v1/audio/speech',
      'url.path': '/v1/audio/speech',
      'http.response.status_code': 200,
      'tts.voice': 'af_sky',
      'tts.format': 'mp3',
      'tts.outcome': 'ok',
      'tts.cached': false,
    },
    resource: { 'service.name': 'tts-server', 'service.version': '1.2.3', 'telemetry.sdk.language': 'nodejs' },
  });
  const steps = ['text', 'queue', 'segment', 'encode', 'queue', 'segment', 'deliver'];
  expect(childrenOf(spans, request!).sort()).toEqual(steps.sort());
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  expect(named('text')[0]!.attributes).toEqual({ 'tts.characters': 23, 'tts.segments': 2 });
  for (const segment of named('segment')) expect(Number(segment.end - segment.start)).toBeGreaterThan(18e6);
  expect(named('segment').map(({ attributes }) => attributes['tts.segment.index'])).toEqual([0, 1]);
  const [encode] = named('encode');
  expect(encode!.attributes['tts.encode.bytes']).toBe(answer.rawPayload.length);
  // The time of the second segment is not the encoder's.
  expect(encode!.attributes['tts.encode.seconds']).toBeLessThan(Number(encode!.end - encode!.start) / 1e9 - 0.015);
  expect(named('deliver')[0]!.attributes['http.response.body.size']).toBe(answer.rawPayload.length);
  for (const { bytes } of requests) expect(bytes.includes('Secret')).toBe(false);
  expect(requests[0]).toMatchObject({ path: '/v1/traces', headers: { 'content-type': 'application/x-protobuf' } });
});

it.each([
  ['POST', '/v1/audio/speech/timestamps', { input: 'One.', response_format: 'mp3' }, 'encode'],
  ['POST', '/dev/captioned_speech', { input: 'One.', stream: true }, 'encode'],
  ['POST', '/dev/captioned_speech', { input: 'One.', stream: false }, 'encode'],
  ['POST', '/v1/audio/phonemes', { input: 'One.' }, 'text'],
  ['POST', '/v1/text-to-speech/af_sky/stream', { text: 'One.' }, 'encode'],
  ['POST', '/v1/speak', { text: 'One.' }, 'encode'],
] as const)('%s %s takes the trace of its caller', async (method, url, payload, step) => {
  const { app, sent } = await tracedServer();
  const answer = await app.inject({ method, url, headers: { traceparent }, payload });
  expect(answer.statusCode).toBe(200);
  const { spans } = await sent();
  const request = spans.find(({ parent }) => parent === CALLER)!;
  expect(request.name).toBe(`POST ${url.replace('af_sky', ':voice_id')}`);
  expect(childrenOf(spans, request)).toEqual(expect.arrayContaining(['text', 'deliver', step]));
});

it('a header that is no traceparent begins a new trace', async () => {
  const { app, sent } = await tracedServer();
  for (const header of ['', 'nonsense', `00-${'0'.repeat(32)}-${CALLER}-01`, `ff-${TRACE}-${CALLER}-01`])
    expect((await speak(app, good, { traceparent: header })).statusCode).toBe(200);
  const requests = (await sent()).named('POST /v1/audio/speech');
  expect(requests.map(({ parent }) => parent)).toEqual(['', '', '', '']);
  expect(new Set(requests.map(({ traceId }) => traceId)).size).toBe(4);
});

it('what the client does wrong is no error of the server; what fails here is', async () => {
  const { app, sent } = await tracedServer({
    onInfer() {
      throw new Error('Secret');
    },
  });
  expect((await speak(app, { ...good, voice: 'nobody' })).statusCode).toBe(400);
  expect((await speak(app, good)).statusCode).toBe(500);
  const { named, requests } = await sent();
  const seen = named('POST /v1/audio/speech').map(({ status, attributes }) => [
    status,
    attributes['http.response.status_code'],
    attributes['error.type'],
    attributes['tts.outcome'],
  ]);
  expect(seen).toEqual([
    [0, 400, undefined, 'client_error'],
    [2, 500, '500', 'server_error'],
  ]);
  expect(named('segment')[0]).toMatchObject({ status: 2, attributes: { 'error.type': 'Error' } });
  for (const { bytes } of requests) expect(bytes.includes('Secret')).toBe(false);
});

it('an answer from the cache has no steps but its delivery', async () => {
  const { app, sent } = await tracedServer();
  await speak(app, good);
  await speak(app, good);
  const { spans, named } = await sent();
  const [, second] = named('POST /v1/audio/speech');
  expect(second!.attributes['tts.cached']).toBe(true);
  expect(childrenOf(spans, second!)).toEqual(['deliver']);
});

it('lines of the log name the span of their request', async () => {
  const { app, log, sent } = await tracedServer();
  await speak(app, good, { traceparent });
  const { named } = await sent();
  const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
  const { spanId } = named('POST /v1/audio/speech')[0]!;
  for (const msg of ['speech request', 'request completed'])
    expect(lines.find((line) => line['msg'] === msg)).toMatchObject({ trace_id: TRACE, span_id: spanId });
});

it.each([
  [
    'native',
    '/v1/audio/speech/stream',
    [
      { type: 'session.config', voice: 'af_sky', response_format: 'mp3' },
      { type: 'input.text', text: 'Secret one. Secret two.' },
      { type: 'input.done' },
    ],
    { type: 'session.done' },
  ],
  [
    'deepgram',
    '/v1/speak?model=af_sky',
    [{ type: 'Speak', text: 'Secret one. Secret two.' }, { type: 'Flush' }],
    { type: 'Flushed' },
  ],
  [
    'elevenlabs',
    '/v1/text-to-speech/af_sky/multi-stream-input?output_format=pcm_16000',
    [
      { text: 'Secret one. Secret two. ', context_id: 'a', flush: true },
      { context_id: 'a', close_context: true },
    ],
    { isFinal: true },
  ],
] as const)('each text over the WebSocket of %s is a span below the caller’s', async (name, path, messages, last) => {
  const { app, sent } = await tracedServer();
  const client = await liveClient(app, path, { headers: { traceparent } });
  client.send(...messages);
  await client.until((message) => Object.entries(last).every(([key, value]) => message[key] === value));
  const { spans, requests, named } = await sent();
  const [handshake] = named(`GET ${path.split('?')[0]!.replace('af_sky', ':voice_id')}`);
  expect(handshake).toMatchObject({ parent: CALLER, attributes: { 'http.response.status_code': 101 } });
  const [text] = named(`speak ${name}`);
  expect(text).toMatchObject({
    ...{ traceId: TRACE, parent: CALLER, kind: 2, links: [handshake!.spanId] },
    attributes: { 'tts.protocol': name, 'tts.voice': 'af_sky', 'tts.outcome': 'ok' },
  });
  expect(Number(text!.attributes['tts.characters'])).toBeGreaterThan(20);
  expect(new Set(childrenOf(spans, text!))).toEqual(new Set(['stretch']));
  const [stretch] = named('stretch');
  expect(childrenOf(spans, stretch!)).toEqual(
    expect.arrayContaining(['text', 'queue', 'segment', 'encode', 'deliver']),
  );
  for (const { bytes } of requests) expect(bytes.includes('Secret')).toBe(false);
});

it('without a traceparent each text over a WebSocket is a trace of its own', async () => {
  const { app, sent } = await tracedServer();
  const client = await liveClient(app, '/v1/speak?model=af_sky');
  client.send({ type: 'Speak', text: 'One.' }, { type: 'Flush' }, { type: 'Speak', text: 'Two.' }, { type: 'Flush' });
  await client.until(({ sequence_id: id, type }) => type === 'Flushed' && id === 1);
  const texts = (await sent()).named('speak deepgram');
  expect(texts.map(({ parent }) => parent)).toEqual(['', '']);
  expect(texts[0]!.traceId).not.toBe(texts[1]!.traceId);
});

it.each([
  [{}, 20],
  [{ OTEL_TRACES_SAMPLER: 'always_off' }, 0],
  [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, 0],
  [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, 10],
])('with %j, %i of 10 traces with and 10 without a caller are sent', async (env, count) => {
  const { collector, tracing } = await traced(env);
  for (let number = 0; number < 10; number++) {
    tracing.begin('one', { kind: 'server', headers: { traceparent } }).end();
    tracing.begin('two', { kind: 'server' }).end();
  }
  await tracing.close();
  expect(collector.spans).toHaveLength(count);
});

it('variables of OpenTelemetry name the service, its attributes and the headers', async () => {
  const set = {
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=abc%20d',
    OTEL_RESOURCE_ATTRIBUTES: 'k8s.namespace.name=speech,service.name=other',
  };
  Object.assign(process.env, set);
  onTestFinished(() => Object.keys(set).forEach((name) => delete process.env[name]));
  const { collector, tracing } = await traced({ OTEL_SERVICE_NAME: 'pattern-tts' });
  tracing.begin('one', { kind: 'server' }).end();
  await tracing.close();
  expect(collector.spans[0]!.resource).toMatchObject({
    'service.name': 'pattern-tts',
    'k8s.namespace.name': 'speech',
  });
  expect(collector.requests[0]!.headers['x-key']).toBe('abc d');
});

it('a collector that is away costs a line of the log, and no request', async () => {
  const failures: unknown[] = [];
  const url = 'http://127.0.0.1:9/v1/traces';
  const tracing = await startTracing(
    { url, serviceName: undefined, sampler: 'always_on', ratio: 1 },
    { name: 'tts-server', version: '1', onFailure: (error) => void failures.push(error) },
  );
  for (let number = 0; number < 6_000; number++) tracing.begin('one', { kind: 'server' }).end();
  await expect.poll(() => failures.length, { timeout: 15_000 }).toBe(1);
});
