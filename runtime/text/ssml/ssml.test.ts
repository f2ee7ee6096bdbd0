import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiError } from '../../errors.ts';
import type { ParsedInput } from '../input-parts.ts';
import { SSML_LIMITS } from './document.ts';
import { completeLength, isSsml, parseInline, parseSsml } from './ssml.ts';

const doc = (inner: string, attributes = '') => parseSsml(`<speak${attributes}>${inner}</speak>`).parts;
const text = (value: string, rest: object = {}) => ({ text: value, pronunciations: [], voice: undefined, ...rest });
const allText = ({ parts }: ParsedInput) => parts.map((part) => ('text' in part ? part.text : '')).join('');

describe('what is SSML', () => {
  it.each(['<speak>a</speak>', '  \n<speak version="1.1">a</speak>', '<speak/>', '<speak\n>a</speak>'])(
    '%j is',
    (input) => {
      expect(isSsml(input)).toBe(true);
    },
  );
  it.each(['<speaker>a', 'speak', 'Write <speak> first', '< speak>', '<Speak>'])('%j is text', (input) => {
    expect(isSsml(input)).toBe(false);
  });
});

describe('elements', () => {
  it('text is text: entities, brackets and white space', () => {
    expect(doc('\n  A &lt;b&gt; &amp; &#67;\n  [pause:1s] [word](/wɜd/) <![CDATA[<x>]]> <!-- no -->')).toEqual([
      text('A <b> & C [pause:1s] [word](/wɜd/) <x> '),
    ]);
  });

  it.each([
    ['<break/>', 0.5],
    ['<break time="250ms"/>', 0.25],
    ['<break time=" 1.5s "/>', 1.5],
    ['<break time="+2s"/>', 2],
    ['<break time="1s" strength="none"/>', 1],
    ['<break strength="weak"/>', 0.25],
    ['<break strength="strong"/>', 1],
    ['<break strength="x-strong"/>', 1.5],
  ])('%s', (element, pauseSeconds) => {
    expect(doc(`a${element}b`)).toEqual([text('a'), { pauseSeconds }, text('b')]);
  });

  it.each(['<break strength="none"/>', '<break strength="x-weak"/>', '<break time="0s"/>'])('%s is none', (element) => {
    expect(doc(`a ${element}b`)).toEqual([text('a b')]);
  });

  it('p and s end sentences', () => {
    expect(doc('<p>One</p><p><s>Two</s> <s>Three.</s></p>')).toEqual([text('One\n\nTwo\n\nThree.\n\n')]);
  });

  it.each([
    ['rate="slow"', { rate: 0.75 }],
    ['rate="medium"', {}],
    ['rate="120%"', { rate: 1.2 }],
    ['rate="1.5"', { rate: 1.5 }],
    ['rate="+50%"', { rate: 1.5 }],
    ['rate="-50%"', { rate: 0.5 }],
    ['rate="1000%"', { rate: 4 }],
    ['volume="silent"', { gain: 0 }],
    ['volume="50"', { gain: 0.5 }],
    ['volume="-50%"', { gain: 0.5 }],
    ['volume="+6dB"', { gain: 10 ** (6 / 20) }],
    ['volume="+60dB"', { gain: 4 }],
    ['pitch="+20%"', {}],
  ])('prosody %s', (attribute, manner) => {
    expect(doc(`<prosody ${attribute}>a</prosody>`)).toEqual([text('a', manner)]);
  });

  it('prosody within prosody changes it, or replaces it', () => {
    const [, inner] = doc(
      '<prosody rate="50%" volume="-6dB">a<prosody rate="+100%" volume="-6dB">b</prosody></prosody>',
    );
    expect(inner).not.toHaveProperty('rate');
    expect(inner).toMatchObject({ gain: expect.closeTo(10 ** (-12 / 20)) as number });
    expect(doc('<prosody rate="50%">a<prosody rate="fast">b</prosody>c</prosody>d')).toEqual([
      text('a', { rate: 0.5 }),
      text('b', { rate: 1.25 }),
      text('c', { rate: 0.5 }),
      text('d'),
    ]);
  });

  it('voice and lang', () => {
    const { parts, voices } = parseSsml(
      '<speak>a<voice name="am_adam">b<lang xml:lang="fr-CA">c</lang></voice><lang xml:lang="en-GB">d</lang><s xml:lang="it">e</s></speak>',
    );
    expect([...voices]).toEqual(['am_adam']);
    expect(parts).toEqual([
      text('a'),
      text('b', { voice: 'am_adam' }),
      text('c', { voice: 'am_adam', language: 'fr' }),
      text('d', { language: 'en-gb' }),
      text('e', { language: 'it' }),
    ]);
  });

  it.each([
    ['en-GB', 'en'],
    ['en', 'en'],
    ['fr-FR', 'fr'],
    ['pt_BR', 'pt'],
    ['cmn-CN', 'zh'],
    ['zh-Hans-CN', 'zh'],
    ['ja', 'ja'],
  ])('the language %s of a document', (tag, language) => {
    expect(doc('a', ` xml:lang="${tag}"`)).toEqual([text('a', { language })]);
  });

  it('sub, phoneme and say-as keep their text', () => {
    expect(
      doc('The <sub alias="World Wide Web">WWW</sub>, <phoneme alphabet="ipa" ph="təˈmɑːtəʊ">tomato</phoneme>.'),
    ).toEqual([
      {
        ...text('The WWW, tomato.'),
        pronunciations: [
          { start: 4, end: 7, say: 'World Wide Web' },
          { start: 9, end: 15, phonemes: 'təˈmɑːtəʊ' },
        ],
      },
    ]);
    expect(doc('<say-as interpret-as="date" format="dmy">1/2/2024</say-as>')).toEqual([
      { ...text('1/2/2024'), pronunciations: [{ start: 0, end: 8, as: 'date', format: 'dmy' }] },
    ]);
    expect(doc('<phoneme ph="a"/><sub alias="b"/>')).toEqual([
      {
        ...text('ab'),
        pronunciations: [
          { start: 0, end: 1, phonemes: 'a' },
          { start: 1, end: 2, say: 'b' },
        ],
      },
    ]);
  });

  it.each([
    '<say-as interpret-as="expletive">a b</say-as>',
    '<say-as interpret-as="time">a b</say-as>',
    '<say-as>a b</say-as>',
  ])('%s is text', (element) => {
    expect(allText(parseSsml(`<speak>${element}</speak>`))).toBe('a b');
  });

  it('marks are places in the text, at its end too', () => {
    expect(doc('<mark name="a"/>One <mark name="b"/>two<break/><mark name="c"/>')).toEqual([
      text('One two', {
        marks: [
          { name: 'a', at: 0 },
          { name: 'b', at: 4 },
        ],
      }),
      { pauseSeconds: 0.5 },
      text('', { marks: [{ name: 'c', at: 0 }] }),
    ]);
  });

  it('what is not known is left out, and its text is spoken; descriptions are not', () => {
    const { parts } = parseSsml(`<?xml version="1.0"?>
      <speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xmlns:amazon="x"><metadata><a>no</a></metadata>
        <amazon:effect name="whispered">One</amazon:effect> <emphasis level="strong">two</emphasis>
        <audio src="http://169.254.169.254/"><desc>a bell</desc>three</audio> <w role="x">four</w> <constructor>five</constructor>
      </speak>`);
    expect(parts).toEqual([text('One two three four five ')]);
  });
});

describe('what is refused, with its place', () => {
  it.each([
    ['<speak>a', 'line 1, column 8: Missing end tag for element speak'],
    ['<speak>\n  <b>a</i></speak>', 'line 2, column 7: Missing end tag for element b'],
    ['<speak>\n𝄞 <break time="x"/></speak>', 'line 2, column 3: a break'],
    ['<speak>\n𝄞 <a b></a></speak>', 'line 2, column 7: Attribute value expected'],
    ['<speak>&nbsp;</speak>', 'column 8'],
    ['<speak><break time="x"/></speak>', 'column 8: a break has a time'],
    ['<speak><break time="11s"/></speak>', 'the break is too long (limit 10 s)'],
    ['<speak><break strength="constructor"/></speak>', 'a break has a time'],
    [`<speak>${'<break time="10s"/>'.repeat(7)}</speak>`, 'add up to 70 s'],
    [
      '<speak>a\n<phoneme alphabet="x-sampa" ph="a">a</phoneme></speak>',
      'line 2, column 1: the alphabet of a phoneme is "ipa"',
    ],
    ['<speak><prosody rate="quick">a</prosody></speak>', 'a rate is such as'],
    ['<speak><prosody rate="__proto__">a</prosody></speak>', 'a rate is such as'],
    ['<speak><prosody volume="very">a</prosody></speak>', 'a volume is such as'],
    ['<speak><lang xml:lang="de-DE">a</lang></speak>', 'no voice speaks the language "de-DE"'],
    ['<speak><lang>a</lang></speak>', 'names a language'],
    ['<speak><mark/></speak>', 'a mark has a name'],
    ['<voice>a</voice>', 'the root must be <speak>'],
    ['hello', 'line 1, column 1'],
    [`<speak>${Array.from({ length: 11 }, (_, n) => `<voice name="v${n}">a</voice>`).join('')}</speak>`, '11 voices'],
  ])('%s', (input, message) => {
    expect(() => parseSsml(input)).toThrow(message);
    expect(() => parseSsml(input)).toThrow(
      expect.objectContaining({ code: 'invalid_ssml', param: 'input' }) as ApiError,
    );
  });

  const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};">`).join('');
  it.each([
    [
      'a billion laughs',
      `<!DOCTYPE speak [<!ENTITY l0 "ha">${entities}]><speak>&l10;</speak>`,
      'a DOCTYPE is not allowed',
    ],
    [
      'an external entity',
      '<?xml version="1.0"?><!DOCTYPE speak [<!ENTITY x SYSTEM "file:///etc/passwd">]><speak>&x;</speak>',
      'DOCTYPE',
    ],
    ['a DOCTYPE in lower case', '<!doctype speak><speak>a</speak>', 'DOCTYPE'],
    ['an entity inside', '<speak><!ENTITY x "a">a</speak>', 'DOCTYPE'],
    ['deep nesting', `<speak>${'<p>'.repeat(100_000)}`, `nested too deep (limit ${SSML_LIMITS.depth})`],
    [
      'deep nesting with quotes',
      `<speak>${'<a b=">" c=\'/>\'>'.repeat(1000)}`,
      `nested too deep (limit ${SSML_LIMITS.depth})`,
    ],
    [
      'many elements',
      `<speak>${'<s/>'.repeat(SSML_LIMITS.elements)}</speak>`,
      `too many elements (limit ${SSML_LIMITS.elements})`,
    ],
    [
      'a long attribute',
      `<speak><sub alias="${'a'.repeat(SSML_LIMITS.attributeLength)}">b</sub></speak>`,
      'an attribute is too long',
    ],
    ['a long name', `<speak><a ${'b'.repeat(1000)}="c"/></speak>`, 'an attribute is too long'],
    ['unclosed quotes', `<speak>${'<a b="'.repeat(20_000)}`, 'line 1'],
    ['unclosed comments', `<speak>${'<!--'.repeat(20_000)}`, 'line 1'],
    ['unclosed sections', `<speak>${'<![CDATA['.repeat(20_000)}`, 'line 1'],
  ])('%s', (_, input, message) => {
    const started = performance.now();
    expect(() => parseSsml(input)).toThrow(message);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('a comment may speak of a DOCTYPE', () => {
    expect(doc('<!-- <!DOCTYPE a> --><![CDATA[<!DOCTYPE a>]]>')).toEqual([text('<!DOCTYPE a>')]);
  });
});

describe('elements in text without a document', () => {
  it('are followed when they are complete; all else is text', () => {
    const { parts } = parseInline(
      '1 < 2 & 3 > 2.\nHi <break time="1s" /><phoneme alphabet="ipa" ph="a&lt;">x</phoneme> <b>y</b> <break',
    );
    expect(parts).toEqual([
      text('1 < 2 & 3 > 2.\nHi '),
      { pauseSeconds: 1 },
      { ...text('x <b>y</b> <break'), pronunciations: [{ start: 0, end: 1, phonemes: 'a<' }] },
    ]);
    expect(() => parseInline('<break time="99s"/>')).toThrow('the break is too long (limit 10 s)');
  });

  it('are never split, wherever a text is cut', () => {
    const pieces = fc.constantFrom(
      '<break time="1s"/>',
      '<phoneme alphabet="ipa" ph="a">b</phoneme>',
      '<sub alias="c d">e</sub>',
      'f < g. ',
      ' > ',
      '<b>',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), fc.array(fc.nat(200)), (written, cuts) => {
        const input = written.join('');
        let waiting = '';
        const read: string[] = [];
        let from = 0;
        for (const to of [...cuts.map((cut) => cut % (input.length + 1)), input.length].sort((a, b) => a - b)) {
          waiting += input.slice(from, to);
          from = to;
          const length = to === input.length ? waiting.length : completeLength(waiting);
          read.push(waiting.slice(0, length));
          waiting = waiting.slice(length);
        }
        expect(read.join('')).toBe(input);
        const spoken = (piece: string) => allText(parseInline(piece)).replace(/\s/g, '');
        expect(read.map(spoken).join('')).toBe(spoken(input));
      }),
      { numRuns: 1000 },
    );
  });

  it('is not waited for when it is too long', () => {
    expect(completeLength(`<phoneme ph="${'a'.repeat(2000)}`)).toBe(2013);
  });
});

describe('any document', () => {
  const name = fc.constantFrom('p', 's', 'emphasis', 'prosody', 'x', 'audio', 'w');
  const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
    content: fc
      .array(
        fc.oneof(
          { depthSize: 'small' },
          fc.constantFrom('a', 'b c', ' ', '\n', '&amp;', '日本', '[pause:1s]'),
          tie('element'),
        ),
        {
          maxLength: 5,
        },
      )
      .map((pieces) => pieces.join('')),
    element: fc.tuple(name, tie('content')).map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
  }));

  it('loses no text', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 5 }), (inner) => {
        const source = `<speak>${inner.join('')}</speak>`;
        const plain = (value: string) => value.replaceAll('&amp;', '&').replace(/\s+/g, '');
        let parsed;
        try {
          parsed = parseSsml(source);
        } catch (error) {
          expect((error as Error).message).toMatch('nested');
          return;
        }
        expect(plain(allText(parsed))).toBe(plain(source.replace(/<[^>]*>/g, '')));
      }),
      { numRuns: 2000 },
    );
  });
});
