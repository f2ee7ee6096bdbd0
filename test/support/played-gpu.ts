// Loaded into a speech server before anything else (`node --import`): plays a CUDA device on the CPU. Sessions for `cuda` become
// sessions for the CPU. What the file PLAYED_GPU says, if it is there, befalls them:
//   lost       they fail as those of ONNX Runtime on a GPU whose context is lost, and cannot be made
//   lost N     they are lost after N inferences each
//   full       memory of the device is too short for any of them
//   full N     memory of the device is too short for an input of more than N ids
//   crash      they take their process down when they compute
//   hang       they never answer
//   silent     they compute nothing but zeros
import fs, { existsSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { InferenceSession } from '../../runtime/model/onnxruntime.ts';

const isPlayed = (library: string): boolean => /libonnxruntime_providers_cuda|libcudnn/.test(library);

const real = { existsSync, dlopen: process.dlopen.bind(process) };
fs.existsSync = (path) => (typeof path === 'string' && isPlayed(path)) || real.existsSync(path);
syncBuiltinESMExports();
process.dlopen = (module, library, ...flags) => {
  if (!isPlayed(library)) real.dlopen(module, library, ...flags);
};

/** What befalls the GPU now, and its number. */
function fate(): { kind: string; number: number | undefined } {
  const file = process.env['PLAYED_GPU'] ?? '';
  const [kind = '', number] = (real.existsSync(file) ? readFileSync(file, 'utf8') : 'none').split(' ');
  return { kind, number: number === undefined ? undefined : Number(number) };
}

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
    const atStart = fate();
    if (atStart.kind === 'lost' && atStart.number === undefined)
      throw failure(100, 'no CUDA-capable device is detected');
    if (atStart.kind === 'full' && atStart.number === undefined) throw failure(2, 'out of memory');
    const session = await create(model, { ...options, executionProviders: ['cpu'] });
    const run = session.run.bind(session);
    let runs = 0;
    session.run = async (feeds: InferenceSession.FeedsType) => {
      const { kind, number = 0 } = fate();
      const ids = Object.values(feeds).find(({ type }) => type === 'int64')?.size ?? 0;
      if (kind === 'lost' && runs++ >= number) throw failure(719, 'unspecified launch failure');
      if (kind === 'full' && ids > number) throw failure(2, 'out of memory');
      if (kind === 'crash') process.kill(process.pid, 'SIGSEGV');
      if (kind === 'hang') return new Promise(() => undefined);
      const results = await run(feeds);
      if (kind === 'silent')
        for (const { data } of Object.values(results)) if (data instanceof Float32Array) data.fill(0);
      return results;
    };
    return session;
  },
});
