import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the operator's decisions are made; the simulated cluster has no KEDA. */
const DECISIONS =
  /\/operator\/(act|controller|decide|objects|observe|resolve|status|watch)\/(?!keda|interceptor|sleep)[\w-]+\.ts$/;

/**
 * What stands for a field that is not there is no decision: types leave open what every object of an API server has, and what the
 * schema's defaults fill in, such as `metadata.namespace ?? ''`.
 */
const STAND_IN = /^(\?\?|\?\.)/;

export interface Branches {
  reached: number;
  of: number;
  /** The first line of each block that no seed has come to. */
  missed: string[];
}

/** What one thread has run of a file: for each function its blocks, the outer before the inner. */
export interface FileRun {
  url: string;
  functions: Block[][];
}

interface Block {
  startOffset: number;
  endOffset: number;
  count: number;
}

/** Notes what this thread runs of the operator's decisions (V8's block coverage) between now and the call of what is returned. */
export async function watchBranches(): Promise<() => Promise<FileRun[]>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    session.disconnect();
    return result
      .filter(({ url }) => DECISIONS.test(url))
      .map(({ url, functions }) => ({ url, functions: functions.map(({ ranges }) => ranges) }));
  };
}

/**
 * Counts the blocks that any of the threads has run. Each thread names other blocks: V8 joins those that ran equally often. A block
 * that any names counts, and as reached unless every thread says that all of it was missed.
 */
export function together(runs: FileRun[][]): Branches {
  const branches: Branches = { reached: 0, of: 0, missed: [] };
  const files = new Map<string, Block[][][]>();
  for (const { url, functions } of runs.flat()) files.set(url, [...(files.get(url) ?? []), functions]);
  for (const [url, threads] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = readFileSync(fileURLToPath(url), 'utf8');
    const named = new Map(threads.flat(2).map((block) => [`${block.startOffset}-${block.endOffset}`, block]));
    for (const block of [...named.values()].sort((a, b) => a.startOffset - b.startOffset)) {
      const [words = ''] = text
        .slice(block.startOffset, block.startOffset + 60)
        .trim()
        .split('\n');
      if (STAND_IN.test(words)) continue;
      branches.of++;
      if (threads.some((functions) => countOf(block, functions) > 0)) branches.reached++;
      else branches.missed.push(`${basename(url)}:${text.slice(0, block.startOffset).split('\n').length} ${words}`);
    }
  }
  return branches;
}

/** How often a thread ran a block: as often as the innermost of its own blocks that contain it. */
function countOf({ startOffset, endOffset }: Block, functions: Block[][]): number {
  let inner: Block | undefined;
  for (const one of functions.flat())
    if (one.startOffset <= startOffset && one.endOffset >= endOffset)
      if (!inner || one.endOffset - one.startOffset <= inner.endOffset - inner.startOffset) inner = one;
  return inner?.count ?? 0;
}
