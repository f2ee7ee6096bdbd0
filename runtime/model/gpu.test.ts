import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { gpuProblem, missingLibrary } from './gpu.ts';

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
