import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { logFolder, repoRoot } from '../cluster/paths.ts';

const every = process.stderr.isTTY ? 0 : 5_000;

/** Whether two lines differ in nothing but numbers, bars and times. */
export function countsOn(before: string, line: string): boolean {
  const words = (text: string) => text.replace(/[\d.#[\]%-]+| left\b/g, '').replace(/\s+/g, ' ');
  return words(before) === words(line);
}

/** Progress of named steps for a person; each step's lines are also kept, whole, in `.state/log/<step>.log`. */
export function reporter() {
  const started = Date.now();
  const elapsed = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  return {
    elapsed,
    /** Runs a step. Its failure names the step and its log. */
    step: async <T>(name: string, work: (progress: (line: string) => void) => Promise<T>): Promise<T> => {
      mkdirSync(logFolder, { recursive: true });
      const log = join(logFolder, `${name}.log`);
      writeFileSync(log, '');
      let [before, shown] = ['', 0];
      const progress = (line: string) => {
        appendFileSync(log, `${new Date().toISOString()} ${line}\n`);
        // Off a terminal a line that only counts on is shown now and then; one that tells something new always is.
        if (countsOn(before, line) && Date.now() - shown < every) return;
        [before, shown] = [line, Date.now()];
        process.stderr.write(`[${elapsed()}] ${line}\n`);
      };
      try {
        return await work(progress);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        appendFileSync(log, `${error instanceof Error ? (error.stack ?? message) : message}\n`);
        throw new StepFailure(`${name} failed: ${message}\nlog: ${relative(repoRoot, log)}`, { cause: error });
      }
    },
  };
}

/** A failure whose message is all that a person needs to read. */
export class StepFailure extends Error {}
