import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { gpuProblem, missingLibrary } from './gpu.ts';
import { onGpu } from './kokoro.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tts-gpu-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

it('without the provider it says which image has it', () => {
  expect(missingLibrary(folder())).toBe(
    'libonnxruntime_providers_cuda.so is missing: this image is not the GPU image (RUNTIME_GPU_IMAGE, spec.image)',
  );
});

it('passes on what the loader says of a provider that does not load', () => {
  const broken = folder();
  writeFileSync(join(broken, 'libonnxruntime_providers_cuda.so'), Buffer.alloc(4096));
  expect(missingLibrary(broken)).toContain('libonnxruntime_providers_cuda.so: invalid ELF header');
});

it('leaves the C++ out of what CUDA says', () => {
  const told =
    '/src/cuda_call.cc:154 std::conditional_t<THRW, void> onnxruntime::CudaCall(ERRTYPE, const char*) [with ERRTYPE = cudaError] ' +
    'CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 ; hostname=vm ; file=/src/cuda.cc ; line=352 ; expr=f(x); \n\n';
  expect(gpuProblem(new Error(told))).toBe('CUDA failure 100: no CUDA-capable device is detected');
  expect(gpuProblem(new Error('cuDNN is not available. Install cuDNN. \n'))).toBe(
    'cuDNN is not available. Install cuDNN.',
  );
});

const runFailure = (problem: string) =>
  new Error(
    `Non-zero status code returned while running Conv node. Name:'c' Status Message: ${problem} ; GPU=0 ; hostname=vm ; line=1 `,
  );

it.each([
  'CUDA failure 719: unspecified launch failure',
  'CUDNN failure 5000: CUDNN_STATUS_EXECUTION_FAILED',
  'CUBLAS failure 13: CUBLAS_STATUS_EXECUTION_FAILED',
])('a GPU that speaks no more at all is lost: %s', async (problem) => {
  const infer = async () => Promise.reject(runFailure(problem));
  const input = { ids: [1, 2, 3], style: new Float32Array(256), speed: 1 };
  await expect(onGpu({ infer }).infer(input)).rejects.toMatchObject({ name: 'GpuLostError', message: problem });
});

it('a GPU without room for one input is not lost', async () => {
  const full = runFailure('Failed to allocate memory for requested buffer of size 1073741824');
  const output = { samples: new Float32Array(1), durations: undefined };
  const infer = async ({ ids }: { ids: readonly number[] }) => (ids.length > 1 ? Promise.reject(full) : output);
  const input = { ids: [1, 2, 3], style: new Float32Array(256), speed: 1 };
  await expect(onGpu({ infer }).infer(input)).rejects.toBe(full);
  await expect(onGpu({ infer }).infer({ ...input, ids: [1] })).resolves.toBe(output);
});
