import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { socket } from './container-runtime.ts';
import { network } from './network.ts';

/** The only node's name. */
export const nodeName = 'node1';

/** Writes the kubelet's configuration and gives its path. */
export function writeKubeletConfig(state: string): string {
  const pki = (name: string) => join(state, 'pki', name);
  const file = join(state, 'kubelet.json');
  const config = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    // A kubelet of 1.35 or later refuses cgroup v1 by default (KEP-5573), and this machine may still mount it.
    failCgroupV1: false,
    failSwapOn: false,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: '/',
    containerRuntimeEndpoint: `unix://${socket(state)}`,
    address: network.address,
    authentication: {
      x509: { clientCAFile: pki('ca.crt') },
      anonymous: { enabled: false },
      webhook: { enabled: true },
    },
    authorization: { mode: 'Webhook' },
    tlsCertFile: pki('kubelet.crt'),
    tlsPrivateKeyFile: pki('kubelet.key'),
    clusterDNS: [network.dnsAddress],
    clusterDomain: 'cluster.local',
    resolvConf: '/etc/resolv.conf',
    registerWithTaints: [],
    evictionHard: {
      'memory.available': '100Mi',
      'nodefs.available': '1%',
      'imagefs.available': '1%',
      'nodefs.inodesFree': '1%',
    },
    // The images cannot be pulled again, so none is ever collected.
    imageGCHighThresholdPercent: 100,
    volumePluginDir: join(state, 'kubelet', 'volume-plugins'),
    podLogsDir: join(state, 'pod-logs'),
  };
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}
