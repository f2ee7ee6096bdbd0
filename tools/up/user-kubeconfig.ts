import { lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeKubeconfig } from '../cluster/node.ts';

/** `~/.kube/config`, where plain kubectl looks. */
const userKubeconfig = join(homedir(), '.kube', 'config');

function linkTarget(): string | undefined {
  try {
    return lstatSync(userKubeconfig).isSymbolicLink() ? readlinkSync(userKubeconfig) : '';
  } catch {
    return undefined;
  }
}

/** Links `~/.kube/config` to the embedded node's, only where there is none; tells whether plain `kubectl` reaches the node. */
export function linkUserKubeconfig(): boolean {
  const target = linkTarget();
  if (target === nodeKubeconfig) return true;
  if (target !== undefined) return false;
  mkdirSync(dirname(userKubeconfig), { recursive: true });
  symlinkSync(nodeKubeconfig, userKubeconfig);
  return true;
}

/** Removes the link that `linkUserKubeconfig` made; any other `~/.kube/config` is left alone. */
export function unlinkUserKubeconfig(): boolean {
  if (linkTarget() !== nodeKubeconfig) return false;
  rmSync(userKubeconfig);
  return true;
}
