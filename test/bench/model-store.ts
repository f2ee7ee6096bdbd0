// Memory of the downloader while it fetches a large file from a local server, and the time of a full verification beside sha256sum's;
// prints a JSON report and fails when either is above what is promised. Usage: node test/bench/model-store.ts [MEBIBYTES]
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { startFaultServer } from '../../operator/model-store/testing/fault-server.ts';
import { peakMemory, startMain, taskEnvironment } from '../../operator/model-store/testing/process.ts';
import { makeSample, scratch, sourcesAt } from '../../operator/model-store/testing/sample.ts';
import { check } from '../../operator/model-store/verify.ts';

const MiB = 2 ** 20;
const ROUNDS = 7;
const promised = { peakMemoryMiB: 150, ratio: 2 };

const size = Number(process.argv[2] ?? 300);
const dir = await scratch();
const memory = await fetchLarge(size * MiB);
const verification = await verifyModel();
await dir[Symbol.asyncDispose]();
console.log(JSON.stringify({ promised, memory, verification }, null, 2));
process.exitCode = memory.peakMemoryMiB <= promised.peakMemoryMiB && verification.ratio < promised.ratio ? 0 : 1;

async function fetchLarge(bytes: number) {
  const sample = makeSample({ 'model.onnx': bytes });
  const server = await startFaultServer(sample.served);
  const env = await taskEnvironment(dir.path, sample, sourcesAt(sample, server.url), join(dir.path, 'large'));
  const started = performance.now();
  const run = startMain(['pull'], { ...env, MODEL_STALL_SECONDS: '30' });
  let peak = 0;
  const timer = setInterval(() => void peakMemory(run.child.pid ?? 0).then((now) => (peak = Math.max(peak, now))), 20);
  const { code, output } = await run.ended;
  clearInterval(timer);
  await server.close();
  if (code !== 0) throw new Error(`the download failed: ${output}`);
  return { bytes, seconds: round((performance.now() - started) / 1000), peakMemoryMiB: round(peak) };
}

/** Both read the same files from the page cache, in turns; the best of each counts, as anything else is the machine's noise. */
async function verifyModel() {
  const sample = makeSample({ 'model.onnx': 92 * MiB, 'voices/a.bin': 28 * MiB });
  const server = await startFaultServer(sample.served);
  const root = join(dir.path, 'models');
  const env = await taskEnvironment(dir.path, sample, sourcesAt(sample, server.url), root);
  const { code, output } = await startMain(['pull'], { ...env, MODEL_STALL_SECONDS: '30' }).ended;
  await server.close();
  if (code !== 0) throw new Error(`the download failed: ${output}`);
  const folder = join(root, sample.digest);
  const paths = sample.manifest.files.map(({ path }) => join(folder, path));
  const [own, theirs]: [number[], number[]] = [[], []];
  for (let i = 0; i < ROUNDS; i++) {
    let started = performance.now();
    execFileSync('sha256sum', paths);
    theirs.push(performance.now() - started);
    started = performance.now();
    const { state } = await check(folder, 'full');
    own.push(performance.now() - started);
    if (state !== 'whole') throw new Error(`the model is ${state}`);
  }
  const [verifyMs, sha256sumMs] = [Math.min(...own), Math.min(...theirs)];
  return {
    bytes: sample.bytes,
    verifyMs: round(verifyMs),
    sha256sumMs: round(sha256sumMs),
    ratio: round(verifyMs / sha256sumMs),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
