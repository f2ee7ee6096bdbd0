import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { otlpReceiver } from './support/otlp-receiver.ts';
import { startSpeechServer } from './support/speech-server.ts';

/** A module that writes the address of every module that is loaded after it to a file. */
const watcher = (file: string) => `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    if (!url.startsWith('node:')) appendFileSync(${JSON.stringify(file)}, url + '\\n');
    return next(url, context);
  },
});`;

/** Speaks with a server of its own process, which ends by SIGTERM; returns what it loaded and logged. */
async function spoken(
  env: Record<string, string>,
  sent: () => boolean = () => true,
): Promise<{ loaded: string[]; log: string[] }> {
  const scratch = mkdtempSync(join(tmpdir(), 'tts-traced-'));
  onTestFinished(() => rmSync(scratch, { recursive: true }));
  const [file, hook] = [join(scratch, 'loaded'), join(scratch, 'watch.mjs')];
  writeFileSync(hook, watcher(file));
  const server = await startSpeechServer({
    TTS_TEMP_DIR: join(tmpdir(), 'tts-test'),
    NODE_OPTIONS: `--import=${hook}`,
    ...env,
  });
  onTestFinished(async () => void (await server.stop('SIGKILL')));
  const answer = await fetch(`${server.url}/v1/audio/speech`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    },
    body: JSON.stringify({ input: 'One. Two.', voice: 'af_heart', response_format: 'opus' }),
  });
  expect(answer.status).toBe(200);
  await answer.arrayBuffer();
  await expect.poll(sent, { timeout: 30_000 }).toBe(true);
  expect(await server.stop()).toBe(0);
  return { loaded: readFileSync(file, 'utf8').split('\n'), log: server.log };
}

it('a server loads nothing of OpenTelemetry unless it is told where to send traces', async () => {
  const { loaded, log } = await spoken({});
  expect(loaded.filter((url) => url.includes('/runtime/')).length).toBeGreaterThan(50);
  // prom-client loads the interfaces in any case.
  expect(loaded.filter((url) => /@opentelemetry\/(?!api\/)|open-telemetry/.test(url))).toEqual([]);
  expect(log.join('\n')).not.toContain('trace_id');
  expect(loaded.filter((url) => url.includes('kokoro-worker'))).not.toEqual([]);
  // Nor the C API of ONNX Runtime, which is for lanes.
  expect(loaded.filter((url) => /koffi|ort-api/.test(url))).toEqual([]);
}, 120_000);

it('one that is told sends them, and its log has the ids', async () => {
  const collector = await otlpReceiver();
  const name = 'POST /v1/audio/speech';
  const sent = () => collector.named(name).length > 0;
  const { loaded, log } = await spoken({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, sent);
  expect(loaded.some((url) => url.includes('@opentelemetry/sdk-trace/'))).toBe(true);
  const [request] = collector.named(name);
  expect(request).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', parent: 'b7ad6b7169203331' });
  const lengths = collector.named('segment').map(({ attributes }) => Number(attributes['tts.segment.audio_seconds']));
  expect(Math.min(...lengths)).toBeGreaterThan(0.3);
  expect(collector.named('encode')[0]!.attributes['tts.encode.seconds']).toBeGreaterThan(0);
  const done = log.map((line) => JSON.parse(line) as Record<string, unknown>).find((line) => line['trace_id']);
  expect(done).toMatchObject({ trace_id: request!.traceId, span_id: request!.spanId });
}, 120_000);
