/** A wheel of a Python index: its published name, size and sha256, and the members that go into the image. */
export interface Wheel {
  package: string;
  version: string;
  file: string;
  bytes: number;
  sha256: string;
  libraries: string[];
  licenses: string[];
}

const cuda = 'nvidia/cu13/lib';
const cudnn = 'nvidia/cudnn/lib';

/** The CUDA provider, of the same version as npm's onnxruntime-node: the two share an interface that no version keeps. */
export const providerWheel: Wheel = {
  package: 'onnxruntime-gpu',
  version: '1.30.0',
  file: 'onnxruntime_gpu-1.30.0-cp312-cp312-manylinux_2_28_x86_64.whl',
  bytes: 246685715,
  sha256: '6acc0f4b3d5ac5f2984432faa59dd8fcce6775f8b43a7140afa0f322c7a703b1',
  libraries: [
    'onnxruntime/capi/libonnxruntime_providers_cuda.so',
    'onnxruntime/capi/libonnxruntime_providers_shared.so',
  ],
  licenses: ['onnxruntime/LICENSE', 'onnxruntime/ThirdPartyNotices.txt'],
};

/**
 * What the provider needs of CUDA 13.0, which it was compiled with: later versions need later drivers. cuFFT is left out
 * (only the operators Rfft and Irfft ask for it), and so are nvBLAS, headers and the variants that are not the default.
 */
export const cudaWheels: Wheel[] = [
  {
    package: 'nvidia-cuda-runtime',
    version: '13.0.96',
    file: 'nvidia_cuda_runtime-13.0.96-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    bytes: 2243632,
    sha256: '7f82250d7782aa23b6cfe765ecc7db554bd3c2870c43f3d1821f1d18aebf0548',
    libraries: [`${cuda}/libcudart.so.13`],
    licenses: ['nvidia_cuda_runtime-13.0.96.dist-info/licenses/License.txt'],
  },
  {
    package: 'nvidia-cublas',
    version: '13.1.0.3',
    file: 'nvidia_cublas-13.1.0.3-py3-none-manylinux_2_27_x86_64.whl',
    bytes: 423133236,
    sha256: 'ee8722c1f0145ab246bccb9e452153b5e0515fd094c3678df50b2a0888b8b171',
    libraries: [`${cuda}/libcublas.so.13`, `${cuda}/libcublasLt.so.13`],
    licenses: ['nvidia_cublas-13.1.0.3.dist-info/licenses/License.txt'],
  },
  {
    package: 'nvidia-curand',
    version: '10.4.0.35',
    file: 'nvidia_curand-10.4.0.35-py3-none-manylinux_2_27_x86_64.whl',
    bytes: 59544258,
    sha256: '1aee33a5da6e1db083fe2b90082def8915f30f3248d5896bcec36a579d941bfc',
    libraries: [`${cuda}/libcurand.so.10`],
    licenses: ['nvidia_curand-10.4.0.35.dist-info/licenses/License.txt'],
  },
  {
    package: 'nvidia-cuda-nvrtc',
    version: '13.0.88',
    file: 'nvidia_cuda_nvrtc-13.0.88-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
    bytes: 90215200,
    sha256: 'ad9b6d2ead2435f11cbb6868809d2adeeee302e9bb94bcf0539c7a40d80e8575',
    libraries: [`${cuda}/libnvrtc.so.13`, `${cuda}/libnvrtc-builtins.so.13.0`],
    licenses: ['nvidia_cuda_nvrtc-13.0.88.dist-info/licenses/License.txt'],
  },
  {
    package: 'nvidia-cudnn-cu13',
    version: '9.15.1.9',
    file: 'nvidia_cudnn_cu13-9.15.1.9-py3-none-manylinux_2_27_x86_64.whl',
    bytes: 351298418,
    sha256: 'ebc9a647918df0d7298d67cfaf41579fd4c78ead9aba246f5ad9414d61b9ec4c',
    libraries: [
      ...[`${cudnn}/libcudnn.so.9`, `${cudnn}/libcudnn_adv.so.9`, `${cudnn}/libcudnn_cnn.so.9`],
      ...[`${cudnn}/libcudnn_engines_precompiled.so.9`, `${cudnn}/libcudnn_engines_runtime_compiled.so.9`],
      ...[`${cudnn}/libcudnn_graph.so.9`, `${cudnn}/libcudnn_heuristic.so.9`, `${cudnn}/libcudnn_ops.so.9`],
    ],
    licenses: ['nvidia_cudnn_cu13-9.15.1.9.dist-info/licenses/License.txt'],
  },
];
