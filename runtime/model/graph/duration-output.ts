import { DataType } from './onnx-proto.ts';
import type { OnnxValueInfo } from './onnx-proto.ts';

/** The tensor of Kokoro's graph that holds how many 25 ms frames each token lasts; hexgrad's export gives it this name. */
export const DURATIONS = '/encoder/Cast_output_0';

/** It as an output: integers of any shape (onnx.proto TypeProto: tensor_type = 1 with elem_type = 1). */
export const durationsInfo: OnnxValueInfo = {
  name: DURATIONS,
  type: Uint8Array.of((1 << 3) | 2, 2, 1 << 3, DataType.INT64),
};

/** The output of a session that holds durations, or undefined when the model does not tell them. */
export function durationOutput(outputNames: readonly string[]): string | undefined {
  return outputNames.find((name) => [DURATIONS, 'duration', 'durations', 'pred_dur'].includes(name));
}
