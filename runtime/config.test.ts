import { expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config.ts';

it('has the defaults of docs/architecture.md', () => {
  expect(parseConfig({})).toMatchObject({
    environment: 'dev',
    logLevel: 'INFO',
    host: '0.0.0.0',
    port: 8205,
    modelPath: '/models/kokoro-v1.0',
    modelDigest: undefined,
    useGpu: false,
    gpuFallback: false,
    maxTextLength: 4096,
    tempDir: '/tmp/tts',
  });
});

it('takes an empty variable as unset', () => {
  expect(parseConfig({ TTS_PORT: '', TTS_MODEL_DIGEST: '' })).toMatchObject({ port: 8205, modelDigest: undefined });
});

it.each([
  [{ TTS_PORT: 'eighty' }, /^TTS_PORT="eighty": /],
  [{ TTS_PORT: '70000' }, /^TTS_PORT="70000": /],
  [{ TTS_LOG_LEVEL: 'LOUD' }, /^TTS_LOG_LEVEL="LOUD": .*DEBUG/],
  [{ USE_GPU: 'yes' }, /^USE_GPU="yes": .*true/],
  [{ TTS_MODEL_DIGEST: 'abc' }, /64 hexadecimal/],
  [{ TTS_PORT: 'x', TTS_THREADS: '0' }, /TTS_PORT.*; TTS_THREADS/],
])('refuses %j in one line that names the variable', (env, message) => {
  expect(() => parseConfig(env)).toThrow(ConfigError);
  expect(() => parseConfig(env)).toThrow(message);
  expect(() => parseConfig(env)).not.toThrow(/\n/);
});

it('has the cores and the lanes that its machine allows', () => {
  const machine = { cores: 8, memoryBytes: 2 ** 31 };
  expect(parseConfig({}, machine)).toMatchObject({ threads: 8, lanes: 1 });
  expect(parseConfig({ TTS_LANES: 'auto' }, machine).lanes).toBe(4);
  expect(parseConfig({ TTS_THREADS: '3', TTS_LANES: '2' }, machine)).toMatchObject({ threads: 3, lanes: 2 });
  expect(parseConfig({ TTS_SLEEP_AFTER: '60' }, machine).lanes).toBe(1);
  expect(() => parseConfig({ TTS_LANES: '16' }, machine)).toThrow(/^TTS_LANES="16": 16 lanes need 6274 MB/);
  expect(() => parseConfig({ TTS_LANES: '17' }, machine)).toThrow(/^TTS_LANES="17": must be auto/);
});
