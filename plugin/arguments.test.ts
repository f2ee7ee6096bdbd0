import { expect, test } from 'vitest';
import { commands, numberOption, readArguments, usage } from './arguments.ts';

test.each([
  [[], /missing command/],
  [['spaek'], /unknown command "spaek"/],
  [['say'], /say needs the text to speak/],
  [['say', 'two', 'words'], /quote text with spaces/],
  [['voices', '--speed', '1'], /voices does not accept --speed/],
  [['voices', 'hello'], /voices takes no argument/],
  [['status', '--frob'], /Unknown option '--frob'/],
  [['status', 'hello', '-A'], /either NAME or --all-namespaces/],
])('%j is refused', (argv, message) => {
  expect(() => readArguments(argv)).toThrow(message);
});

test('words, options and help', () => {
  expect(readArguments(['say', 'Hello there.', '-o', 'a.mp3', '-n', 'media', '--voice', 'nova'])).toEqual({
    command: 'say',
    word: 'Hello there.',
    options: { output: 'a.mp3', namespace: 'media', voice: 'nova' },
    allNamespaces: false,
    apply: false,
  });
  expect(readArguments(['doctor', '-A'])).toMatchObject({ command: 'doctor', allNamespaces: true });
  for (const argv of [['-h'], ['help'], ['say', '--help']]) expect(readArguments(argv)).toBeUndefined();
});

test('the help names every command', () => {
  for (const command of commands) expect(usage).toMatch(new RegExp(`^  ${command} `, 'm'));
});

test('numbers have bounds', () => {
  expect(numberOption('speed', undefined, 1, 0.25, 4)).toBe(1);
  expect(numberOption('speed', '1.5', 1, 0.25, 4)).toBe(1.5);
  for (const text of ['', 'fast', '0', '5', 'NaN'])
    expect(() => numberOption('speed', text, 1, 0.25, 4)).toThrow(/must be a number from 0.25 to 4/);
});

test('lexicon import takes one file', () => {
  expect(readArguments(['lexicon', 'import', 'a.pls', '--apply'])).toMatchObject({ word: 'a.pls', apply: true });
  for (const words of [[], ['import'], ['export', 'a'], ['import', 'a', 'b']])
    expect(() => readArguments(['lexicon', ...words])).toThrow('write lexicon import FILE');
});
