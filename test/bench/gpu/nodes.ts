// Speaks one sentence twice with ONNX Runtime's profiler and prints, as JSON, how many of the graph's nodes ran on which provider the
// second time, and for how long (nodes on a GPU: until they were handed to it): `node test/bench/gpu/nodes.ts MODEL.onnx cuda|cpu`. For cuda the graph is the one that a server prepares. A process of its own, which is started with the provider's libraries.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limitModel } from '../../../runtime/model/graph/limit-frames.ts';
import { prepareForGpu } from '../../../runtime/model/graph/prepare-gpu.ts';
import { InferenceSession, LOG_NOTHING, Tensor } from '../../../runtime/model/onnxruntime.ts';

/** An event of the profile: one run of one node. */
interface Event {
  name: string;
  /** Microseconds. */
  ts: number;
  dur: number;
  args?: { provider?: string; op_name?: string };
}

export interface ProviderShare {
  nodes: number;
  ms: number;
  /** The operators that took longest. */
  longest: string[];
}

const [path = '', provider = 'cpu'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'tts-profile-'));
const published = readFileSync(path);
const bytes = provider === 'cuda' ? prepareForGpu(published).bytes : limitModel(published);
const session = await InferenceSession.create(bytes, {
  executionProviders: provider === 'cuda' ? ['cuda', 'cpu'] : ['cpu'],
  enableProfiling: true,
  profileFilePrefix: join(folder, 'profile'),
  logSeverityLevel: LOG_NOTHING,
});
const [style, speed] = [new Float32Array(256).fill(0.05), Float32Array.of(1)];
const ids = BigInt64Array.from({ length: 60 }, (_, i) => (i === 0 || i === 59 ? 0n : 43n + BigInt(i % 20)));
const [idName = 'input_ids', styleName = 'style', speedName = 'speed'] = session.inputNames;
// The first time, a GPU loads its code.
for (let time = 0; time < 2; time += 1)
  await session.run({
    [idName]: new Tensor('int64', ids, [1, ids.length]),
    [styleName]: new Tensor('float32', style, [1, style.length]),
    [speedName]: new Tensor('float32', speed, [1]),
  });
session.endProfiling();
process.stdout.write(`${JSON.stringify(shares(readProfile()))}\n`);
rmSync(folder, { recursive: true });

function readProfile(): Event[] {
  const [file = ''] = readdirSync(folder);
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Event[];
}

function shares(events: Event[]): Record<string, ProviderShare> {
  const last = Math.max(...events.filter(({ name }) => name === 'model_run').map(({ ts }) => ts));
  const runs = events.filter(
    ({ name, ts, args }) => ts >= last && name.endsWith('_kernel_time') && args?.provider !== undefined,
  );
  const byProvider = Map.groupBy(runs, ({ args }) => args?.provider ?? '');
  return Object.fromEntries(
    [...byProvider].map(([name, own]) => {
      const byOperator = [...Map.groupBy(own, ({ args }) => args?.op_name ?? '')].map(
        ([operator, some]) => [operator, time(some)] as const,
      );
      byOperator.sort(([, a], [, b]) => b - a);
      const longest = byOperator.slice(0, 6).map(([operator, ms]) => `${operator} ${ms.toFixed(1)} ms`);
      return [name, { nodes: own.length, ms: time(own), longest }];
    }),
  );
}

function time(events: Event[]): number {
  return events.reduce((sum, { dur }) => sum + dur, 0) / 1000;
}
