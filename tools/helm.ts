// The Helm that the tests use, on this machine's cluster: `node tools/helm.ts ARGUMENT ...`.
import { spawnSync } from 'node:child_process';
import { findNode } from './cluster/node.ts';
import { ensureHelm } from './helm/build.ts';

try {
  const helm = await ensureHelm((line) => console.error(line));
  const kubeconfig = process.env['KUBECONFIG'] ?? findNode()?.kubeconfig;
  const env = { ...process.env, ...(kubeconfig === undefined ? {} : { KUBECONFIG: kubeconfig }) };
  process.exitCode = spawnSync(helm, process.argv.slice(2), { stdio: 'inherit', env }).status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
