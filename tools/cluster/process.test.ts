import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { daemons, isAlive } from './process.ts';

const state = mkdtempSync(join(tmpdir(), 'daemons-'));
afterAll(() => rmSync(state, { recursive: true }));
const programs = daemons(state, '/bin');

test('starts a program once, tells its id, and ends it', async () => {
  expect(programs.start('sleeper', 'sleep', ['60'])).toEqual({ started: true });
  const pid = programs.pidOf('sleeper');
  expect(pid).toBeDefined();
  expect(programs.start('sleeper', 'sleep', ['60'])).toEqual({ started: false });
  expect(programs.pidOf('sleeper')).toBe(pid);
  await programs.stop('sleeper');
  expect(isAlive(pid ?? 0)).toBe(false);
  expect(programs.pidOf('sleeper')).toBeUndefined();
});

test('a process that only has the number of a former one is left alone', async () => {
  programs.start('former', 'sleep', ['60']);
  const file = join(state, 'run', 'former.pid');
  const [pid = ''] = readFileSync(file, 'utf8').split(' ');
  writeFileSync(file, `${pid} 12345`);
  expect(programs.pidOf('former')).toBeUndefined();
  await programs.stop('former');
  expect(isAlive(Number(pid))).toBe(true);
  process.kill(Number(pid));
});
