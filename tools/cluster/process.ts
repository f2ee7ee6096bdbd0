import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process of this id exists and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Start time of a process in clock ticks (proc_pid_stat(5), field 22): with the id it names one process for ever. */
function startTime(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Long-lived processes of one state folder: `<state>/run/<name>.pid` and `<state>/log/<name>.log`. */
export function daemons(state: string, binaries: string) {
  const pidFile = (name: string) => join(state, 'run', `${name}.pid`);
  const logFile = (name: string) => join(state, 'log', `${name}.log`);

  function pidOf(name: string): number | undefined {
    if (!existsSync(pidFile(name))) return undefined;
    const [pid, started] = readFileSync(pidFile(name), 'utf8').split(' ');
    return started !== undefined && isAlive(Number(pid)) && startTime(Number(pid)) === started
      ? Number(pid)
      : undefined;
  }

  return {
    pidOf,
    logFile,
    /** Starts a program, detached, unless it runs already. */
    start(name: string, program: string, args: string[]): { started: boolean } {
      if (pidOf(name) !== undefined) return { started: false };
      for (const file of [pidFile(name), logFile(name)]) mkdirSync(dirname(file), { recursive: true });
      const log = openSync(logFile(name), 'a');
      const env = { ...process.env, PATH: `${binaries}:${process.env['PATH'] ?? ''}` };
      const child = spawn(join(binaries, program), args, {
        cwd: state,
        env,
        detached: true,
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      child.on('error', () => undefined);
      child.unref();
      if (child.pid === undefined) throw new Error(`cannot start ${join(binaries, program)}`);
      writeFileSync(pidFile(name), `${child.pid} ${startTime(child.pid) ?? ''}`);
      return { started: true };
    },
    /** Ends a program: asks, and insists after `patience` milliseconds. */
    async stop(name: string, patience = 10_000): Promise<void> {
      const pid = pidOf(name);
      if (pid !== undefined) {
        process.kill(pid, 'SIGTERM');
        for (const end = Date.now() + patience; isAlive(pid) && Date.now() < end;) await sleep(50);
        if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      }
      rmSync(pidFile(name), { force: true });
    },
    /** The last lines a program wrote. */
    tail(name: string, lines = 15): string {
      return existsSync(logFile(name))
        ? readFileSync(logFile(name), 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
        : '';
    },
  };
}

/** What `daemons` gives. */
export type Daemons = ReturnType<typeof daemons>;
