import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the operator's decisions are made. */
const DECISIONS =
  /\/operator\/(?!model-store|testing|cluster)(?:[\w-]+\/)*(plan|sharing|model-state|attempts|jobs|status|model-status|workload-status|workload|scaling|mounters|rollout|ownership|immutable|observe|triggers|act|write|wanted|refusals|pod-problems|caches|store|queue|reflector|contests|leader|controller|drift|deployment|volume|endpoint|download-job|resolve-job|placement|served|model|pins|feasible|allowed)\.ts$/;

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

/** Counts the blocks (V8's block coverage) of the operator's decisions that run between now and the call of what is returned. */
export async function watchBranches(): Promise<() => Promise<Branches>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    session.disconnect();
    const branches: Branches = { reached: 0, of: 0, missed: [] };
    for (const { url, functions } of result) {
      if (!DECISIONS.test(url)) continue;
      const text = readFileSync(fileURLToPath(url), 'utf8');
      for (const { ranges } of functions)
        for (const { startOffset, count } of ranges) {
          const [words = ''] = text
            .slice(startOffset, startOffset + 60)
            .trim()
            .split('\n');
          if (STAND_IN.test(words)) continue;
          branches.of++;
          if (count > 0) branches.reached++;
          else branches.missed.push(`${basename(url)}:${text.slice(0, startOffset).split('\n').length} ${words}`);
        }
    }
    return branches;
  };
}
