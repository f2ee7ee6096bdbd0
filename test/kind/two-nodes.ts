import { defaultConfig } from '../../tools/up/kind.ts';

/** The folder that every node of the cluster sees, as a network file system would be seen. */
export const sharedFolder = '/shared';

/** kind's configuration of a cluster with a worker; `folder` of this machine is shared by the nodes. */
export function twoNodes(cgroupVersion: string, folder: string): object {
  const extraMounts = [{ hostPath: folder, containerPath: sharedFolder }];
  const nodes = ['control-plane', 'worker'].map((role) => ({ role, extraMounts }));
  return { ...defaultConfig(cgroupVersion), nodes };
}
