import protobuf from 'protobufjs/light.js';

/** Element types of a tensor (onnx.proto, TensorProto.DataType), as far as Kokoro's graphs use them. */
export const DataType = { FLOAT: 1, UINT8: 2, INT8: 3, INT32: 6, INT64: 7, FLOAT16: 10 } as const;

/** Kinds of attributes (onnx.proto, AttributeProto.AttributeType). */
export const AttributeType = { FLOAT: 1, INT: 2, STRING: 3, TENSOR: 4, GRAPH: 5, FLOATS: 6, INTS: 7 } as const;

/** onnx.proto TensorProto; numbers live in `rawData` or in one of the typed lists. */
export interface OnnxTensor {
  dims: number[];
  dataType: number;
  name: string;
  rawData?: Uint8Array;
  floatData?: number[];
  int32Data?: number[];
  int64Data?: number[];
}

/** onnx.proto AttributeProto. */
export interface OnnxAttribute {
  name: string;
  type: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  t?: OnnxTensor;
  floats?: number[];
  ints?: number[];
}

/** onnx.proto NodeProto. */
export interface OnnxNode {
  name: string;
  opType: string;
  domain: string;
  input: string[];
  output: string[];
  attribute: OnnxAttribute[];
}

/** onnx.proto GraphProto; value infos are only those of inputs and outputs. */
export interface OnnxGraph {
  name: string;
  node: OnnxNode[];
  initializer: OnnxTensor[];
  input: OnnxValueInfo[];
  output: OnnxValueInfo[];
}

/** onnx.proto ValueInfoProto; the type is passed on as bytes. */
export interface OnnxValueInfo {
  name: string;
  type?: Uint8Array;
}

/** onnx.proto ModelProto. */
export interface OnnxModel {
  irVersion: number;
  opsetImport: { domain: string; version: number }[];
  graph: OnnxGraph;
}

// All of Kokoro's 64-bit numbers outside of raw data are exact as numbers.
protobuf.util.Long = null as unknown as typeof protobuf.util.Long;
protobuf.configure();

type Field = [number: number, type: string, repeated?: boolean];
const messages: Record<string, Record<string, Field>> = {
  OpsetId: { domain: [1, 'string'], version: [2, 'int64'] },
  Tensor: {
    dims: [1, 'int64', true],
    dataType: [2, 'int32'],
    floatData: [4, 'float', true],
    int32Data: [5, 'int32', true],
    int64Data: [7, 'int64', true],
    name: [8, 'string'],
    rawData: [9, 'bytes'],
    doubleData: [10, 'double', true],
    externalData: [13, 'bytes', true],
    dataLocation: [14, 'int32'],
  },
  Attribute: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    s: [4, 'bytes'],
    t: [5, 'Tensor'],
    g: [6, 'bytes'],
    floats: [7, 'float', true],
    ints: [8, 'int64', true],
    strings: [9, 'bytes', true],
    tensors: [10, 'Tensor', true],
    graphs: [11, 'bytes', true],
    type: [20, 'int32'],
  },
  Node: {
    input: [1, 'string', true],
    output: [2, 'string', true],
    name: [3, 'string'],
    opType: [4, 'string'],
    attribute: [5, 'Attribute', true],
    domain: [7, 'string'],
  },
  ValueInfo: { name: [1, 'string'], type: [2, 'bytes'] },
  Graph: {
    node: [1, 'Node', true],
    name: [2, 'string'],
    initializer: [5, 'Tensor', true],
    input: [11, 'ValueInfo', true],
    output: [12, 'ValueInfo', true],
    sparseInitializer: [15, 'bytes', true],
  },
  Model: {
    irVersion: [1, 'int64'],
    graph: [7, 'Graph'],
    opsetImport: [8, 'OpsetId', true],
    functions: [25, 'bytes', true],
  },
};

const root = protobuf.Root.fromJSON({
  nested: Object.fromEntries(
    Object.entries(messages).map(([message, fields]) => [
      message,
      {
        fields: Object.fromEntries(
          Object.entries(fields).map(([name, [id, type, repeated]]) => [
            name,
            { id, type, ...(repeated ? { rule: 'repeated' } : {}) },
          ]),
        ),
      },
    ]),
  ),
});
const modelType = root.lookupType('Model');

/**
 * Reads an ONNX model, weights as views of `bytes`. What only documents it (shapes in between, doc strings, metadata)
 * is left out. Throws when the bytes are no model.
 */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  const model = modelType.decode(bytes) as unknown as OnnxModel;
  if (model.graph.node.length === 0) throw new Error('not an ONNX model: its graph is empty');
  return model;
}

/** Writes an ONNX model. */
export function encodeModel(model: OnnxModel): Uint8Array {
  return modelType.encode(model).finish();
}
