import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it, test } from 'vitest';
import { readLexicon } from './lexicon-formats.ts';
import { asYaml, importedLexicons } from './lexicon.ts';

const pls = (body: string, attributes = 'alphabet="ipa" xml:lang="en-GB"'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" ${attributes}>${body}</lexicon>`;
const lexeme = (body: string): string => `<lexeme>${body}</lexeme>`;

test('W3C PLS: each grapheme, the preferred pronunciation or else the first, phonemes and aliases', () => {
  const text = pls(`
    <!-- names -->
    ${lexeme('<grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias>')}
    ${lexeme('<grapheme>centre</grapheme><grapheme>center</grapheme><phoneme>ˈsɛntə</phoneme><phoneme prefer="true">ˈsentɚ</phoneme>')}
    ${lexeme('<grapheme>New\n   York</grapheme><phoneme>/njuː jɔːk/</phoneme><example>in New York</example>')}`);
  expect(readLexicon(text)).toEqual({
    language: 'en-GB',
    entries: [
      { word: 'W3C', say: 'World Wide Web Consortium', caseSensitive: true },
      { word: 'centre', ipa: 'ˈsentɚ' },
      { word: 'center', ipa: 'ˈsentɚ' },
      { word: 'New York', ipa: 'njuː jɔːk', caseSensitive: true },
    ],
  });
});

test('lines of a word, exactly two spaces and IPA', () => {
  const text = 'nginx  ˈɛndʒɪnˌɛks\r\n\nNew York  njuː jɔːk  \n';
  expect(readLexicon(text)).toEqual({
    language: undefined,
    entries: [
      { word: 'nginx', ipa: 'ˈɛndʒɪnˌɛks' },
      { word: 'New York', ipa: 'njuː jɔːk' },
    ],
  });
});

describe('refused', () => {
  it.each<[string, string, RegExp]>([
    ['one space', 'a  a\nnginx ˈɛn', /line 2: expected a word, exactly two spaces/],
    ['three spaces', 'nginx   ˈɛn', /line 1/],
    ['XML that is none', '<lexicon', /cannot be imported/],
    ['a DOCTYPE', `<!DOCTYPE lexicon [<!ENTITY a "b">]>${pls('')}`, /a DOCTYPE is not allowed/],
    ['another root', '<speak/>', /the root is <speak>/],
    [
      'another alphabet',
      pls(lexeme('<grapheme>a</grapheme><phoneme alphabet="x-sampa">a</phoneme>')),
      /a: the alphabet is x-sampa/,
    ],
    ['no sound', pls(lexeme('<grapheme>a</grapheme>')), /a: has neither/],
    ['elements without end', '<a>'.repeat(20_000) + '</a>'.repeat(20_000), /nested too deep/],
    ['no word', pls(lexeme('<phoneme>a</phoneme>')), /has no <grapheme>/],
  ])('%s', (_, text, message) => {
    expect(() => readLexicon(text)).toThrow(message);
  });
});

describe('as TTSLexicons', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-import-'));
  const imported = async (text: string, options: { name?: string; language?: string } = {}) => {
    const file = join(folder, 'Drug Names.txt');
    writeFileSync(file, text);
    const notes: string[] = [];
    return { objects: await importedLexicons(file, options, (line) => notes.push(line)), notes };
  };

  it('are named after the file, and kubectl reads them', async () => {
    const { objects } = await imported('no  nəʊ\nyes  jɛs\n', { language: 'en-gb' });
    expect(load(asYaml(objects))).toEqual({
      apiVersion: 'tts.pattern-agentic.io/v1alpha1',
      kind: 'TTSLexicon',
      metadata: { name: 'drug-names' },
      spec: {
        language: 'en-GB',
        entries: [
          { word: 'no', ipa: 'nəʊ' },
          { word: 'yes', ipa: 'jɛs' },
        ],
      },
    });
    expect(asYaml(objects)).toContain("word: 'no'"); // kubectl's YAML 1.1 reads a bare no as false
  });

  it('are several when the file is long, with each word once', async () => {
    const lines = Array.from({ length: 2_100 }, (_, index) => `word${index}  wɜːd`);
    const { objects, notes } = await imported([...lines, 'WORD7  x'].join('\n'), { name: 'w', language: 'en' });
    const counts = objects.map(({ metadata, spec }) => [metadata.name, (spec as { entries: [] }).entries.length]);
    expect(counts).toEqual([
      ['w-1', 1000],
      ['w-2', 1000],
      ['w-3', 100],
    ]);
    expect(notes).toEqual(['1 of 2101 entries repeat a word: the first entry of each word is kept']);
  });

  it('keep words that differ in capitals, and apostrophes of any kind are one', async () => {
    const words = ['Polish', 'polish', "rock'n'roll", 'rock’n’roll'];
    const body = words.map((word) => lexeme(`<grapheme>${word}</grapheme><phoneme>a</phoneme>`)).join('');
    const { objects, notes } = await imported(pls(body));
    expect(objects[0]?.spec).toMatchObject({
      entries: [{ word: 'Polish', caseSensitive: true }, { word: 'polish' }, { word: "rock'n'roll" }],
    });
    expect(notes).toHaveLength(1);
  });

  it('are named as Kubernetes allows, wherever a long name is cut', async () => {
    const file = join(folder, `${'a'.repeat(54)}-bc.txt`);
    writeFileSync(file, 'no  nəʊ\n');
    const [object] = await importedLexicons(file, { language: 'en' }, () => undefined);
    expect(object?.metadata.name).toBe('a'.repeat(54));
  });

  it('are refused with the entry that is wrong, or the languages that there are', async () => {
    await expect(imported('a  a\nb  b˥\n', { language: 'en' })).rejects.toThrow(
      'spec.entries[1] (b): the model has no sound for "˥"',
    );
    await expect(imported('a  a\n')).rejects.toThrow(
      'The file names no language: use --language with one of en, en-US',
    );
    await expect(imported(pls('', 'alphabet="ipa" xml:lang="de"'))).rejects.toThrow('No voice speaks "de"');
  });
});
