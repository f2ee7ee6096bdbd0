// Computes sums with a session that another thread has loaded, for shared-session.test.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { Tensor } from '../model/onnxruntime.ts';
import { SharedSession } from '../model/shared-session.ts';
import { LENGTH } from './sum-model.ts';

const { address, value } = workerData as { address: string; value: number };
const session = SharedSession.at(address);
const sums: number[] = [];
for (let times = 0; times < 50; times++) {
  const { y } = await session.run({ x: new Tensor('float32', new Float32Array(LENGTH).fill(value)) });
  sums.push((y!.data as Float32Array)[LENGTH - 1]!);
}
parentPort!.postMessage(sums);
