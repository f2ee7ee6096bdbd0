import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { feed, sh, tryTo } from './shell.ts';

/** The embedded node's addresses: its own, its pods' and its Services'. */
export const network = {
  address: process.env['TTS_NODE_ADDRESS'] ?? '172.30.99.1',
  podCidr: '10.244.0.0/24',
  clusterCidr: '10.244.0.0/16',
  serviceCidr: '10.96.0.0/16',
  serviceAddress: '10.96.0.1',
  dnsAddress: '10.96.0.10',
};

const nodeLink = 'ttsnode0';
const podLink = 'ttspods0';
const cniName = 'tts-pods';
const guard = 'TTS-GUARD';

/** Gives the node an address of its own. It sits on a bridge, since a kernel may lack the dummy device. */
export async function addNodeLink(): Promise<void> {
  if ((await tryTo('ip', ['link', 'show', nodeLink])) === undefined) {
    await sh('ip', ['link', 'add', nodeLink, 'type', 'bridge']);
  }
  await sh('ip', ['addr', 'replace', `${network.address}/32`, 'dev', nodeLink]);
  await sh('ip', ['link', 'set', nodeLink, 'up']);
  await sh('sysctl', ['-q', '-w', 'net.ipv4.ip_forward=1']);
}

/**
 * Refuses what is sent to a Service's address that kube-proxy has not translated: while it commits its tables one by one, there are
 * milliseconds in which an address that has just got its first endpoint is not. Otherwise such a request leaves by the default route,
 * where on some machines a gateway answers for any address.
 */
export async function refuseUntranslated(): Promise<void> {
  for (const chain of ['FORWARD', 'OUTPUT']) {
    const rule = [chain, '-d', network.serviceCidr, '-p', 'tcp', '-m', 'comment', '--comment', guard];
    const act = ['-j', 'REJECT', '--reject-with', 'tcp-reset'];
    if ((await tryTo('iptables', ['-C', ...rule, ...act])) === undefined) await sh('iptables', ['-A', ...rule, ...act]);
  }
}

/** Where containerd and `ip netns` keep network namespaces. */
const namespaces = '/run/netns';

/**
 * Makes a folder a shared mount, once. The first `ip netns add` of a machine would mount the folder over itself, and the namespaces
 * of pods that were there before could never be removed ("device or resource busy"); on a shared mount it does not.
 */
export async function shareMount(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if ((await tryTo('mount', ['--make-shared', folder])) !== undefined) return;
  await sh('mount', ['--bind', folder, folder]);
  await sh('mount', ['--make-shared', folder]);
}

/** Lets other programs of the machine add network namespaces while the node runs. */
export const shareNamespaces = (): Promise<void> => shareMount(namespaces);

/** Writes the CNI configuration of the pods' bridge into `folder`. */
export function writeCni(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const ranges = [[{ subnet: network.podCidr }]];
  const plugins = [
    {
      ...{ type: 'bridge', bridge: podLink, isGateway: true, ipMasq: true, hairpinMode: true },
      ipam: { type: 'host-local', dataDir: join(folder, 'addresses'), ranges, routes: [{ dst: '0.0.0.0/0' }] },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ];
  const list = { cniVersion: '1.0.0', name: cniName, plugins };
  writeFileSync(join(folder, '10-bridge.conflist'), JSON.stringify(list, null, 2));
}

// Where libcni records each pod's network: files such as `tts-pods-<sandbox>-eth0`.
const cniResults = '/var/lib/cni/results';

/** Removes the network namespaces of pods whose containers are gone, and with them their links. */
export async function removePodNetworks(): Promise<void> {
  if (!existsSync(cniResults)) return;
  const files = readdirSync(cniResults);
  for (const file of files.filter((name) => name.startsWith(`${cniName}-`))) {
    const sandbox = file.slice(cniName.length + 1).replace(/-\w+$/, '');
    const { netns } = JSON.parse(readFileSync(join(cniResults, file), 'utf8')) as { netns: string };
    await tryTo('ip', ['netns', 'delete', basename(netns)]);
    for (const record of files.filter((name) => name.includes(sandbox)))
      rmSync(join(cniResults, record), { force: true });
  }
}

/** The rules of a table without those of kube-proxy, the kubelet, the CNI plugins and the program that enforces NetworkPolicies. */
export const withoutNodeRules = (rules: string): string =>
  rules
    .split('\n')
    .filter((line) => !/KUBE-|CNI-|TTS-GUARD|comply to network policies/.test(line))
    .join('\n');

/** Removes the node's links and every chain that kube-proxy, the kubelet and the CNI plugins made. */
export async function removeNetwork(): Promise<void> {
  if (existsSync(namespaces) && readdirSync(namespaces).length === 0) await tryTo('umount', [namespaces]);
  for (const link of [nodeLink, podLink]) await tryTo('ip', ['link', 'del', link]);
  for (const table of ['nat', 'filter', 'mangle']) {
    const rules = await tryTo('iptables-save', ['-t', table]);
    if (rules === undefined) continue;
    const kept = withoutNodeRules(rules);
    if (kept !== rules) await feed('iptables-restore', ['-T', table], kept);
  }
  const sets = ((await tryTo('ipset', ['list', '-name'])) ?? '').split('\n');
  for (const set of sets.filter((name) => /^KUBE-(SRC|DST)-/.test(name))) await tryTo('ipset', ['destroy', set]);
}
