import { Tensor } from './onnxruntime.ts';
import { durationOutput } from './graph/duration-output.ts';
import type { Warn } from './prepared-model.ts';
import { GpuError, GpuLostError, gpuProblem } from './gpu.ts';
import { openSession } from './session.ts';
import type { SessionOptions } from './session.ts';
import type { GraphSession } from './shared-session.ts';
import { STYLE_WIDTH } from './voice-pack.ts';

export interface KokoroInput {
  /** Token ids without padding. */
  ids: readonly number[];
  /** One row of a voice pack: STYLE_WIDTH values. */
  style: Float32Array;
  /** 1 is the voice's own pace, 2 twice as fast. */
  speed: number;
}

export interface KokoroOutput {
  /** 24 kHz mono, -1 to 1. */
  samples: Float32Array;
  /** Frames of 600 samples that each token lasts, the padding at both ends included; undefined when the model does not tell. */
  durations: number[] | undefined;
}

/** Kokoro-82M in memory. One inference at a time. */
export interface Kokoro {
  infer(input: KokoroInput): Promise<KokoroOutput>;
  /** Its session, where other threads of this process may use it too. */
  readonly shared?: GraphSession | undefined;
}

/** The least that can be spoken. */
const LITTLE: KokoroInput = { ids: [16], style: new Float32Array(STYLE_WIDTH), speed: 1 };

/**
 * A model on a GPU whose failures tell an input that is too much for the GPU from a GPU that is lost: after those, not even a
 * little works (CUDA keeps the error of a context for as long as its process lives).
 */
export function onGpu(kokoro: Kokoro): Kokoro {
  return {
    async infer(input) {
      try {
        return await kokoro.infer(input);
      } catch (error) {
        await kokoro.infer(LITTLE).catch((again: unknown) => {
          throw new GpuLostError(gpuProblem(again), { cause: error });
        });
        throw error;
      }
    },
  };
}

/** Loads an ONNX export of Kokoro; throws GpuError when it is to use a GPU and cannot. */
export async function loadKokoro(options: SessionOptions, warn: Warn = () => undefined): Promise<Kokoro> {
  const kokoro = kokoroOf(await openSession(options, warn));
  if (!options.useGpu) return kokoro;
  // Much of CUDA is loaded only now: what is wrong with it shall not show in a request.
  await kokoro.infer(LITTLE).catch((error: unknown) => {
    throw new GpuError(gpuProblem(error), { cause: error });
  });
  return onGpu(kokoro);
}

/** Input names and types differ between exports and are read from the session. */
function kokoroOf(session: GraphSession): Kokoro {
  const names = {
    ids: requireInput(session, ['input_ids', 'tokens']),
    style: requireInput(session, ['style']),
    speed: requireInput(session, ['speed']),
  };
  const speedType = inputType(session, names.speed);
  const output = session.outputNames.find((name) => name === 'waveform' || name === 'audio') ?? session.outputNames[0];
  if (output === undefined) throw new Error('the model has no output');
  const durations = durationOutput(session.outputNames);
  return {
    shared: session.address === undefined ? undefined : session,
    async infer({ ids, style, speed }) {
      const padded = BigInt64Array.from([0, ...ids, 0], BigInt);
      const results = await session.run({
        [names.ids]: new Tensor('int64', padded, [1, padded.length]),
        [names.style]: new Tensor('float32', style, [1, style.length]),
        [names.speed]: speedTensor(speedType, speed),
      });
      const samples = results[output]?.data;
      if (!(samples instanceof Float32Array)) throw new Error(`the model's output ${output} is not float32`);
      const frames = durations === undefined ? undefined : results[durations]?.data;
      return { samples, durations: frames && Array.from(frames as BigInt64Array | Float32Array, Number) };
    },
  };
}

/** Some exports take whole speeds only; those get the nearest one from 1 up, since 0 would divide by zero. */
function speedTensor(type: string, speed: number): Tensor {
  const whole = Math.max(1, Math.round(speed));
  if (type === 'int32') return new Tensor('int32', Int32Array.of(whole), [1]);
  if (type === 'int64') return new Tensor('int64', BigInt64Array.of(BigInt(whole)), [1]);
  return new Tensor('float32', Float32Array.of(speed), [1]);
}

function requireInput(session: GraphSession, candidates: readonly string[]): string {
  const name = candidates.find((candidate) => session.inputNames.includes(candidate));
  if (name !== undefined) return name;
  throw new Error(`not a Kokoro model: no input ${candidates.join(' or ')} among ${session.inputNames.join(', ')}`);
}

function inputType(session: GraphSession, name: string): string {
  const metadata = session.inputMetadata.find((input) => input.name === name);
  return metadata?.isTensor ? metadata.type : 'float32';
}
