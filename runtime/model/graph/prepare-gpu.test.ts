import { expect, it } from 'vitest';
import { runSmallModel, smallModel } from '../../testing/small-model.ts';
import type { GraphEditor } from './graph-editor.ts';
import { AttributeType, DataType, decodeModel } from './onnx-proto.ts';
import { prepareForGpu } from './prepare-gpu.ts';
import type { GpuPreparation } from './prepare-gpu.ts';

const CHANNELS = 4;
const TIME = 64;
const shape = [1, CHANNELS, TIME];
/** Whole numbers from 0 to 255, both among them: DynamicQuantizeLinear takes them as they are. */
const bytes = Float32Array.from({ length: CHANNELS * TIME }, (_, i) => (i * 37) % 256);
const waves = bytes.map((value) => Math.sin(value));

/** What a model gives, what it gives prepared (as parts of its largest value), and what was changed. */
async function compare(build: (graph: GraphEditor) => string, x: Float32Array, dims: number[]) {
  const model = smallModel(build);
  const prepared = prepareForGpu(model);
  const [before, after] = [await runSmallModel(model, x, dims), await runSmallModel(prepared.bytes, x, dims)];
  expect(after.length).toBe(before.length);
  const most = Math.max(...before.map(Math.abs));
  const difference = Math.max(...before.map((value, index) => Math.abs(value - after[index]!))) / most;
  const kinds = new Set(decodeModel(prepared.bytes).graph.node.map(({ opType }) => opType));
  return { difference, changed: prepared.changed satisfies GpuPreparation['changed'], kinds };
}

const signed = (length: number, step: number) => Int8Array.from({ length }, (_, i) => ((i * step + 31) % 255) - 127);

it('takes the weights of a product for the floats that they stand for, each column with its scale', async () => {
  const { difference, changed, kinds } = await compare(
    (graph) => {
      const weight = graph.addConstant(signed(TIME * 3, 89), [TIME, 3]);
      const zero = graph.addConstant(Int8Array.of(5, -7, 0), [3]);
      const quantised = graph.add('DynamicQuantizeLinear', ['x'], {}, '', 3);
      const sums = graph.add('MatMulInteger', [quantised, weight, `${quantised}_2`, zero]);
      const scales = graph.addConstant(Float32Array.of(0.01, 0.5, 2), [3]);
      const scale = graph.add('Mul', [`${quantised}_1`, scales]);
      return graph.add('Mul', [graph.add('Cast', [sums], { to: 1 }), scale]);
    },
    bytes,
    shape,
  );
  expect(changed.products).toBe(1);
  expect(kinds).toEqual(new Set(['MatMul', 'Identity']));
  expect(difference).toBeLessThan(1e-6);
});

for (const [taps, dilation, stride, biased] of [
  [1, 1, 1, false],
  [3, 5, 1, true],
  [5, 1, 2, true],
] as const) {
  it(`makes a product of a quantised convolution of ${taps} taps, dilation ${dilation}, stride ${stride}`, async () => {
    const outputs = 6;
    const { difference, changed, kinds } = await compare(
      (graph) => {
        const values = Uint8Array.from({ length: outputs * CHANNELS * taps }, (_, i) => (i * 89 + 31) % 256);
        const weight = graph.addConstant(values, [outputs, CHANNELS, taps]);
        const zero = graph.addConstant(Uint8Array.of(117), []);
        const quantised = graph.add('DynamicQuantizeLinear', ['x'], {}, '', 3);
        const pad = ((taps - 1) * dilation) / 2;
        const window = { dilations: [dilation], pads: [pad, pad], strides: [stride], kernel_shape: [taps] };
        let sums = graph.add('ConvInteger', [quantised, weight, `${quantised}_2`, zero], window);
        const scale = graph.add('Mul', [`${quantised}_1`, graph.addConstant(Float32Array.of(0.5), [1])]);
        if (biased) {
          // Whole multiples of the scale, which the quantised graph keeps.
          const bias = Float32Array.from({ length: outputs }, (_, i) => 500 * i);
          const whole = graph.add('Floor', [graph.add('Div', [graph.addConstant(bias, [outputs]), scale])]);
          const column = graph.add('Reshape', [graph.add('Cast', [whole], { to: 6 }), graph.ints([1, -1, 1])]);
          sums = graph.add('Add', [sums, column]);
        }
        return graph.add('Mul', [graph.add('Cast', [sums], { to: 1 }), scale]);
      },
      bytes,
      shape,
    );
    expect([changed.convolutions, changed.asProducts]).toEqual([1, 1]);
    expect([...kinds].filter((kind) => kind.includes('Conv') || kind.includes('Quantize'))).toEqual([]);
    expect(difference).toBeLessThan(1e-6);
  });
}

it('turns the weights of a quantised LSTM back', async () => {
  const hidden = 5;
  const { difference, changed, kinds } = await compare(
    (graph) => {
      const steps = graph.add('Transpose', ['x'], { perm: [2, 0, 1] });
      const scales = (...values: number[]) => graph.addConstant(Float32Array.from(values), [2]);
      const zeros = graph.addConstant(Int8Array.of(3, -2), [2]);
      const weights = (rows: number, step: number) =>
        graph.addConstant(signed(2 * rows * 4 * hidden, step), [2, rows, 4 * hidden]);
      const bias = Float32Array.from({ length: 2 * 8 * hidden }, (_, i) => Math.sin(i));
      const lstm = graph.add(
        'DynamicQuantizeLSTM',
        [
          steps,
          weights(CHANNELS, 89),
          weights(hidden, 71),
          graph.addConstant(bias, [2, 8 * hidden]),
          '',
          '',
          '',
          '',
          scales(0.01, 0.008),
          zeros,
          scales(0.012, 0.009),
          zeros,
        ],
        { hidden_size: hidden },
        'com.microsoft',
        3,
      );
      const direction = Buffer.from('bidirectional');
      graph.maker(lstm)!.attribute.push({ name: 'direction', type: AttributeType.STRING, s: direction });
      return lstm;
    },
    waves,
    shape,
  );
  expect(changed.lstms).toBe(1);
  expect(kinds).toContain('LSTM');
  expect(kinds).not.toContain('DynamicQuantizeLSTM');
  // The quantised one rounds its state to 8 bits at each step.
  expect(difference).toBeLessThan(0.05);
});

it('makes a table of bytes one of floats', async () => {
  const { difference, changed } = await compare(
    (graph) => {
      const rows = graph.add('Cast', [graph.add('Abs', ['x'])], { to: 7 });
      const looked = graph.add('Gather', [graph.addConstant(signed(256 * 3, 11), [256, 3]), rows]);
      const scale = graph.addConstant(Float32Array.of(0.03), []);
      return graph.add('DequantizeLinear', [looked, scale, graph.addConstant(Int8Array.of(4), [])]);
    },
    bytes,
    shape,
  );
  expect(changed.tables).toBe(1);
  expect(difference).toBe(0);
});

it('leaves no transposed convolution: pools of single channels, and kernels of four times their stride', async () => {
  const { difference, changed, kinds } = await compare(
    (graph) => {
      const weight = (dims: number[]) => {
        const length = dims.reduce((product, size) => product * size, 1);
        return graph.addConstant(
          Float32Array.from({ length }, (_, i) => Math.sin(i + 1)),
          dims,
        );
      };
      const pool = { kernel_shape: [3], strides: [2], pads: [1, 1], output_padding: [1], group: CHANNELS };
      const doubled = graph.add('ConvTranspose', ['x', weight([CHANNELS, 1, 3]), weight([CHANNELS])], pool);
      return graph.add('ConvTranspose', [doubled, weight([CHANNELS, 1, 20])], { kernel_shape: [20], strides: [5] });
    },
    waves,
    shape,
  );
  expect([changed.pools, changed.upsamplings]).toEqual([1, 1]);
  expect(kinds).not.toContain('ConvTranspose');
  expect(difference).toBeLessThan(1e-5);
});

const halves = (rows: number, columns: number) =>
  Float16Array.from({ length: rows * columns }, (_, i) => Math.sin(i * 0.7) / 8);

it('computes pitch in floats and the products behind it in 16 bits, where an export has 16-bit floats', async () => {
  const { difference, changed, kinds } = await compare(
    (graph) => {
      const narrow = graph.add('Cast', ['x'], { to: DataType.FLOAT16 });
      const pitch = graph.add('MatMul', [narrow, graph.addConstant(halves(TIME, TIME), [TIME, TIME])]);
      const source = graph.add('Tanh', [pitch]);
      const spoken = graph.add('MatMul', [source, graph.addConstant(halves(TIME, 2 * TIME), [TIME, 2 * TIME])]);
      const small = graph.add('Mul', [spoken, graph.addConstant(Float16Array.of(0.5), [])]);
      return graph.add('Cast', [small], { to: DataType.FLOAT });
    },
    waves,
    shape,
  );
  expect([changed.widened, changed.halved]).toEqual([3, 1]);
  expect(kinds).toContain('Cast');
  expect(difference).toBeLessThan(2e-3);
});

it('leaves a product of floats alone', async () => {
  const { difference, changed } = await compare(
    (graph) => {
      const weight = graph.addConstant(Float32Array.from(halves(TIME, TIME)), [TIME, TIME]);
      return graph.add('Tanh', [graph.add('MatMul', ['x', weight])]);
    },
    waves,
    shape,
  );
  expect([changed.widened, changed.halved]).toEqual([0, 0]);
  expect(difference).toBe(0);
});

it('leaves alone what it does not know', async () => {
  const { difference, changed } = await compare((graph) => graph.add('Elu', ['x'], { alpha: 0.5 }), waves, shape);
  expect(Object.values(changed).every((count) => count === 0)).toBe(true);
  expect(difference).toBe(0);
});

it('refuses weights that stay bytes, which a GPU would leave to the CPU', () => {
  const model = smallModel((graph) => {
    const quantised = graph.add('DynamicQuantizeLinear', ['x'], {}, '', 3);
    // No product that is made floats again, as by other tools.
    const weight = graph.addConstant(signed(TIME * 3, 89), [TIME, 3]);
    return graph.add('Cast', [graph.add('MatMulInteger', [quantised, weight, `${quantised}_2`])], { to: 1 });
  });
  expect(() => prepareForGpu(model)).toThrow(
    'a GPU does not compute with the weights of this model (DynamicQuantizeLinear, MatMulInteger): use precision',
  );
});
