// Loads a model file with onnxruntime and nothing else, in a process of its own; prints the milliseconds of the load.
import { InferenceSession } from '../../../runtime/model/onnxruntime.ts';

const [path, threads] = process.argv.slice(2) as [string, string];
const started = performance.now();
await InferenceSession.create(path, { intraOpNumThreads: Number(threads) });
process.stdout.write(`${performance.now() - started}\n`);
