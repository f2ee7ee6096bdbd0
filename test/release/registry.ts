import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A registry of this machine. */
export interface LocalRegistry {
  host: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts crane's registry, which keeps blobs in `folder`. */
export async function startRegistry(crane: string, folder: string): Promise<LocalRegistry> {
  const host = `localhost:${await freePort()}`;
  const child = spawn(crane, ['registry', 'serve', '--address', host, '--disk', folder], { stdio: 'ignore' });
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`crane registry serve ended with ${child.exitCode}`);
    const answers = await fetch(`http://${host}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) break;
    await setTimeout(100);
  }
  return {
    host,
    async stop() {
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
