import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ensureGoTool, goToolPath } from './go-tool.ts';
import { nodeName } from './kubelet.ts';
import { network } from './network.ts';
import { ensurePackages } from './packages.ts';
import { daemons } from './process.ts';

/** Name of the program that enforces NetworkPolicies, and of its log. */
export const policiesProgram = 'policies';

const tool = { name: policiesProgram, module: join(import.meta.dirname, 'policies-go'), target: '.' };

/** Path of that program; builds it where it is not in the cache yet. */
export const ensurePolicies = (progress: (line: string) => void): Promise<string> => ensureGoTool(tool, progress);

/** Path of that program, if it is built. */
export async function builtPolicies(): Promise<string | undefined> {
  const path = await goToolPath(tool);
  return existsSync(path) ? path : undefined;
}

/** A node that runs, and where its state is. */
interface Node {
  kubeconfig: string;
  state: string;
}

/** Enforces the NetworkPolicies of the embedded node's pods from now on; tells whether it did not before. */
export async function startPolicies(node: Node, progress: (line: string) => void): Promise<boolean> {
  await ensurePackages({ ipset: 'ipset' }, progress);
  const program = await ensurePolicies(progress);
  const { started } = daemons(node.state, dirname(program)).start(policiesProgram, basename(program), [
    ...[`--kubeconfig=${node.kubeconfig}`, `--node=${nodeName}`, `--service-cidr=${network.serviceCidr}`],
  ]);
  progress(`embedded node: NetworkPolicies are ${started ? 'now' : 'already'} enforced`);
  return started;
}

/** Ends that; the program takes its rules back. */
export const stopPolicies = (node: Node): Promise<void> => daemons(node.state, '').stop(policiesProgram, 20_000);
