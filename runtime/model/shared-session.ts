import { Tensor } from './onnxruntime.ts';
import type { InferenceSession } from './onnxruntime.ts';
import { OrtApi, memoryAt, textAt } from './ort-api.ts';
import type { Handle } from './ort-api.ts';

/** What speaks needs of a session. */
export type GraphSession = Pick<InferenceSession, 'inputNames' | 'outputNames' | 'inputMetadata' | 'run'> & {
  /** Where it is in the memory of this process, if other threads may use it too. */
  readonly address?: string;
  /** Gives its memory back. No thread may use it any more. */
  release(): void | Promise<void>;
};

/** Element types of tensors (ONNXTensorElementDataType). */
const TYPES = { float32: 1, int32: 6, int64: 7 } as const;
const ARRAYS = { 1: Float32Array, 6: Int32Array, 7: BigInt64Array } as const;
type TypeNumber = keyof typeof ARRAYS;

/** ORT_LOGGING_LEVEL_FATAL, ORT_DISABLE_ALL and ORT_ENABLE_ALL. */
const LOG_FATAL = 4;
const LEVELS = { disabled: 0, all: 99 };

export interface SharedSessionOptions {
  threads: number;
  graphOptimizationLevel: keyof typeof LEVELS;
  /** Session options by name (onnxruntime_session_options_config_keys.h). */
  entries: Record<string, string>;
}

/**
 * A session on the CPU that several threads of this process use at once: they share its weights, its memory and its threads,
 * and each inference is as it would be alone (OrtApi::Run is thread-safe; results do not depend on the number of threads).
 * The Node binding has no way to do that: its sessions belong to one thread each.
 */
export class SharedSession implements GraphSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: InferenceSession['inputMetadata'];
  readonly #api: OrtApi;
  readonly #session: Handle;
  readonly #allocator: Handle;

  private constructor(api: OrtApi, session: Handle) {
    this.#api = api;
    this.#session = session;
    this.#allocator = api.get('GetAllocatorWithDefaultOptions');
    this.inputNames = this.#names('Input');
    this.outputNames = this.#names('Output');
    this.inputMetadata = this.inputNames.map((name, index) => ({
      name,
      isTensor: true,
      type: this.#inputType(index),
      shape: [],
    }));
  }

  /** Loads a model from a file, or from its bytes. It stays loaded until `release`. */
  static load(model: string | Uint8Array, options: SharedSessionOptions): SharedSession {
    const api = new OrtApi();
    const env = api.get('CreateEnv', LOG_FATAL, 'tts');
    const settings = api.get('CreateSessionOptions');
    try {
      api.call('DisableMemPattern', settings);
      api.call('SetSessionLogSeverityLevel', settings, LOG_FATAL);
      api.call('SetSessionGraphOptimizationLevel', settings, LEVELS[options.graphOptimizationLevel]);
      api.call('SetIntraOpNumThreads', settings, options.threads);
      api.call('SetInterOpNumThreads', settings, 1);
      for (const [key, value] of Object.entries(options.entries)) {
        api.call('AddSessionConfigEntry', settings, key, value);
      }
      const session =
        typeof model === 'string'
          ? api.get('CreateSession', env, model, settings)
          : api.get('CreateSessionFromArray', env, model, model.length, settings);
      return new SharedSession(api, session);
    } finally {
      api.release('ReleaseSessionOptions', settings);
    }
  }

  /** The session that another thread of this process loaded. */
  static at(address: string): SharedSession {
    return new SharedSession(new OrtApi(), BigInt(address));
  }

  /** Where it is, for `at`. */
  get address(): string {
    return String(this.#session);
  }

  release(): void {
    this.#api.release('ReleaseSession', this.#session);
  }

  /** Computes all outputs. The thread that calls is one of those that compute. */
  async run(feeds: InferenceSession.FeedsType): Promise<Record<string, Tensor>> {
    const api = this.#api;
    const values: Handle[] = [];
    try {
      for (const name of this.inputNames) values.push(this.#value(feeds[name] as Tensor));
      const outputs: (Handle | null)[] = this.outputNames.map(() => null);
      const { inputNames, outputNames } = this;
      api.call(
        'Run',
        ...[this.#session, null, inputNames, values.slice(), values.length],
        ...[outputNames, outputs.length, outputs],
      );
      values.push(...(outputs as Handle[]));
      return Object.fromEntries(outputNames.map((name, index) => [name, this.#tensor(outputs[index]!)]));
    } finally {
      for (const value of values) api.release('ReleaseValue', value);
    }
  }

  #names(kind: 'Input' | 'Output'): string[] {
    const api = this.#api;
    const count = Number(api.get<number>(`SessionGet${kind}Count`, this.#session));
    return Array.from({ length: count }, (_, index) => {
      const pointer = api.get(`SessionGet${kind}Name`, this.#session, index, this.#allocator);
      const name = textAt(pointer);
      api.call('AllocatorFree', this.#allocator, pointer);
      return name;
    });
  }

  #inputType(index: number): Tensor.Type {
    const api = this.#api;
    const type = api.get('SessionGetInputTypeInfo', this.#session, index);
    const number = api.get<number>('GetTensorElementType', api.get('CastTypeInfoToTensorInfo', type));
    api.release('ReleaseTypeInfo', type);
    const known = Object.entries(TYPES).find(([, one]) => one === number);
    if (!known) throw new Error(`the model has an input of the type ${number}`);
    return known[0] as keyof typeof TYPES;
  }

  #value({ type, data, dims }: Tensor): Handle {
    const api = this.#api;
    const number = TYPES[type as keyof typeof TYPES];
    const bytes = data as Float32Array | Int32Array | BigInt64Array;
    const value = api.get('CreateTensorAsOrtValue', this.#allocator, dims.map(BigInt), dims.length, number);
    const memory = memoryAt(api.get('GetTensorMutableData', value), bytes.byteLength);
    new Uint8Array(memory).set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return value;
  }

  /** A copy of a value, as one dimension. */
  #tensor(value: Handle): Tensor {
    const api = this.#api;
    const info = api.get('GetTensorTypeAndShape', value);
    const number = api.get<number>('GetTensorElementType', info);
    const count = Number(api.get<number>('GetTensorShapeElementCount', info));
    api.release('ReleaseTensorTypeAndShapeInfo', info);
    const Numbers = ARRAYS[number as TypeNumber] as (typeof ARRAYS)[TypeNumber] | undefined;
    if (!Numbers) throw new Error(`the model has an output of the type ${number}`);
    const memory = memoryAt(api.get('GetTensorMutableData', value), count * Numbers.BYTES_PER_ELEMENT);
    const data = new Numbers(memory.slice(0));
    return data instanceof Float32Array ? new Tensor('float32', data) : integers(data);
  }
}

function integers(data: Int32Array | BigInt64Array): Tensor {
  return data instanceof Int32Array ? new Tensor('int32', data) : new Tensor('int64', data);
}
