import { dequantise } from './dequantise.ts';
import type { Dequantised } from './dequantise.ts';
import { multiplyConvolutions } from './float-convolutions.ts';
import { convolveFourierTransforms } from './fourier.ts';
import { GraphEditor } from './graph-editor.ts';
import { fuseInstanceNorms } from './instance-norm.ts';
import { limitFrames } from './limit-frames.ts';
import { decodeModel, encodeModel } from './onnx-proto.ts';
import { interleavePools } from './pools.ts';
import { multiplyUpsamplings } from './upsampling.ts';

export interface GpuPreparation {
  bytes: Uint8Array;
  /** How many places each rewriting changed. */
  changed: Dequantised & {
    instanceNorms: number;
    fourierTransforms: number;
    upsamplings: number;
    pools: number;
    asProducts: number;
  };
}

/**
 * Rewrites an export of Kokoro for a GPU: 8-bit weights become floats, and what a GPU leaves to the CPU (STFT) or searches
 * an algorithm for (convolutions) becomes matrix products. What it does not recognise stays as it is.
 */
export function prepareForGpu(bytes: Uint8Array): GpuPreparation {
  const model = decodeModel(bytes);
  limitFrames(model.graph);
  const graph = new GraphEditor(model.graph);
  const dequantised = dequantise(graph);
  const instanceNorms = fuseInstanceNorms(graph);
  const fourierTransforms = convolveFourierTransforms(graph);
  const upsamplings = multiplyUpsamplings(graph, 4);
  const pools = interleavePools(graph);
  const asProducts = multiplyConvolutions(graph);
  graph.finish();
  const changed = { ...dequantised, instanceNorms, fourierTransforms, upsamplings, pools, asProducts };
  return { bytes: encodeModel(model), changed };
}
