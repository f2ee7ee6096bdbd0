/** Exit statuses of kubectl-tts, as its help and docs/guides/kubectl-plugin.md list them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, cluster: 3 } as const;

/** An end that a user is told of in one line; `exit` is the program's exit status. */
export class Failure extends Error {
  readonly exit: number;

  constructor(exit: number, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'Failure';
    this.exit = exit;
  }
}
