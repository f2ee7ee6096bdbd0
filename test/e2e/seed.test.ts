import { execFileSync } from 'node:child_process';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../support/kubectl.ts';
import { theCluster } from './cluster.ts';
import type { E2eCluster } from './cluster.ts';

let cluster: E2eCluster;
let forward: { stop(): void };
const folder = mkdtempSync(join(tmpdir(), 'tts-e2e-'));
const url = 'http://localhost:8205';

beforeAll(async () => {
  cluster = await theCluster();
  await cluster.k.ok(['scale', 'deployment', 'pattern-tts', '-n', 'pattern-agentic', '--replicas=2']);
  await cluster.k.ok(['wait', '--for=condition=Ready', 'tts/pattern-tts', '-n', 'pattern-agentic', '--timeout=180s']);
  forward = cluster.background('kubectl port-forward -n pattern-agentic svc/pattern-tts-service 8205:80');
  await eventually('the port-forward', async () => (await fetch(`${url}/livez`)).ok);
});
afterAll(() => forward?.stop());

interface Probe {
  streams: { codec_name: string; sample_rate: string; channels: number; bit_rate: string }[];
  format: { duration: string };
}
const probe = (file: string): Probe =>
  JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file], {
      encoding: 'utf8',
    }),
  ) as Probe;
const loudness = (file: string): number => {
  const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 's16le', '-'], { maxBuffer: 64 << 20 });
  const samples = new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length >> 1);
  return Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length) / 32768;
};
function expectSpeech(file: string, seconds: [number, number]): void {
  const { streams, format } = probe(file);
  expect(streams[0]).toMatchObject({ codec_name: 'mp3', sample_rate: '24000', channels: 1, bit_rate: '64000' });
  expect(Number(format.duration)).toBeGreaterThan(seconds[0]);
  expect(Number(format.duration)).toBeLessThan(seconds[1]);
  expect(loudness(file)).toBeGreaterThan(0.01);
  expect(loudness(file)).toBeLessThan(0.5);
}

describe('the seed’s commands', () => {
  test('npm run up left a speech.mp3 that is speech', () => {
    expectSpeech('speech.mp3', [1, 15]);
  });

  test('kubectl get tts tells at a glance', async () => {
    const [name, model, precision, phase, progress, ready, device] = (
      await cluster.k.ok(['get', 'tts', '-n', 'pattern-agentic', '--no-headers'])
    )
      .trim()
      .split(/\s+/);
    expect([name, model, precision, phase, progress, ready, device]).toEqual([
      'pattern-tts',
      'kokoro-v1.0',
      'q8',
      'Ready',
      '100',
      '2/2',
      'cpu',
    ]);
  });

  test('curl of the announcement', async () => {
    const { code } = await cluster.shell(
      `curl -sf -X POST ${url}/v1/audio/speech -H "Content-Type: application/json" -d '{"model": "tts-1", "input": "The Pattern TTS Service is now operational!", "voice": "onyx", "speed": 1.0}' --output announcement.mp3`,
      folder,
    );
    expect(code).toBe(0);
    expectSpeech(join(folder, 'announcement.mp3'), [1.5, 8]);
  });

  beforeEach(() => eventually('the port-forward', async () => (await fetch(`${url}/livez`)).ok));

  test('a loop over the OpenAI voices', async () => {
    const line = `for voice in alloy echo fable onyx nova shimmer; do curl -sf -X POST ${url}/v1/audio/speech -H "Content-Type: application/json" -d "{\\"model\\":\\"tts-1\\",\\"input\\":\\"Testing voice $voice\\",\\"voice\\":\\"$voice\\"}" --output "test_\${voice}.mp3" || exit 1; done; file test_*.mp3`;
    const { code, stdout } = await cluster.shell(line, folder);
    expect(code).toBe(0);
    expect(stdout.match(/MPEG/g)).toHaveLength(6);
  });

  test('ten requests at once', async () => {
    const line = `seq 1 10 | xargs -P 10 -I {} curl -sf -X POST ${url}/v1/audio/speech -H "Content-Type: application/json" -d '{"model":"tts-1","input":"Load test request {}","voice":"alloy"}' --output "load_test_{}.mp3"`;
    expect((await cluster.shell(line, folder)).code).toBe(0);
    for (let i = 1; i <= 10; i++) expect(statSync(join(folder, `load_test_${i}.mp3`)).size).toBeGreaterThan(5000);
  });

  test('models, voices, health, docs and openapi.json', async () => {
    const json = async (path: string): Promise<Record<string, unknown>> =>
      (await (await fetch(url + path)).json()) as Record<string, unknown>;
    const models = await json('/v1/models');
    expect(models).toMatchObject({ object: 'list' });
    expect((models.models as { id: string }[]).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['tts-1', 'tts-1-hd', 'kokoro']),
    );
    const { voices } = (await json('/v1/audio/voices')) as { voices: Record<string, string>[] };
    expect(voices.find(({ id }) => id === 'alloy')).toMatchObject({
      name: 'Alloy',
      language: 'en-US',
      gender: 'female',
      kokoro_voice: 'af_sky',
    });
    const native = (await json('/voices')) as { voices: Record<string, string>[] };
    expect(native.voices.find(({ id }) => id === 'af_sky')).toMatchObject({ language: 'en-US' });
    expect(native.voices.find(({ id }) => id === 'alloy')).toBeUndefined();
    expect(await json('/health')).toMatchObject({ status: 'healthy', service: 'pattern-tts-service', port: 8205 });
    expect((await fetch(`${url}/docs`)).ok).toBe(true);
    expect((await json('/openapi.json')).openapi).toMatch(/^3\.1/);
  });

  test('the openai package speaks', async () => {
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none' });
    const answer = await client.audio.speech.create({
      model: 'tts-1',
      voice: 'nova',
      input: 'Hello from the client library.',
    });
    expect(answer.headers.get('content-type')).toContain('audio/mpeg');
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(5000);
  });

  test.each([
    ['kubectl get pods -n pattern-agentic | grep pattern-tts', /Running/],
    ['kubectl logs -n pattern-agentic -l app=pattern-tts-service --tail=100', /"msg"/],
    ['kubectl get pods -n pattern-agentic -l app=pattern-tts-service', /2\/2|1\/1/],
    ['kubectl get hpa -n pattern-agentic pattern-tts', /Deployment\/pattern-tts/],
    ['kubectl top pods -n pattern-agentic | grep pattern-tts', /\d+m\s+\d+Mi/],
    ['kubectl exec -n pattern-agentic pvc-uploader -- df -h /models', /\/models/],
    ['curl -s http://localhost:8205/health | python3 -m json.tool', /"healthy"/],
  ])('%s', async (line, output) => {
    const { stdout, stderr } = await eventually(
      line,
      async () => {
        const ran = await cluster.shell(line);
        return ran.code === 0 && output.test(ran.stdout) && ran;
      },
      90_000,
      2_000,
    );
    expect(stdout, stderr).toMatch(output);
  });

  test('kubectl scale: to 3, to 0 and back to 2', async () => {
    const pods = async (): Promise<number> =>
      (
        await cluster.k.json<{ items: unknown[] }>([
          'get',
          'pods',
          '-n',
          'pattern-agentic',
          '-l',
          'app=pattern-tts-service',
        ])
      ).items.length;
    await cluster.k.ok(['scale', 'deployment', 'pattern-tts', '-n', 'pattern-agentic', '--replicas=3']);
    await eventually('three pods', async () => (await pods()) === 3);
    await cluster.k.ok(['scale', 'deployment', 'pattern-tts', '-n', 'pattern-agentic', '--replicas=0']);
    await eventually('no pod', async () => (await pods()) === 0, 90_000);
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    expect(await pods()).toBe(0);
    await cluster.k.ok(['scale', 'deployment', 'pattern-tts', '-n', 'pattern-agentic', '--replicas=2']);
    await cluster.k.ok(['wait', '--for=condition=Ready', 'tts/pattern-tts', '-n', 'pattern-agentic', '--timeout=120s']);
  });
});

test('the pods are restricted, with a read-only root and no token', async () => {
  const { items } = await cluster.k.json<{
    items: {
      metadata: { name: string };
      spec: Record<string, unknown> & { containers: { securityContext: object }[] };
    }[];
  }>(['get', 'pods', '-n', 'pattern-agentic', '-l', 'app=pattern-tts-service']);
  expect(items.length).toBeGreaterThan(0);
  for (const { metadata, spec } of items) {
    expect(spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
    for (const { securityContext } of spec.containers)
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    expect(
      (
        await cluster.k.run([
          'exec',
          '-n',
          'pattern-agentic',
          metadata.name,
          '-c',
          'tts-service',
          '--',
          'node',
          '-e',
          'require("fs").writeFileSync("/x", "")',
        ])
      ).stderr,
    ).toContain('EROFS');
  }
});
