import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../model/make-folder.ts';

const Problem = z.object({
  message: z.string().max(4000),
  /** Whether a run has begun since the one that ended to report it: the kubelet shows the end of the last run only. */
  passed: z.boolean(),
});
export type GpuProblem = z.infer<typeof Problem>;

/** What a run does about the GPU that it is told to use. */
export type GpuStart =
  | { kind: 'try'; /** The problem was reported by the end of the last run. */ reported: boolean }
  | { kind: 'cpu'; message: string }
  | { kind: 'report'; message: string };

/**
 * Decides from what the runs before have recorded. With a fallback, a pod whose GPU failed once speaks on the CPU until it is
 * replaced. Its last end has to say so, so after a crash for another reason a run ends at once to say it again.
 */
export function gpuStart(fallback: boolean, past: GpuProblem | undefined): GpuStart {
  if (past === undefined) return { kind: 'try', reported: false };
  if (!fallback) return { kind: 'try', reported: !past.passed };
  return past.passed ? { kind: 'report', message: past.message } : { kind: 'cpu', message: past.message };
}

/** The problem of a pod's GPU, kept in its folder for temporary files, which outlives a run of the container. */
export class GpuRecord {
  readonly #path: string;

  constructor(tempDir: string) {
    this.#path = join(tempDir, 'gpu-problem.json');
  }

  /** What was recorded before this run; a record that cannot be read is none. From now on it counts as passed. */
  begin(): GpuProblem | undefined {
    let past: GpuProblem;
    try {
      past = Problem.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return undefined;
    }
    this.#write({ ...past, passed: true });
    return past;
  }

  /** Records a problem that the end of this run reports; false where nothing can be kept. */
  report(message: string): boolean {
    return this.#write({ message: message.slice(0, 1000), passed: false });
  }

  forget(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch {
      // Where none can be removed, none was kept.
    }
  }

  #write(problem: GpuProblem): boolean {
    try {
      makeFolder(join(this.#path, '..'));
      writeFileSync(this.#path, JSON.stringify(problem));
      return true;
    } catch {
      return false;
    }
  }
}
