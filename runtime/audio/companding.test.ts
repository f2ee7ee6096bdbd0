import { expect, test } from 'vitest';
import { aLaw, muLaw } from './companding.ts';

const samples = Int16Array.of(0, 32_767, -32_768, 1_000, -1_000);

test('code words are those of the standard', () => {
  expect([...muLaw(samples)]).toEqual([0xff, 0x80, 0x00, 0xce, 0x4e]);
  expect([...aLaw(samples)]).toEqual([0xd5, 0xaa, 0x2a, 0xfa, 0x7a]);
});

/** By the definition of the code words in G.711. */
const expanded = {
  muLaw(code: number): number {
    const [exponent, mantissa] = [(~code >> 4) & 7, ~code & 15];
    const magnitude = ((mantissa * 2 + 33) << exponent) - 33;
    return (code & 0x80 ? 1 : -1) * magnitude * 4;
  },
  aLaw(code: number): number {
    const plain = code ^ 0x55;
    const [exponent, mantissa] = [(plain >> 4) & 7, plain & 15];
    const magnitude = exponent === 0 ? mantissa * 2 + 1 : (mantissa * 2 + 33) << (exponent - 1);
    return (plain & 0x80 ? 1 : -1) * magnitude * 8;
  },
};

test.each([
  ['muLaw', muLaw],
  ['aLaw', aLaw],
] as const)('every sample comes back from %s within its step', (name, encode) => {
  const all = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
  encode(all).forEach((code, index) => {
    const sample = all[index]!;
    const error = Math.abs(expanded[name](code) - sample);
    if (Math.abs(sample) < 32_256) expect(error).toBeLessThanOrEqual(Math.abs(sample) / 30 + 16);
  });
});
