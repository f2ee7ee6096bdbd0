// ONNX Runtime's C API, of which its Node binding shows a part only. Nothing loads it before its telemetry is off.
import './no-telemetry.ts';
import { join } from 'node:path';
import koffi from 'koffi';
import { providerFolder } from './gpu.ts';

/** The version of the API, not of the library: later libraries have this one too. */
const API_VERSION = 24;

/** A pointer to something of the library. */
export type Handle = bigint;

/** Places in the table of functions, and their parameters (OrtApi in onnxruntime_c_api.h: places never change). */
const FUNCTIONS = {
  GetErrorMessage: [2, 'const char *(void *status)'],
  CreateEnv: [3, 'void *(int level, const char *id, _Out_ void **out)'],
  CreateSession: [7, 'void *(void *env, const char *path, void *options, _Out_ void **out)'],
  CreateSessionFromArray: [8, 'void *(void *env, const void *model, size_t length, void *options, _Out_ void **out)'],
  Run: [
    9,
    'void *(void *session, void *options, const char **inputNames, void **inputs, size_t inputCount, const char **outputNames, size_t outputCount, _Inout_ void **outputs)',
  ],
  CreateSessionOptions: [10, 'void *(_Out_ void **out)'],
  DisableMemPattern: [17, 'void *(void *options)'],
  SetSessionLogSeverityLevel: [22, 'void *(void *options, int level)'],
  SetSessionGraphOptimizationLevel: [23, 'void *(void *options, int level)'],
  SetIntraOpNumThreads: [24, 'void *(void *options, int threads)'],
  SetInterOpNumThreads: [25, 'void *(void *options, int threads)'],
  SessionGetInputCount: [30, 'void *(void *session, _Out_ size_t *out)'],
  SessionGetOutputCount: [31, 'void *(void *session, _Out_ size_t *out)'],
  SessionGetInputTypeInfo: [33, 'void *(void *session, size_t index, _Out_ void **out)'],
  SessionGetInputName: [36, 'void *(void *session, size_t index, void *allocator, _Out_ void **out)'],
  SessionGetOutputName: [37, 'void *(void *session, size_t index, void *allocator, _Out_ void **out)'],
  CreateTensorAsOrtValue: [
    48,
    'void *(void *allocator, const int64_t *shape, size_t dimensions, int type, _Out_ void **out)',
  ],
  GetTensorMutableData: [51, 'void *(void *value, _Out_ void **out)'],
  CastTypeInfoToTensorInfo: [55, 'void *(void *type, _Out_ void **out)'],
  GetTensorElementType: [60, 'void *(void *info, _Out_ int *out)'],
  GetTensorShapeElementCount: [64, 'void *(void *info, _Out_ size_t *out)'],
  GetTensorTypeAndShape: [65, 'void *(void *value, _Out_ void **out)'],
  AllocatorFree: [76, 'void *(void *allocator, void *memory)'],
  GetAllocatorWithDefaultOptions: [78, 'void *(_Out_ void **out)'],
  ReleaseStatus: [93, 'void (void *status)'],
  ReleaseSession: [95, 'void (void *session)'],
  ReleaseValue: [96, 'void (void *value)'],
  ReleaseTypeInfo: [98, 'void (void *type)'],
  ReleaseTensorTypeAndShapeInfo: [99, 'void (void *info)'],
  ReleaseSessionOptions: [100, 'void (void *options)'],
  AddSessionConfigEntry: [130, 'void *(void *options, const char *key, const char *value)'],
} as const satisfies Record<string, readonly [place: number, type: string]>;

type Name = keyof typeof FUNCTIONS;
type Call = (...values: unknown[]) => unknown;

/** The C API of the library that the Node binding uses; `call` and `get` throw what a function reports. */
export class OrtApi {
  readonly #functions: Record<Name, Call>;

  constructor() {
    const library = koffi.load(join(providerFolder(), 'libonnxruntime.so.1'));
    // OrtApiBase begins with GetApi.
    const base = library.func('void *OrtGetApiBase()')() as Handle;
    const getApi = functionAt(base, 0, 'void *(uint32_t version)');
    const table = getApi(API_VERSION) as Handle | null;
    if (table === null) throw new Error(`ONNX Runtime has no API ${API_VERSION}`);
    const functions = Object.entries(FUNCTIONS).map(([name, [place, type]]) => [name, functionAt(table, place, type)]);
    this.#functions = Object.fromEntries(functions) as Record<Name, Call>;
  }

  /** Calls a function that reports a status. */
  call(name: Name, ...values: unknown[]): void {
    const status = this.#functions[name](...values) as Handle | null;
    if (status === null) return;
    const message = this.#functions.GetErrorMessage(status) as string;
    this.#functions.ReleaseStatus(status);
    throw new Error(message);
  }

  /** Calls a function that reports a status; returns what it gives by its last parameter. */
  get<T = Handle>(name: Name, ...values: unknown[]): T {
    const out: [T | null] = [null];
    this.call(name, ...values, out);
    return out[0]!;
  }

  /** Calls one of the functions that release something. */
  release(name: Extract<Name, `Release${string}`>, handle: Handle): void {
    this.#functions[name](handle);
  }
}

/** Text that ends with a zero. */
export function textAt(pointer: Handle): string {
  return koffi.decode(pointer, 'char', -1) as string;
}

/** Memory of the library as an ArrayBuffer, no copy. It must not be used once it is released. */
export function memoryAt(pointer: Handle, bytes: number): ArrayBuffer {
  return koffi.view(pointer, bytes);
}

let types = 0;

function functionAt(table: Handle, place: number, type: string): Call {
  const pointer = koffi.decode(table, place * 8, 'void *') as Handle;
  const [result, parameters] = [type.slice(0, type.indexOf('(')), type.slice(type.indexOf('('))];
  return koffi.decode(pointer, koffi.proto(`${result} OrtFunction${types++}${parameters}`)) as Call;
}
