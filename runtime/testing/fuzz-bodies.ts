import fc from 'fast-check';
import { formatNames } from '../audio/encoders.ts';

/** Text of any code points, of every plane, and of what tags are made of. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(' ', '\0', '\ud800', '𝄞', '\u202e', '\u0300', '\u{10ffff}'),
  fc
    .array(fc.constantFrom('[pause:', '[voice:', '1s', 'alloy', ']', '[', 'a', '](/', '/)', '\\[', ' ', '.'), {
      maxLength: 12,
    })
    .map((pieces) => pieces.join('')),
);

const anyVoice = fc.oneof(
  fc.constantFrom('alloy', 'af_bella(2)+af_sky(1)', 'af_bella-af_sky'),
  fc.stringMatching(/^[afm_skybel()0-9.+-]{0,20}$/),
  anyText,
  fc.record({ id: anyText }),
);

/** Requests to speak that are mostly right, so that what lies behind the first checks is reached. */
export const nearlyRight = fc.record(
  {
    model: fc.oneof({ weight: 9, arbitrary: fc.constant('tts-1') }, anyText),
    input: anyText,
    voice: fc.oneof({ weight: 3, arbitrary: fc.constant('alloy') }, { weight: 7, arbitrary: anyVoice }),
    response_format: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('pcm', 'wav') },
      fc.constantFrom(...formatNames),
      anyText,
    ),
    speed: fc.oneof(fc.double(), fc.constantFrom(1, 0.25, 4, 1e308, -0)),
    stream_format: fc.constantFrom('audio', 'sse'),
    stream: fc.constantFrom(true, false, null),
    lang_code: fc.constantFrom('', 'a', 'z', 'e', null, 'x'),
    volume_multiplier: fc.oneof(fc.double(), fc.constantFrom(0, 1, 4)),
    allow_voice_tags: fc.boolean(),
    normalization_options: fc.oneof(
      fc.json().map((text) => JSON.parse(text) as unknown),
      fc.constant({}),
    ),
    voice_aliases: fc.constantFrom({}, { a: 'b' }, null),
    instructions: anyText,
  },
  { requiredKeys: ['input'] },
);

/** Bytes that are hardly ever JSON, and media types that hardly ever say so. */
export const anyBytes = fc.tuple(
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
  fc.constantFrom(
    'application/json',
    'application/json; charset=utf-16',
    'text/plain',
    'multipart/form-data; boundary=x',
    'a/b',
    ';',
  ),
);

/** JSON that is deep, wide, or full of numbers. */
export const heavyBodies: readonly string[] = [
  '['.repeat(30_000) + ']'.repeat(30_000),
  `{"a":`.repeat(10_000) + '1' + '}'.repeat(10_000),
  `{"model":"tts-1","input":"a","voice":"alloy","speed":${'9'.repeat(50_000)}}`,
  JSON.stringify({ model: 'tts-1', input: 'a', voice: 'af_sky+'.repeat(3000) + 'af_sky' }),
  JSON.stringify({ model: 'tts-1', input: 'a', voice: `af_sky(${'9'.repeat(400)})` }),
  JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`k${n}`, n]))),
];
