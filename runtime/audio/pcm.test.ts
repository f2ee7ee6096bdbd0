import { expect, it } from 'vitest';
import { pcmBytes, toPcm16 } from './pcm.ts';

it('fades both ends to silence, so that joined segments do not click', () => {
  const pcm = toPcm16(new Float32Array(1000).fill(0.5));
  expect([pcm[0], pcm[999], pcm[500]]).toEqual([0, 0, Math.round(0.5 * 32767)]);
  const jumps = [...pcm].slice(1).map((value, index) => Math.abs(value - pcm[index]!));
  expect(Math.max(...jumps)).toBeLessThan(200);
});

it('clips what is louder than full scale', () => {
  const pcm = toPcm16(new Float32Array(400).fill(3));
  expect(Math.max(...pcm)).toBe(32767);
  expect(Math.min(...toPcm16(new Float32Array(400).fill(-3)))).toBe(-32768);
});

it('writes little-endian bytes', () => {
  expect([...pcmBytes(Int16Array.of(1, -2))]).toEqual([1, 0, 0xfe, 0xff]);
});
