import { elementCount, intOf, numbers } from './graph-editor.ts';
import type { GraphEditor } from './graph-editor.ts';

/**
 * The imaginary part of a bin that is real in theory: positive, as if it were +0, so that a phase taken of it is pi for
 * a negative bin, as in PyTorch, and never minus pi. The noise vocoder hears that difference.
 */
const POSITIVE_ZERO = 1e-12;

/** Replaces each STFT of a constant window by a convolution with its basis. Returns how many. */
export function convolveFourierTransforms(graph: GraphEditor): number {
  let count = 0;
  for (const node of graph.ofType('STFT')) {
    const [signal, step, window] = [node.input[0], graph.scalar(node.input[1]), graph.constant(node.input[2])];
    const values = window && numbers(window);
    if (signal === undefined || step === undefined || !(values instanceof Float32Array)) continue;
    const size = elementCount(window!);
    if (intOf(node, 'onesided') === 0 || (graph.scalar(node.input[3]) ?? size) !== size) continue;
    const bins = Math.floor(size / 2) + 1;
    const basis = Float32Array.from({ length: bins * 2 * size }, (_, index) => {
      const [bin, imaginary, sample] = [Math.floor(index / (2 * size)), Math.floor(index / size) % 2, index % size];
      if (imaginary && (2 * bin) % size === 0) return 0;
      const angle = (2 * Math.PI * ((bin * sample) % size)) / size;
      return values[sample]! * (imaginary ? -Math.sin(angle) : Math.cos(angle));
    });
    const row = graph.add('Reshape', [signal, graph.ints([1, 1, -1])]);
    const weight = graph.addConstant(basis, [bins * 2, 1, size]);
    const shift = Float32Array.from({ length: bins * 2 }, (_, row) =>
      row % 2 === 1 && (row - 1) % size === 0 ? POSITIVE_ZERO : 0,
    );
    const bias = graph.addConstant(shift, [bins * 2]);
    const bands = graph.add('Conv', [row, weight, bias], { strides: [step], kernel_shape: [size] });
    const frames = graph.add('Transpose', [bands], { perm: [0, 2, 1] });
    graph.replace(node.output[0]!, graph.add('Reshape', [frames, graph.ints([1, -1, bins, 2])]));
    count += 1;
  }
  return count;
}
