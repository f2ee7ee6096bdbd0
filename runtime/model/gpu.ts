import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A GPU that was asked for and cannot be used; the message names the library or the device that is missing. */
export class GpuError extends Error {
  override name = 'GpuError';
}

/** A GPU that was in use and computes no more: its context in this process cannot be had back. */
export class GpuLostError extends Error {
  override name = 'GpuLostError';
}

/** Precisions of published weights that nobody turns into floats for a GPU. */
export const NOT_ON_GPU: readonly string[] = ['q4', 'q4f16', 'q8f16', 'uint8', 'uint8f16'];

const PROVIDER = 'libonnxruntime_providers_cuda.so';

/** The folder of ONNX Runtime's libraries, where it looks for its providers. */
export function providerFolder(): string {
  const module = createRequire(import.meta.url).resolve('onnxruntime-node');
  return join(dirname(module), '../bin/napi-v6', process.platform, process.arch);
}

/** The library that keeps a process from CUDA, and what to do about it; undefined when all of them load. */
export function missingLibrary(folder = providerFolder()): string | undefined {
  const provider = join(folder, PROVIDER);
  if (!existsSync(provider))
    return `${PROVIDER} is missing: this image is not the GPU image (RUNTIME_GPU_IMAGE, spec.image)`;
  // ONNX Runtime says no more than "Failed to load shared library", and opens cuDNN only when it computes.
  const missing = loadProblem(provider) ?? loadProblem('libcudnn.so.9');
  return missing?.startsWith('libcuda.so')
    ? `${missing}. It is part of the GPU's driver: check that the node has a driver, that the pod asks for a GPU, and spec.pod.runtimeClassName`
    : missing;
}

/** What the loader says about a library, such as `libcuda.so.1: cannot open shared object file: No such file or directory`. */
function loadProblem(library: string): string | undefined {
  try {
    process.dlopen({ exports: {} }, library);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Libraries that are no addon of Node's have been loaded when that is found out, and symbols of ONNX Runtime's come later.
    if (!/did not self-register|undefined symbol: Provider_GetHost/.test(message)) return message;
  }
  return undefined;
}

/** ONNX Runtime's message without its C++ signatures, such as `CUDA failure 100: no CUDA-capable device is detected`. */
export function gpuProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /C[A-Za-z]+ failure \d+: [^;]*[^;\s]/.exec(message)?.[0] ?? message.trim();
}
