import { AttributeType, DataType } from './onnx-proto.ts';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor } from './onnx-proto.ts';

type Numbers = Float32Array | Float16Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;

export type AttributeValue = number | string | readonly number[];

/**
 * A graph that is being rewritten: who makes and who reads each value, new nodes and constants under fresh names.
 * `finish` drops what nothing reads any more and puts the nodes into an order that ONNX accepts.
 */
export class GraphEditor {
  readonly #graph: OnnxGraph;
  readonly #makers = new Map<string, OnnxNode>();
  readonly #readers = new Map<string, Set<OnnxNode>>();
  readonly #tensors: Map<string, OnnxTensor>;
  readonly #shared = new Map<string, string>();
  readonly #nodeNames = new Set<string>();
  readonly #protected = new Set<OnnxNode>();
  #fresh = 0;

  constructor(graph: OnnxGraph) {
    this.#graph = graph;
    this.#tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
    for (const node of graph.node) this.#link(node);
  }

  /** All nodes, in the graph's order. */
  nodes(): readonly OnnxNode[] {
    return this.#graph.node;
  }

  /** All constants. */
  constants(): OnnxTensor[] {
    return [...this.#tensors.values()];
  }

  /** Element types of the graph's inputs and outputs, where they are tensors (onnx.proto, TypeProto.Tensor.elem_type). */
  ends(): number[] {
    return [...this.#graph.input, ...this.#graph.output].flatMap(({ type }) =>
      type?.[0] === 0x0a && type[2] === 0x08 ? [type[3]!] : [],
    );
  }

  /** Nodes of one kind, in the graph's order. */
  ofType(opType: string): OnnxNode[] {
    return this.#graph.node.filter((node) => node.opType === opType && !this.#protected.has(node));
  }

  /** From now on `ofType` leaves out the nodes that this value is computed from. */
  protect(value: string): void {
    const pending = [value];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const node = this.#makers.get(next);
      if (!node || this.#protected.has(node)) continue;
      this.#protected.add(node);
      pending.push(...node.input);
    }
  }

  isProtected(node: OnnxNode): boolean {
    return this.#protected.has(node);
  }

  maker(value: string | undefined): OnnxNode | undefined {
    return value === undefined ? undefined : this.#makers.get(value);
  }

  readers(value: string): OnnxNode[] {
    return [...(this.#readers.get(value) ?? [])];
  }

  /** The only node that reads a value, when it is of this kind. */
  onlyReader(value: string | undefined, opType: string): OnnxNode | undefined {
    const readers = value === undefined ? [] : this.readers(value);
    return readers.length === 1 && readers[0]?.opType === opType ? readers[0] : undefined;
  }

  constant(name: string | undefined): OnnxTensor | undefined {
    return name === undefined ? undefined : this.#tensors.get(name);
  }

  /** The single number in a constant of one element. */
  scalar(name: string | undefined): number | undefined {
    const tensor = this.constant(name);
    if (!tensor || elementCount(tensor) !== 1) return undefined;
    const value = numbers(tensor)?.[0];
    return value === undefined ? undefined : Number(value);
  }

  /** Adds a node with one output and returns that output's name. */
  add(
    opType: string,
    input: readonly string[],
    attributes: Record<string, AttributeValue> = {},
    domain = '',
    outputs = 1,
  ): string {
    const name = this.#freshName();
    const output = Array.from({ length: outputs }, (_, index) => (index === 0 ? name : `${name}_${index}`));
    const attribute = Object.entries(attributes).map(([key, value]) => toAttribute(key, value));
    const node: OnnxNode = { name, opType, domain, input: [...input], output, attribute };
    this.#graph.node.push(node);
    this.#link(node);
    return name;
  }

  /** Adds a constant; equal small ones are stored once. */
  addConstant(data: Numbers, dims: readonly number[]): string {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const dataType = typeOf(data);
    const key = bytes.length <= 64 ? `${dataType}:${dims.join()}:${bytes.join()}` : undefined;
    const known = key === undefined ? undefined : this.#shared.get(key);
    if (known !== undefined) return known;
    const name = this.#freshName();
    const tensor = { name, dims: [...dims], dataType, rawData: bytes };
    this.#tensors.set(name, tensor);
    if (key !== undefined) this.#shared.set(key, name);
    return name;
  }

  ints(values: readonly number[]): string {
    return this.addConstant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /** Makes everything that reads `value` read `replacement`. */
  replace(value: string, replacement: string): void {
    for (const reader of this.readers(value)) {
      reader.input = reader.input.map((name) => (name === value ? replacement : name));
      this.#readersOf(replacement).add(reader);
    }
    this.#readers.delete(value);
    const output = this.#graph.output.find((one) => one.name === value);
    if (!output) return;
    // The graph's own outputs keep their names.
    this.add('Identity', [replacement]);
    const identity = this.#graph.node.at(-1)!;
    const old = this.#makers.get(value);
    if (old) old.output = old.output.map((name) => (name === value ? `${value}_unused` : name));
    identity.output = [value];
    this.#makers.set(value, identity);
  }

  /** Drops what no output needs, sorts the nodes and stores constants. */
  finish(): void {
    const order: OnnxNode[] = [];
    const seen = new Set<OnnxNode>();
    const used = new Set<string>();
    const pending: { node: OnnxNode; next: number }[] = [];
    const visit = (value: string) => {
      used.add(value);
      const node = this.#makers.get(value);
      if (!node || seen.has(node)) return;
      seen.add(node);
      pending.push({ node, next: 0 });
    };
    for (const output of this.#graph.output) {
      visit(output.name);
      for (let top = pending.at(-1); top; top = pending.at(-1)) {
        const input = top.node.input[top.next++];
        if (input !== undefined) visit(input);
        else order.push(pending.pop()!.node);
      }
    }
    this.#graph.node = order;
    this.#graph.initializer = [...this.#tensors.values()].filter((tensor) => used.has(tensor.name));
  }

  #freshName(): string {
    for (;;) {
      const name = `prepared_${this.#fresh++}`;
      if (!this.#makers.has(name) && !this.#tensors.has(name) && !this.#nodeNames.has(name)) return name;
    }
  }

  #link(node: OnnxNode): void {
    this.#nodeNames.add(node.name);
    for (const value of node.output) if (value !== '') this.#makers.set(value, node);
    for (const value of node.input) if (value !== '') this.#readersOf(value).add(node);
  }

  #readersOf(value: string): Set<OnnxNode> {
    let readers = this.#readers.get(value);
    if (!readers) this.#readers.set(value, (readers = new Set()));
    return readers;
  }
}

/** An attribute's numbers, or undefined when the node does not have it. */
export function intsOf(node: OnnxNode, name: string): number[] | undefined {
  return node.attribute.find((attribute) => attribute.name === name)?.ints;
}

/** An attribute's number, or undefined when the node does not have it. */
export function intOf(node: OnnxNode, name: string): number | undefined {
  return node.attribute.find((attribute) => attribute.name === name)?.i;
}

/** An attribute's number, or undefined when the node does not have it. */
export function floatOf(node: OnnxNode, name: string): number | undefined {
  return node.attribute.find((attribute) => attribute.name === name)?.f;
}

export function elementCount(tensor: OnnxTensor): number {
  return tensor.dims.reduce((product, size) => product * size, 1);
}

/** A tensor's numbers; undefined for element types that no rewriting looks at. */
export function numbers(tensor: OnnxTensor): Numbers | undefined {
  const { rawData: raw, dataType } = tensor;
  if (!raw || raw.length === 0) {
    if (dataType === DataType.FLOAT) return Float32Array.from(tensor.floatData ?? []);
    if (dataType === DataType.INT64) return BigInt64Array.from(tensor.int64Data ?? [], BigInt);
    if (dataType === DataType.FLOAT16) return new Float16Array(Uint16Array.from(tensor.int32Data ?? []).buffer);
    if (dataType === DataType.UINT8) return Uint8Array.from(tensor.int32Data ?? []);
    if (dataType === DataType.INT8) return Int8Array.from(tensor.int32Data ?? []);
    return dataType === DataType.INT32 ? Int32Array.from(tensor.int32Data ?? []) : undefined;
  }
  // A copy is aligned, which a view of the file is not.
  const bytes = new Uint8Array(raw);
  if (dataType === DataType.FLOAT) return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  if (dataType === DataType.FLOAT16) return new Float16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  if (dataType === DataType.UINT8) return bytes;
  if (dataType === DataType.INT8) return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  if (dataType === DataType.INT32) return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  if (dataType === DataType.INT64) return new BigInt64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  return undefined;
}

function typeOf(data: Numbers): number {
  if (data instanceof Float32Array) return DataType.FLOAT;
  if (data instanceof Float16Array) return DataType.FLOAT16;
  if (data instanceof Int8Array) return DataType.INT8;
  if (data instanceof Uint8Array) return DataType.UINT8;
  return data instanceof Int32Array ? DataType.INT32 : DataType.INT64;
}

function toAttribute(name: string, value: AttributeValue): OnnxAttribute {
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: Buffer.from(value) };
  if (typeof value === 'object') return { name, type: AttributeType.INTS, ints: [...value] };
  return Number.isInteger(value)
    ? { name, type: AttributeType.INT, i: value }
    : { name, type: AttributeType.FLOAT, f: value };
}
