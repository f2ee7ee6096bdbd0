import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { Deltas } from '../../runtime/page/deltas.mjs';
import { explained, placeIn } from '../../runtime/page/failures.mjs';
import { guessLanguage, sampleFor } from '../../runtime/page/language.mjs';
import { entryOf, lexiconManifest, withPronunciations } from '../../runtime/page/pronunciations.mjs';
import { liveSnippet, speechSnippet } from '../../runtime/page/snippets.mjs';
import { sessionConfig, speechBody, voiceOf } from '../../runtime/page/speech-request.mjs';
import { readable } from '../../runtime/page/transcript.mjs';
import { filtered, firstVoice, grouped } from '../../runtime/page/voice-groups.mjs';
import { wavFile } from '../../runtime/page/wav.mjs';
import { errorTable } from '../../runtime/errors.ts';
import { languages, nativeVoices } from '../../runtime/model/voice-catalog.ts';
import { parseSsml } from '../../runtime/text/ssml/ssml.ts';
import { parseTags } from '../../runtime/text/tags.ts';

test.each([
  ['Hello, how are you? This is what it is.', 'en'],
  ['Hola, ¿cómo está usted? Es muy tarde.', 'es'],
  ['Bonjour, je ne sais pas où est la gare.', 'fr'],
  ['Ciao, questo è il treno per la costa.', 'it'],
  ['Olá, eu não sei onde fica a estação.', 'pt'],
  ['नमस्ते, आप कैसे हैं?', 'hi'],
  ['これは日本語の文章です。', 'ja'],
  ['这是一个中文句子。', 'zh'],
  ['[voice:am_adam] <lang xml:lang="fr">', undefined],
  ['Kubernetes 1.36', undefined],
  ['', undefined],
])('the language of %j', (text, language) => expect(guessLanguage(text)).toBe(language));

test('each language of the model has a sample, in that language', () => {
  const samples = Object.values(languages).map(({ bcp47 }) => [bcp47.slice(0, 2), sampleFor(bcp47)]);
  expect(samples.map(([, sample = '']) => guessLanguage(sample))).toEqual(samples.map(([language]) => language));
});

test('voices stand by language, the best first, and are found by name, id and gender', () => {
  const voices = nativeVoices.map((voice) => ({ ...voice, present: voice.id !== 'af_bella' }));
  const groups = grouped(voices);
  expect(groups[0]).toMatchObject({ language: 'en-US', name: 'American English' });
  expect(groups[0]!.voices.slice(0, 2).map(({ id }) => id)).toEqual(['af_heart', 'af_nicole']);
  expect(groups.flatMap((group) => group.voices).map(({ id }) => id)).not.toContain('af_bella');
  expect(firstVoice(groups)?.id).toBe('af_heart');
  const ids = (search: string, language = '') =>
    filtered(groups, { language, search }).flatMap((group) => group.voices.map(({ id }) => id));
  expect(ids('siw')).toEqual(['ff_siwis']);
  expect(ids('BM_GEORGE')).toEqual(['bm_george']);
  expect(ids('male', 'it-IT')).toEqual(['im_nicola']);
  expect(ids('', 'hi-IN')).toHaveLength(4);
  expect(ids('nobody')).toEqual([]);
  expect(firstVoice(grouped(voices.filter(({ id }) => id.startsWith('ff'))))?.id).toBe('ff_siwis');
  expect(firstVoice([])).toBeUndefined();
});

const choices = {
  ...{ mode: 'text' as const, input: 'Hello.', voice: 'af_heart', blend: '', share: 50, speed: 1, format: 'mp3' },
  ...{ loudness: '', lexicons: [] as string[] },
};

test('a request has the fields that differ from what is usual', () => {
  expect(speechBody(choices)).toEqual({
    ...{ model: 'kokoro', input: 'Hello.', voice: 'af_heart', response_format: 'mp3' },
  });
  const all = { ...choices, mode: 'ssml' as const, blend: 'am_adam', share: 30, speed: 1.5, loudness: '-16' };
  expect(speechBody({ ...all, lexicons: ['drugs'] })).toEqual({
    ...{ model: 'kokoro', input: 'Hello.', voice: 'af_heart(70)+am_adam(30)', response_format: 'mp3' },
    ...{ input_type: 'ssml', speed: 1.5, loudness: -16, lexicons: ['drugs'] },
  });
  expect(voiceOf({ ...choices, blend: 'af_heart' })).toBe('af_heart');
  expect(sessionConfig(choices)).toMatchObject({ response_format: 'pcm', stream_audio: true, word_timestamps: true });
});

const words = ['nginx=engine x', 'Worcester=/ˈwʊstə/', 'New York=the city', 'GIF=/dʒɪf/'].map((line) =>
  entryOf(...(line.split('=') as [string, string]))!,
);

test.each([
  ['NGINX and nginx, not nginxes', 'engine x and engine x, not nginxes'],
  ['in worcester.', 'in [worcester](/ˈwʊstə/).'],
  ['New  York, [GIF](/gɪf/) \\[GIF]', 'the city, [GIF](/gɪf/) \\[[GIF](/dʒɪf/)]'],
  ['[voice:GIF] GIFT', '[voice:GIF] GIFT'],
])('own pronunciations in %j', (text, said) => {
  expect(withPronunciations(text, words)).toBe(said);
  expect(() => parseTags(said)).not.toThrow();
});

test('what is typed for a word is IPA between slashes, or other words; as a TTSLexicon it is quoted', () => {
  expect(words[1]).toEqual({ word: 'Worcester', ipa: 'ˈwʊstə' });
  expect([entryOf('', 'x'), entryOf('x', ' '), entryOf('x', '//')]).toEqual([undefined, undefined, undefined]);
  expect(lexiconManifest(words.slice(0, 2), 'en-US')).toContain(
    '  language: en\n  entries:\n    - { word: "nginx", say: "engine x" }\n    - { word: "Worcester", ipa: "ˈwʊstə" }\n',
  );
});

test('the place of a fault in a document is found, past characters of two units and former lines', () => {
  const source = '<speak>\n  😀 Hello <b>there</speak>';
  let message = '';
  try {
    parseSsml(source);
  } catch (error) {
    message = (error as Error).message;
  }
  const place = placeIn(message, source)!;
  expect(source.slice(place.offset)).toBe('</speak>');
  expect(place.line).toBe(2);
  const [line = '', mark = ''] = place.excerpt.split('\n');
  expect([...line].slice([...mark].length - 1).join('')).toBe(source.slice(place.offset));
  expect(placeIn('All breaks last 70 s.', source)).toBeUndefined();
  expect(placeIn('at line 9, column 1', source)).toBeUndefined();
  const long = `${'x'.repeat(100)}!${'y'.repeat(100)}`;
  expect(placeIn('line 1, column 101', long)?.excerpt).toBe(`${'x'.repeat(30)}!${'y'.repeat(29)}\n${' '.repeat(30)}^`);
});

/** Errors that the page cannot bring about, or whose message says all. */
const WITHOUT_ADVICE = [
  ...['invalid_json', 'invalid_value', 'missing_parameter', 'unknown_parameter', 'invalid_voice', 'bad_request'],
  ...['model_not_found', 'route_not_found', 'request_timeout', 'unsupported_media_type'],
  ...['expectation_failed', 'upgrade_required', 'headers_too_large', 'timestamps_unavailable'],
];

test.each(Object.keys(errorTable))('%s says what to do, or needs not', (code) => {
  expect(explained({ message: 'No.', code }).todo === '').toBe(WITHOUT_ADVICE.includes(code));
});

test('an error that may pass offers a new attempt, and tells how long the server asks to wait', () => {
  expect(explained({ message: 'Full.', code: 'overloaded', retryAfter: 3 })).toEqual({
    what: 'Full.',
    todo: 'Others are being served. Try again in a moment. The server asks to wait 3 s.',
    again: true,
  });
  expect(explained({ message: 'No.', code: 'invalid_ssml' }).again).toBe(false);
  expect(explained('odd').what).toBe('odd');
});

test('text is sent word by word, and what was sent is not sent again', () => {
  const deltas = new Deltas();
  expect(['Hel', 'Hello', 'Hello the', 'Hello there.'].map((text) => deltas.take(text))).toEqual([
    ...['', '', 'Hello ', 'there.'],
  ]);
  expect(deltas.take('Hello there. Wor', true)).toBe(' Wor');
  expect(deltas.take('Hullo there. World ')).toBe('');
  expect(deltas.take('Hullo there. World again ')).toBe('again ');
  expect(deltas.sent).toBe('Hullo there. World again ');
  deltas.clear();
  expect(deltas.take('你好。再', false)).toBe('你好。');
});

test('what is read along has neither tags nor markup', () => {
  expect(readable('text', '[voice:am_adam] Hi [pause:1s] [tomato](/təˈmɑːtoʊ/) \\[x]')).toBe('Hi tomato [x]');
  expect(readable('ssml', '<speak>\n A &amp; <sub alias="b">B</sub><!-- <c> --></speak>')).toBe('A & B');
});

test('a WAV file has the samples and their length', async () => {
  const bytes = Buffer.from(await wavFile([Int16Array.of(1, -2), Int16Array.of(3)]).arrayBuffer());
  expect([bytes.toString('latin1', 0, 4), bytes.readUInt32LE(40), bytes.length]).toEqual(['RIFF', 6, 50]);
  expect([bytes.readUInt32LE(24), bytes.readInt16LE(44), bytes.readInt16LE(46), bytes.readInt16LE(48)]).toEqual([
    ...[24_000, 1, -2, 3],
  ]);
});

/** Prints the strings of a program in Python, as JSON. */
const STRINGS = `import ast, json, sys
print(json.dumps([node.value for node in ast.walk(ast.parse(sys.stdin.read())) if isinstance(node, ast.Constant)]))`;

test.each([
  ['quotes', `'it' "is" ''' """ \\ \\' \\"`],
  ['lines', 'a\nb\r\nc\td\u2028e\u0085f\\'],
  ['other languages', '$HOME ${x} $(id) `id` %s {0} </script> \\u0041 # //'],
  ['signs', '\0\x01\x7f 😀 👩‍👧 \u202eשלום'],
])('a text comes through in Python: %s', (_, text) => {
  const body = { ...speechBody({ ...choices, input: text, loudness: '-16', lexicons: ["it's"] }) };
  const session = { config: sessionConfig(choices), text };
  for (const code of [
    speechSnippet('python', { base: 'http://a/', body, withKey: true }),
    liveSnippet('python', { base: 'http://a/', ...session, withKey: true }),
  ])
    expect(JSON.parse(execFileSync('python3', ['-c', STRINGS], { input: code, encoding: 'utf8' }))).toContain(text);
});
