import type load from '@echogarden/espeak-ng-emscripten';
import { expect, test, vi } from 'vitest';
import { loadEspeak } from './engine.ts';

const loaded = vi.hoisted(() => ({ module: undefined as Awaited<ReturnType<typeof load>> | undefined }));

vi.mock('@echogarden/espeak-ng-emscripten', async (original) => {
  const { default: start } = await original<{ default: typeof load }>();
  return { default: async () => (loaded.module = await start()) };
});

test('keeps nothing of the words it spoke', async () => {
  const espeak = await loadEspeak();
  const said = Array.from({ length: 500 }, (_, index) => espeak.ipa(`w${'o'.repeat(index % 40)}rd${index}`, 'en-us'));
  expect(new Set(said).size).toBeGreaterThan(400);
  const module = loaded.module!;
  expect(Object.keys(module.getCache(module.VoidPtr))).toEqual([]);
});
