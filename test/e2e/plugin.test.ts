import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { thePlugin } from '../support/plugin.ts';
import type { Plugin } from '../support/plugin.ts';
import { theCluster } from './cluster.ts';
import type { E2eCluster } from './cluster.ts';

let cluster: E2eCluster;
let plugin: Plugin;
const folder = mkdtempSync(join(tmpdir(), 'tts-e2e-plugin-'));

beforeAll(async () => {
  [cluster, plugin] = await Promise.all([theCluster(), thePlugin()]);
  await cluster.k.ok(['wait', '--for=condition=Ready', 'tts/pattern-tts', '-n', 'pattern-agentic', '--timeout=180s']);
});

const tts = (...args: string[]) => plugin.run(cluster.env.KUBECONFIG ?? '', [...args, '-n', 'pattern-agentic']);
const duration = (file: string): number =>
  Number(execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]));

test('say writes speech through the API server', async () => {
  const file = join(folder, 'out.mp3');
  const { code, stderr } = await tts('say', 'Spoken by way of the API server.', '-o', file, '--voice', 'onyx');
  expect(stderr).toMatch(/out\.mp3: \d+ bytes of mp3 in [\d.]+ s, spoken by pattern-tts-/);
  expect(code).toBe(0);
  expect(duration(file)).toBeGreaterThan(1);
});

test('say tells what the server refuses, and leaves no file', async () => {
  const file = join(folder, 'none.mp3');
  const { code, stderr } = await tts('say', 'Hello.', '-o', file, '--voice', 'af_belle');
  expect(code).toBe(1);
  expect(stderr).toMatch(/The server responded with 40\d .*af_bella/);
  expect(existsSync(file)).toBe(false);
  const nowhere = await tts('say', 'Hello.', '-o', join(folder, 'no/such/out.mp3'));
  expect(nowhere.stderr).toContain('cannot be written: its folder does not exist');
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('voices lists those of a language', async () => {
  const { stdout } = await tts('voices', '--language', 'fr');
  expect(stdout).toMatch(/^VOICE +LANGUAGE +GENDER/);
  expect(stdout).toMatch(/^ff_siwis +fr-FR +female/m);
  expect(stdout).not.toContain('en-US');
});

test('verify reads the real volume again', async () => {
  const { code, stdout, stderr } = await tts('verify');
  expect(stdout, stderr).toMatch(/^pattern-tts: \d+ of \d+ files match the manifest/);
  expect(code).toBe(0);
});

test('status and doctor find nothing wrong', async () => {
  const status = await tts('status');
  expect(status.stdout).toMatch(/^TTSService pattern-agentic\/pattern-tts {2}Ready/);
  const doctor = await tts('doctor');
  expect(doctor.stdout).not.toContain('fail');
  expect([status.code, doctor.code]).toEqual([0, 0]);
});
