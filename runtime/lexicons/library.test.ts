import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openLexicons } from './library.ts';

const content = (say: string, language = 'en') => JSON.stringify({ language, entries: [{ word: 'nginx', say }] });

/** A folder as the kubelet makes one of a ConfigMap: links to a folder that is replaced by one rename. */
function mounted(): { folder: string; write: (files: Record<string, string>) => void } {
  const folder = mkdtempSync(join(tmpdir(), 'tts-lexicons-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  let version = 0;
  let names: string[] = [];
  return {
    folder,
    write(files) {
      const data = `..version-${++version}`;
      mkdirSync(join(folder, data));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, data, name), text);
      symlinkSync(data, join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
      for (const name of Object.keys(files))
        if (!names.includes(name)) symlinkSync(join('..data', name), join(folder, name));
      for (const name of names) if (!(name in files)) rmSync(join(folder, name));
      names = Object.keys(files);
    },
  };
}

async function opened(folder: string) {
  const events = { onLoaded: vi.fn(), onRefused: vi.fn(), onRead: vi.fn(), onFailure: vi.fn() };
  const library = await openLexicons(folder, events);
  onTestFinished(() => library.close());
  const says = (name: string) => library.forRequest([name])[0]?.exact.get('nginx');
  return { events, library, says };
}

test('a change is in use soon after the folder was swapped, without a poll', async () => {
  const { folder, write } = mounted();
  write({ 'a.json': content('one'), defaults: 'a\n' });
  const { library, says, events } = await opened(folder);
  expect(says('a')).toEqual({ say: 'one' });
  const before = library.list();
  expect(before).toMatchObject([{ lexicon: { name: 'a', language: 'en', entries: 1 }, isDefault: true }]);
  write({ 'a.json': content('two'), 'b.json': content('three'), defaults: 'b\na\n' });
  await vi.waitFor(() => expect(says('a')).toEqual({ say: 'two' }), 2_000);
  expect(library.forRequest([]).map(({ name }) => name)).toEqual(['b', 'a']);
  expect(library.forRequest(['a']).map(({ name }) => name)).toEqual(['a', 'b']);
  expect(library.list()[0]?.lexicon.digest).not.toBe(before[0]?.lexicon.digest);
  write({ 'b.json': content('three') });
  await vi.waitFor(() => expect(library.list().map(({ lexicon }) => lexicon.name)).toEqual(['b']), 2_000);
  expect(library.forRequest([])).toEqual([]);
  expect(events.onFailure).not.toHaveBeenCalled();
});

test('what a refused file held before stays in use, and is told once', async () => {
  const { folder, write } = mounted();
  write({ 'a.json': content('one'), 'new.json': '{}' });
  const { says, events, library } = await opened(folder);
  expect(events.onRefused.mock.calls).toEqual([['new', expect.stringContaining('language')]]);
  write({ 'a.json': content('two', 'xx'), 'new.json': '{}' });
  await vi.waitFor(() => expect(events.onRefused).toHaveBeenCalledTimes(2), 2_000);
  expect(events.onRefused.mock.lastCall).toEqual(['a', 'the model does not speak the language "xx"']);
  expect(events.onRead).toHaveBeenLastCalledWith(2);
  expect(says('a')).toEqual({ say: 'one' });
  expect(() => library.forRequest(['new'])).toThrow('no lexicon "new". It has a.');
  write({ 'a.json': content('three') });
  await vi.waitFor(() => expect(says('a')).toEqual({ say: 'three' }), 2_000);
  expect(events.onRead).toHaveBeenLastCalledWith(0);
});

test('a folder that is gone for a while keeps what was there', async () => {
  const { folder, write } = mounted();
  write({ 'a.json': content('one') });
  const { says, events } = await opened(folder);
  renameSync(folder, `${folder}-away`);
  try {
    await vi.waitFor(() => expect(events.onFailure).toHaveBeenCalled(), 8_000);
    expect(says('a')).toEqual({ say: 'one' });
  } finally {
    renameSync(`${folder}-away`, folder);
  }
}, 15_000);
