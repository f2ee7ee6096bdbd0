import { InferenceSession } from '../onnxruntime.ts';
import { expect, it } from 'vitest';
import type { GraphEditor } from './graph-editor.ts';
import { hideRanks } from './hidden-ranks.ts';
import { decodeModel, encodeModel } from './onnx-proto.ts';
import { prepareModel } from './prepare.ts';
import type { Preparation } from './prepare.ts';
import { runSmallModel as run, smallModel as model } from '../../testing/small-model.ts';

const CHANNELS = 4;
const TIME = 50;

/** Largest difference between what a model gives and what it gives prepared, in parts of its largest value. */
async function difference(
  bytes: Uint8Array,
  x: Float32Array,
  dims: number[],
): Promise<[number, Preparation['changed']]> {
  const prepared = prepareModel(bytes);
  const [before, after] = [await run(bytes, x, dims), await run(prepared.bytes, x, dims)];
  expect(after.length).toBe(before.length);
  const most = Math.max(...before.map(Math.abs));
  return [Math.max(...before.map((value, index) => Math.abs(value - after[index]!))) / most, prepared.changed];
}

const waves = Float32Array.from({ length: CHANNELS * TIME }, (_, i) => Math.sin(i / 3) + 0.5 * Math.cos(i / 7 + 1));
const shape = [1, CHANNELS, TIME];

/** What onnxruntime's quantize_dynamic makes of a convolution. */
function quantisedConvolution(
  graph: GraphEditor,
  x: string,
  taps: number,
  dilation = 1,
  stride = 1,
  outputs = 6,
): string {
  const values = Uint8Array.from({ length: outputs * CHANNELS * taps }, (_, i) => (i * 89 + 31) % 256);
  const weight = graph.addConstant(values, [outputs, CHANNELS, taps]);
  const zero = graph.addConstant(Uint8Array.of(117), []);
  const quantised = graph.add('DynamicQuantizeLinear', [x], {}, '', 3);
  const pad = ((taps - 1) * dilation) / 2;
  const sums = graph.add('ConvInteger', [quantised, weight, `${quantised}_2`, zero], {
    dilations: [dilation],
    pads: [pad, pad],
    strides: [stride],
    kernel_shape: [taps],
  });
  const scale = graph.add('Mul', [`${quantised}_1`, graph.addConstant(Float32Array.of(0.01), [1])]);
  const bias = graph.addConstant(
    Float32Array.from({ length: outputs }, (_, i) => i / 5),
    [outputs],
  );
  const whole = graph.add('Cast', [graph.add('Floor', [graph.add('Div', [bias, scale])])], { to: 6 });
  const shifted = graph.add('Add', [sums, graph.add('Reshape', [whole, graph.ints([1, -1, 1])])]);
  return graph.add('Mul', [graph.add('Cast', [shifted], { to: 1 }), scale]);
}

for (const [taps, dilation, stride] of [
  [1, 1, 1],
  [3, 5, 1],
  [5, 1, 2],
] as const) {
  it(`computes a quantised convolution of ${taps} taps, dilation ${dilation}, stride ${stride} as a product`, async () => {
    const bytes = model((graph) => quantisedConvolution(graph, 'x', taps, dilation, stride));
    const [most, changed] = await difference(bytes, waves, shape);
    expect(changed.convolutions).toBe(1);
    expect(most).toBeLessThan(0.02);
  });
}

for (const [taps, dilation, inPieces] of [
  [3, 1, 0],
  [7, 3, 1],
  [11, 5, 1],
] as const) {
  it(`computes a convolution of ${taps} taps in ${inPieces ? 'pieces of time' : 'one piece'}`, async () => {
    const bytes = model((graph) => quantisedConvolution(graph, 'x', taps, dilation));
    const [most, changed] = await difference(bytes, waves, shape);
    expect(changed.inPieces).toBe(inPieces);
    expect(most).toBeLessThan(0.02);
  });
}

it('never overflows the 16-bit sums of CPUs without VNNI', async () => {
  const bytes = model((graph) => {
    const weight = graph.addConstant(new Uint8Array(16 * CHANNELS).fill(255), [16, CHANNELS, 1]);
    const quantised = graph.add('DynamicQuantizeLinear', ['x'], {}, '', 3);
    const zero = graph.addConstant(Uint8Array.of(0), []);
    const sums = graph.add('ConvInteger', [quantised, weight, `${quantised}_2`, zero], { kernel_shape: [1] });
    const scale = graph.add('Mul', [`${quantised}_1`, graph.addConstant(Float32Array.of(0.01), [1])]);
    return graph.add('Mul', [graph.add('Cast', [sums], { to: 1 }), scale]);
  });
  const [most, changed] = await difference(bytes, new Float32Array(CHANNELS * TIME).fill(1), shape);
  expect(changed.convolutions).toBe(1);
  expect(most).toBeLessThan(0.01);
});

it('fuses a normalisation that is spelled out, and the Snake behind it', async () => {
  const bytes = model((graph) => {
    const channels = (from: number) =>
      graph.addConstant(
        Float32Array.from({ length: CHANNELS }, (_, i) => from + i / 4),
        [1, CHANNELS, 1],
      );
    const axes = graph.ints([2]);
    const number = (value: number) => graph.addConstant(Float32Array.of(value), []);
    const centred = graph.add('Sub', ['x', graph.add('ReduceMean', ['x', axes])]);
    const variance = graph.add('ReduceMean', [graph.add('Mul', [centred, centred]), axes]);
    const root = graph.add('Sqrt', [graph.add('Add', [variance, number(1e-5)])]);
    const gained = graph.add('Mul', [channels(0.5), graph.add('Div', [centred, root])]);
    const norm = graph.add('Add', [gained, channels(-0.3)]);
    const alpha = Float32Array.of(0.2, 1, 3, 0.7);
    const sine = graph.add('Sin', [graph.add('Mul', [graph.addConstant(alpha, [1, CHANNELS, 1]), norm])]);
    const inverse = graph.addConstant(
      alpha.map((a) => 1 / a),
      [1, CHANNELS, 1],
    );
    return graph.add('Add', [norm, graph.add('Mul', [inverse, graph.add('Pow', [sine, number(2)])])]);
  });
  const [most, changed] = await difference(bytes, waves, shape);
  expect([changed.instanceNorms, changed.snakes]).toEqual([1, 1]);
  expect(most).toBeLessThan(1e-5);
});

it('keeps channels last from one product to the next', async () => {
  const bytes = model((graph) => {
    const numbers = (...values: number[]) => graph.addConstant(Float32Array.from(values), [values.length]);
    const square = (x: string, taps: number) => quantisedConvolution(graph, x, taps, 1, 1, CHANNELS);
    const longer = graph.ints([0, 0, 2, 0, 0, 1]);
    const first = graph.add('Pad', [square('x', 3), longer], { mode: 'reflect' });
    const norm = graph.add('InstanceNormalization', [first, numbers(1, 2, 0.5, 3), numbers(0, 1, 0, -1)]);
    const factors = graph.addConstant(Float32Array.of(1, 0.5, 3, 0.1), [1, CHANNELS, 1]);
    const sine = graph.add('Mul', [graph.add('Sin', [norm]), factors]);
    const second = square(graph.add('LeakyRelu', [graph.add('Add', [first, sine])]), 3);
    return graph.add('Add', [first, square(second, 1)]);
  });
  const [most, changed] = await difference(bytes, waves, shape);
  expect([changed.convolutions, changed.turns]).toEqual([3, 2]);
  expect(most).toBeLessThan(0.02);
  const turns = decodeModel(prepareModel(bytes).bytes).graph.node.filter(({ opType }) => opType === 'Transpose');
  expect(turns.length).toBe(3);
});

it('multiplies instead of a transposed convolution', async () => {
  const stride = 6;
  const bytes = model((graph) => {
    const values = Float32Array.from({ length: CHANNELS * 3 * 2 * stride }, (_, i) => Math.sin(i));
    const weight = graph.addConstant(values, [CHANNELS, 3, 2 * stride]);
    return graph.add('ConvTranspose', ['x', weight, graph.addConstant(Float32Array.of(1, 2, 3), [3])], {
      strides: [stride],
      pads: [stride / 2, stride / 2],
      kernel_shape: [2 * stride],
    });
  });
  const [most, changed] = await difference(bytes, waves, shape);
  expect(changed.upsamplings).toBe(1);
  expect(most).toBeLessThan(1e-5);
});

it('convolves instead of a short-time Fourier transform', async () => {
  const bytes = model((graph) => {
    const window = graph.addConstant(
      Float32Array.from({ length: 20 }, (_, i) => 1 - Math.cos((Math.PI * i) / 10)),
      [20],
    );
    const int64 = (value: number) => graph.addConstant(BigInt64Array.of(BigInt(value)), []);
    return graph.add('STFT', ['x', int64(5), window, int64(20)], { onesided: 1 });
  });
  const [most, changed] = await difference(bytes, waves, [1, CHANNELS * TIME]);
  expect(changed.fourierTransforms).toBe(1);
  expect(most).toBeLessThan(1e-5);
});

it('hides ranks from onnxruntime, and the result is the same', async () => {
  const bytes = model((graph) => {
    const tens = graph.add('Reshape', ['x', graph.ints([1, -1, 10])]);
    return graph.add('Reshape', [graph.add('Sin', [tens]), graph.ints([-1, CHANNELS])]);
  });
  const hidden = decodeModel(bytes);
  expect(hideRanks(hidden)).toBe(2);
  const after = encodeModel(hidden);
  expect(await run(after, waves, shape)).toEqual(await run(bytes, waves, shape));
  const knownRank = async (of: Uint8Array): Promise<number> => {
    // As the server loads it: an optimisation would fold the constants again.
    const { outputMetadata } = await InferenceSession.create(of, {
      graphOptimizationLevel: 'disabled',
      logSeverityLevel: 3,
    });
    const [y] = outputMetadata;
    return y?.isTensor ? y.shape.length : NaN;
  };
  expect([await knownRank(bytes), await knownRank(after)]).toEqual([2, 0]);
});

it('leaves alone what it does not know', async () => {
  const bytes = model((graph) => graph.add('Elu', ['x'], { alpha: 0.5 }));
  const [most, changed] = await difference(bytes, waves, shape);
  expect(Object.values(changed)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(most).toBe(0);
});

it('refuses what is no model', () => {
  expect(() => prepareModel(Buffer.from('not a model'))).toThrow();
});
