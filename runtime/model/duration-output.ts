import { open } from 'node:fs/promises';
import type { OnnxGraph } from './graph/onnx-proto.ts';

/** The tensor of Kokoro's graph that holds how many 25 ms frames each token lasts; hexgrad's export gives it this name. */
const DURATIONS = '/encoder/Cast_output_0';

/** ONNX's number of int64 (onnx.proto TensorProto.DataType). */
const INT64 = 7;

/**
 * Reads a model file and makes its durations an output. Protocol Buffers merge a message field that occurs twice, so an
 * output is added by appending one more `graph` field that holds nothing else (protobuf.dev, "Last One Wins"; onnx.proto
 * ModelProto.graph = 7, GraphProto.output = 12). The sound is the same to the bit. A model without that tensor is
 * returned as it is.
 */
export async function readModelWithDurations(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { size } = await file.stat();
  const bytes = Buffer.allocUnsafeSlow(size + outputField.length);
  for (let offset = 0; offset < size;) {
    const { bytesRead } = await file.read(bytes, offset, size - offset, offset);
    if (bytesRead === 0) throw new Error(`${path} ended early`);
    offset += bytesRead;
  }
  outputField.copy(bytes, size);
  const model = bytes.subarray(0, size);
  return model.includes(DURATIONS) ? bytes : model;
}

/** Makes the durations an output of a decoded graph that computes them. */
export function addDurationOutput(graph: OnnxGraph): void {
  if (!graph.node.some((node) => node.output.includes(DURATIONS))) return;
  graph.output.push({ name: DURATIONS, type: tensorOfIntegers });
}

/** The output of a session that holds durations, or undefined when the model does not tell them. */
export function durationOutput(outputNames: readonly string[]): string | undefined {
  return outputNames.find((name) => [DURATIONS, 'duration', 'durations', 'pred_dur'].includes(name));
}

const tensorOfIntegers = field(1, Buffer.of(1 << 3, INT64));
const outputField = field(7, field(12, field(1, Buffer.from(DURATIONS)), field(2, tensorOfIntegers)));

/** A length-delimited field; its content must be shorter than 128 bytes. */
function field(number: number, ...content: Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes]);
}
