import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlaneFiles } from './control-plane.ts';

/** One GET as cluster admin: the status code, or undefined when nothing answers. */
function apiStatus(files: ControlPlaneFiles, path: string): Promise<number | undefined> {
  const ca = readFileSync(files.authority.caFile);
  const cert = readFileSync(files.admin.certFile);
  const key = readFileSync(files.admin.keyFile);
  return new Promise((resolve) => {
    const call = request(files.url + path, { ca, cert, key, agent: false, timeout: 5000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(undefined));
    call.end();
  });
}

/** Waits until the API server says it is ready; throws after 120 s, or as soon as `running` says it has died. */
export async function waitForApi(files: ControlPlaneFiles, running: () => boolean): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(100)) {
    if ((await apiStatus(files, '/readyz')) === 200) return;
    if (!running()) throw new Error('the API server has ended');
  }
  throw new Error('the API server is not ready after 120 s');
}
