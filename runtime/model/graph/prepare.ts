import { keepChannelsLast } from './channels-last.ts';
import { unfoldConvolutions } from './convolutions.ts';
import { convolveFourierTransforms } from './fourier.ts';
import { limitFrames } from './limit-frames.ts';
import { GraphEditor } from './graph-editor.ts';
import { fuseInstanceNorms } from './instance-norm.ts';
import { decodeModel, encodeModel } from './onnx-proto.ts';
import { multiplyInPieces } from './pieces.ts';
import { simplifySnakes } from './snake.ts';
import { multiplyUpsamplings } from './upsampling.ts';

export interface Preparation {
  bytes: Uint8Array;
  /** How many places each rewriting changed. */
  changed: {
    instanceNorms: number;
    snakes: number;
    convolutions: number;
    upsamplings: number;
    fourierTransforms: number;
    turns: number;
    inPieces: number;
  };
}

/**
 * Rewrites a quantised export of Kokoro into one that onnxruntime computes faster on CPUs; the speech is the same but
 * for rounding. What it does not recognise stays as it is, so every valid model comes out valid.
 */
export function prepareModel(bytes: Uint8Array): Preparation {
  const model = decodeModel(bytes);
  limitFrames(model.graph);
  const graph = new GraphEditor(model.graph);
  // The harmonic source has the only Tanh: the pitch it reads, and the durations before that, stay the same to the bit.
  const sources = graph.ofType('Tanh');
  if (sources.length === 1) graph.protect(sources[0]!.output[0]!);
  const instanceNorms = fuseInstanceNorms(graph);
  const snakes = simplifySnakes(graph);
  const convolutions = unfoldConvolutions(graph);
  const upsamplings = multiplyUpsamplings(graph);
  const fourierTransforms = convolveFourierTransforms(graph);
  const turns = keepChannelsLast(graph);
  const inPieces = multiplyInPieces(graph);
  graph.finish();
  return {
    bytes: encodeModel(model),
    changed: { instanceNorms, snakes, convolutions, upsamplings, fourierTransforms, turns, inPieces },
  };
}
