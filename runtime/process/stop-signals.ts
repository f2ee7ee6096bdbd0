/** What a signal to stop does: at first, when nothing has begun, it ends the process. */
let stop = (_signal: string): void => process.exit(0);

// One listener each for good: a signal that came before a listener was exchanged would be lost.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal));

/** From now on a signal to stop does this. */
export function onStop(then: (signal: string) => void): void {
  stop = then;
}
