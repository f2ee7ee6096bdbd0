// `npm run kind`: a kind cluster on a machine that reaches package registries only.
import { existsSync, rmSync } from 'node:fs';
import { StepFailure, reporter } from '../up/report.ts';
import { stopDaemon } from './daemon.ts';
import { inRoom, start } from './environment.ts';
import { kindHome } from './paths.ts';

const usage = `usage: npm run kind -- COMMAND

Makes Docker, kind and a node image from Go modules and Debian packages (as root on Debian 12), and keeps them in
~/.cache/tts-operator/kind. The Docker daemon has a network of its own, so an embedded node may run beside it.

  start              makes what is missing and starts the Docker daemon
  run COMMAND ...    starts it too, and runs a command where docker and kind are and the embedded node cannot be seen
  stop [--purge]     ends the daemon with its containers; --purge also removes what was made
`;

const begin = (): Promise<string> => reporter().step('kind', start);

async function main([verb, ...rest]: string[]): Promise<number> {
  switch (verb) {
    case 'start':
      await begin();
      return 0;
    case 'run':
      if (rest.length === 0) break;
      return inRoom(rest, await begin());
    case 'stop':
      await stopDaemon();
      if (rest.includes('--purge') && existsSync(kindHome)) rmSync(kindHome, { recursive: true, force: true });
      return 0;
    case undefined:
      break;
    default:
      process.stderr.write(`${verb}: no such command\n`);
  }
  process.stdout.write(usage);
  return verb === undefined || verb === '--help' ? 0 : 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof StepFailure || error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
