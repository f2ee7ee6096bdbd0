// Loaded into a speech server before anything else (`node --import`): plays a CUDA device on the CPU. Sessions for `cuda` become
// sessions for the CPU. While the file PLAYED_GPU exists, they fail as those of ONNX Runtime on a GPU whose context is lost, and
// cannot be made.
import fs, { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { InferenceSession } from '../../runtime/model/onnxruntime.ts';

const lost = (): boolean => existsSync(process.env['PLAYED_GPU'] ?? '');
const isPlayed = (library: string): boolean => /libonnxruntime_providers_cuda|libcudnn/.test(library);

const real = { existsSync, dlopen: process.dlopen.bind(process) };
fs.existsSync = (path) => (typeof path === 'string' && isPlayed(path)) || real.existsSync(path);
syncBuiltinESMExports();
process.dlopen = (module, library, ...flags) => {
  if (!isPlayed(library)) real.dlopen(module, library, ...flags);
};

type Options = InferenceSession.SessionOptions;
const create = InferenceSession.create.bind(InferenceSession) as (
  model: Uint8Array | string,
  options: Options,
) => Promise<InferenceSession>;
const failure = (code: number, words: string): Error =>
  new Error(
    `Non-zero status code returned while running Gather node. Name:'/encoder/Gather' Status Message: CUDA failure ${code}: ${words} ; ` +
      'GPU=0 ; hostname=pod ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/gpu_data_transfer.cc ; line=73 ; ' +
      'expr=cudaMemcpyAsync(dst_data, src_data, bytes, cudaMemcpyHostToDevice, stream); ',
  );

Object.assign(InferenceSession, {
  async create(model: Uint8Array | string, options: Options) {
    if (!options.executionProviders?.includes('cuda')) return create(model, options);
    if (lost()) throw failure(100, 'no CUDA-capable device is detected');
    const session = await create(model, { ...options, executionProviders: ['cpu'] });
    const run = session.run.bind(session);
    session.run = async (feeds: InferenceSession.FeedsType) => {
      if (lost()) throw failure(719, 'unspecified launch failure');
      return run(feeds);
    };
    return session;
  },
});
