// Loaded into a speech server before anything else (`node --import`): plays a CUDA device on the CPU. Sessions for `cuda` become
// sessions for the CPU. While the file PLAYED_GPU exists, they fail as those of ONNX Runtime on a GPU whose context is lost, and
// cannot be made.
import fs, { existsSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import type { InferenceSession as Session } from 'onnxruntime-node';

const lost = (): boolean => existsSync(process.env['PLAYED_GPU'] ?? '');
const isPlayed = (library: string): boolean => /libonnxruntime_providers_cuda|libcudnn/.test(library);

const real = { existsSync, dlopen: process.dlopen.bind(process) };
fs.existsSync = (path) => (typeof path === 'string' && isPlayed(path)) || real.existsSync(path);
syncBuiltinESMExports();
process.dlopen = (module, library, ...flags) => {
  if (!isPlayed(library)) real.dlopen(module, library, ...flags);
};

const require = createRequire(join(import.meta.dirname, '../../package.json'));
const { InferenceSession } = require('onnxruntime-node') as typeof import('onnxruntime-node');
const create = InferenceSession.create.bind(InferenceSession) as (
  model: Uint8Array | string,
  options: Session.SessionOptions,
) => Promise<Session>;
const failure = (code: number, words: string): Error =>
  new Error(
    `Non-zero status code returned while running Gather node. Name:'/encoder/Gather' Status Message: CUDA failure ${code}: ${words} ; ` +
      'GPU=0 ; hostname=pod ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/gpu_data_transfer.cc ; line=73 ; ' +
      'expr=cudaMemcpyAsync(dst_data, src_data, bytes, cudaMemcpyHostToDevice, stream); ',
  );

Object.assign(InferenceSession, {
  async create(model: Uint8Array | string, options: Session.SessionOptions) {
    if (!options.executionProviders?.includes('cuda')) return create(model, options);
    if (lost()) throw failure(100, 'no CUDA-capable device is detected');
    const session = await create(model, { ...options, executionProviders: ['cpu'] });
    const run = session.run.bind(session);
    session.run = async (feeds: Session.FeedsType) => {
      if (lost()) throw failure(719, 'unspecified launch failure');
      return run(feeds);
    };
    return session;
  },
});
