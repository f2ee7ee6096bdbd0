import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonTable } from './json-table.ts';

const table = (json: string) => new JsonTable(new TextEncoder().encode(json));

test('finds each value of an object, however it is written', () => {
  const entries = table(
    '{ "a" : "b\\"}", "né": {"DEFAULT": "x", "NN": null},\n"list":[["yī"],["dīng"]],"n":-1.5e3 ,"":true}',
  );
  expect(entries.size).toBe(5);
  expect(['a', 'né', 'list', 'n', ''].map((key) => entries.get(key))).toEqual([
    'b"}',
    { DEFAULT: 'x', NN: null },
    [['yī'], ['dīng']],
    -1500,
    true,
  ]);
  expect(['b', 'n\u00e8', 'constructor', '__proto__'].map((key) => entries.get(key))).toEqual(Array(4).fill(undefined));
  expect(table(' {} ').get('a')).toBeUndefined();
});

test('agrees with JSON.parse on any object', () => {
  const plainKey = fc.string({ unit: 'grapheme' }).filter((key) => !JSON.stringify(key).includes('\\'));
  fc.assert(
    fc.property(fc.dictionary(plainKey, fc.jsonValue()), fc.boolean(), (object, indented) => {
      const text = JSON.stringify(object, undefined, indented ? 2 : 0);
      const entries = table(text);
      const parsed = JSON.parse(text) as Record<string, unknown>;
      expect([...entries.keys()].sort()).toEqual(Object.keys(parsed).sort());
      for (const [key, value] of Object.entries(parsed)) expect(entries.get(key)).toEqual(value);
    }),
  );
});

test.each(['', '[]', '"text"', '{"a"', '{"a": ', '{"a": "b', '{"a" "b"}', '{a: 1}', '{"a\\n": 1}'])(
  'refuses %s',
  (json) => expect(() => table(json)).toThrow(SyntaxError),
);

test('a value that is not JSON is refused when it is asked for', () => {
  const entries = table('{"a": 1 "b": 2, "c": 3}');
  expect(entries.get('c')).toBe(3);
  expect(() => entries.get('a')).toThrow(SyntaxError);
});
