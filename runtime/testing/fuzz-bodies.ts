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
    input_type: fc.constantFrom('auto', 'text', 'ssml'),
    ssml: fc.boolean(),
    instructions: anyText,
  },
  { requiredKeys: ['input'] },
);

const ssmlAttribute = fc.oneof(
  fc.constantFrom(
    ...['time="1s"', 'time="-1s"', 'strength="strong"', 'rate="slow"', 'rate="0%"', 'volume="+6dB"', 'volume="silent"'],
    ...[
      'name="am_adam"',
      'name="nobody"',
      'name=""',
      'xml:lang="fr"',
      'xml:lang="xx"',
      'alias="b c"',
      'ph="a"',
      'alphabet="x"',
    ],
    ...[
      'interpret-as="date"',
      'interpret-as="characters"',
      'interpret-as="telephone"',
      'format="dmy"',
      'a=',
      "b='",
      'c',
    ],
  ),
  fc.stringMatching(/^[a-z:-]{1,5}="[^"<&]{0,10}"$/),
);
const ssmlTag = fc
  .tuple(
    fc.constantFrom('<', '</', '<', '<'),
    fc.constantFrom(
      ...['speak', 'p', 's', 'break', 'prosody', 'voice', 'lang', 'sub', 'phoneme', 'say-as', 'mark', 'audio', 'desc'],
      ...['x', 'constructor', '__proto__', ''],
    ),
    fc.array(ssmlAttribute, { maxLength: 3 }),
    fc.constantFrom('>', '/>', '>', ''),
  )
  .map(([start, name, attributes, end]) => start + [name, ...attributes].join(' ') + end);
const ssmlPiece = fc.oneof(
  { weight: 4, arbitrary: ssmlTag },
  fc.constantFrom(
    '1/2/2024',
    '+1 555',
    'a',
    ' ',
    '&amp;',
    '&#65;',
    '&x;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?x?>',
    '<!DOCTYPE x>',
  ),
  anyText,
);

/** Documents of SSML: elements that are well formed and mean something, and pieces of any order. */
export const nearlySsml = fc.oneof(
  fc.array(ssmlPiece, { maxLength: 8 }).map((pieces) => `<speak>${pieces.join('')}</speak>`),
  fc
    .array(fc.tuple(ssmlTag, anyText), { maxLength: 4 })
    .map((pieces) =>
      pieces.reduceRight((inner, [tag, text]) => {
        const name = /[a-z-]+/.exec(tag)?.[0];
        if (name === undefined || !/^<[^/].*[^/]>$/s.test(tag)) return inner + text.replace(/[<&]/g, '');
        return `${tag}${text.replace(/[<&]/g, '')}${inner}</${name}>`;
      }, 'a 1'),
    )
    .map((inner) => `<speak>${inner}</speak>`),
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
