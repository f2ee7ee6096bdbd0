import type load from '@echogarden/espeak-ng-emscripten';
import { expect, test, vi } from 'vitest';
import { loadEspeak } from './engine.ts';

const loaded = vi.hoisted(() => ({ module: undefined as Awaited<ReturnType<typeof load>> | undefined }));

vi.mock('@echogarden/espeak-ng-emscripten', async (original) => {
  const { default: start } = await original<{ default: typeof load }>();
  return { default: async (options: Parameters<typeof load>[0]) => (loaded.module = await start(options)) };
});

test('keeps nothing of the words it spoke', async () => {
  const espeak = await loadEspeak();
  const said = Array.from({ length: 500 }, (_, index) => espeak.ipa(`w${'o'.repeat(index % 40)}rd${index}`, 'en-us'));
  expect(new Set(said).size).toBeGreaterThan(400);
  const module = loaded.module!;
  expect(Object.keys(module.getCache(module.VoidPtr))).toEqual([]);
});

test('files of other languages are not read before they are needed', async () => {
  const espeak = await loadEspeak();
  const { FS } = loaded.module!;
  const read = (name: string) =>
    FS.lookupPath(`/usr/share/espeak-ng-data/${name}`).node.contents.some((byte) => byte !== 0);
  expect(espeak.ipa('Kubernetes', 'en-us')).toBe('kˌuːbɚnˈɛɾiːz');
  expect(['en_dict', 'phondata', 'ru_dict', 'fo_dict', 'cmn_dict'].map(read)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(espeak.ipa('Привет мир', 'ru')).toBe('prʲivʲˈet mʲˈir');
  expect([espeak.ipa('你好', 'cmn'), espeak.ipa('Kubernetes', 'en-us')]).toEqual(['ni2χˈɑ^u2', 'kˌuːbɚnˈɛɾiːz']);
  expect(['ru_dict', 'fo_dict', 'cmn_dict'].map(read)).toEqual([true, false, true]);
});
