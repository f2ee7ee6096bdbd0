import { describe, expect, it } from 'vitest';
import { lanesFor, lanesMegabytes } from './lanes.ts';

const on = (cores: number, megabytes?: number, more = {}) => ({
  machine: { cores, memoryBytes: megabytes === undefined ? undefined : megabytes * 1e6 },
  apart: false,
  useGpu: false,
  ...more,
});

describe('auto', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 2],
    [6, 3],
    [8, 4],
    [64, 8],
  ])('%i cores have %i lanes', (cores, lanes) => expect(lanesFor('auto', on(cores))).toBe(lanes));

  it('has fewer lanes where memory is short, and one where there is less than one needs', () => {
    expect(lanesFor('auto', on(8, lanesMegabytes(3, false)))).toBe(3);
    expect(lanesFor('auto', on(8, lanesMegabytes(2, false) - 1))).toBe(1);
    expect(lanesFor('auto', on(8, 100))).toBe(1);
  });

  it('has one lane on a GPU, and where the model has a process of its own', () => {
    expect(lanesFor('auto', on(8, undefined, { useGpu: true }))).toBe(1);
    expect(lanesFor('auto', on(8, undefined, { apart: true }))).toBe(1);
  });

  it('fits two lanes into the default limits of a pod', () => {
    expect(lanesFor('auto', on(2, 2 * 2 ** 30 * 1e-6))).toBe(2);
  });
});

describe('a number', () => {
  it('is used as it is where the memory holds it, or is not limited, or is a GPU’s', () => {
    expect(lanesFor(3, on(1, lanesMegabytes(3, false)))).toBe(3);
    expect(lanesFor(16, on(1))).toBe(16);
    expect(lanesFor(4, on(1, 500, { useGpu: true }))).toBe(4);
    expect(lanesFor(1, on(1, 100))).toBe(1);
  });

  it('is refused with what it needs and what fits', () => {
    expect(() => lanesFor(4, on(8, 1_800))).toThrow(
      '4 lanes need 2074 MB of memory, but the limit is 1800 MB. Raise the limit, or use 3 or auto',
    );
    expect(() => lanesFor(2, on(8, 1_500, { apart: true }))).toThrow('2 lanes need 1724 MB');
  });
});
