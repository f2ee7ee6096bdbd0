import { dequantise } from './dequantise.ts';
import type { Dequantised } from './dequantise.ts';
import { multiplyConvolutions } from './float-convolutions.ts';
import { convolveFourierTransforms } from './fourier.ts';
import { GraphEditor } from './graph-editor.ts';
import { fuseInstanceNorms } from './instance-norm.ts';
import { halveProducts, widenHalves } from './halves.ts';
import { limitFrames } from './limit-frames.ts';
import { decodeModel, encodeModel } from './onnx-proto.ts';
import type { OnnxGraph } from './onnx-proto.ts';
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
    /** Constants of 16-bit floats that became floats, and products that are computed in 16 bits again. */
    widened: number;
    halved: number;
  };
}

/**
 * Rewrites an export of Kokoro for a GPU: 8-bit weights become floats, and what a GPU leaves to the CPU (STFT) or searches
 * an algorithm for (convolutions) becomes matrix products. Of an export with 16-bit floats, the products of the decoder stay
 * in 16 bits; durations, pitch and phases are computed in floats. What it does not recognise stays as it is, but for
 * weights of 4 or 8 bits: it throws where those are left.
 */
export function prepareForGpu(bytes: Uint8Array): GpuPreparation {
  const model = decodeModel(bytes);
  limitFrames(model.graph);
  const graph = new GraphEditor(model.graph);
  const widened = widenHalves(graph);
  const dequantised = dequantise(graph);
  const instanceNorms = fuseInstanceNorms(graph);
  const fourierTransforms = convolveFourierTransforms(graph);
  const upsamplings = multiplyUpsamplings(graph, 4);
  const pools = interleavePools(graph);
  const asProducts = multiplyConvolutions(graph);
  const halved = widened > 0 ? halveDecoder(graph) : 0;
  graph.finish();
  requireFloats(model.graph);
  const products = { upsamplings, pools, asProducts };
  const changed = { ...dequantised, instanceNorms, fourierTransforms, ...products, widened, halved };
  return { bytes: encodeModel(model), changed };
}

/** Throws where weights of 4 or 8 bits are left, most of which a GPU would leave to the CPU. */
function requireFloats({ node }: OnnxGraph): void {
  const left = new Set(node.map(({ opType }) => opType).filter((type) => /Quant|Integer|^QLinear|NBits/.test(type)));
  if (left.size === 0) return;
  const kinds = [...left].sort().join(', ');
  throw new Error(`a GPU does not compute with the weights of this model (${kinds}): use precision fp32, fp16 or q8`);
}

/** The harmonic source has the only Tanh: the pitch that it reads, the phases and the durations before that stay in floats. */
function halveDecoder(graph: GraphEditor): number {
  const sources = graph.ofType('Tanh');
  if (sources.length !== 1) return 0;
  graph.protect(sources[0]!.output[0]!);
  return halveProducts(graph);
}
