import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { logFolder, repoRoot } from '../cluster/paths.ts';

const every = process.stderr.isTTY ? 0 : 5_000;

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
      let [subject, shown] = ['', 0];
      const progress = (line: string) => {
        appendFileSync(log, `${new Date().toISOString()} ${line}\n`);
        const about = line.split(':')[0] ?? '';
        // Off a terminal a line that only counts on is shown now and then; a new subject or an end always is.
        if (about === subject && Date.now() - shown < every && !/built in|ready|verified|removed|running/.test(line))
          return;
        [subject, shown] = [about, Date.now()];
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
