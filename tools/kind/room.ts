import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { network } from '../cluster/network.ts';
import { sh, tryTo } from '../cluster/shell.ts';
import { runFolder } from './paths.ts';

const link = 'ttskind0';
const net = '10.99.77';
const namespace = join(runFolder, 'net');
const forwardBefore = join(runFolder, 'ip_forward');
const forward = '/proc/sys/net/ipv4/ip_forward';

/** The arguments of nsenter that lead into the room. */
export const intoRoom = [`--net=${namespace}`];
const inside = (...command: string[]) => sh('nsenter', [...intoRoom, ...command]);

const masquerade = (action: '-A' | '-D') => [
  ...['-w', '-t', 'nat', action, 'POSTROUTING', '-s', `${net}.0/30`, '!', '-d', `${net}.0/30`],
  ...['-m', 'comment', '--comment', 'tts-kind', '-j', 'MASQUERADE'],
];

/** The MTU of the machine's uplink; a container that does not know it loses its larger packets. */
async function uplinkMtu(): Promise<string> {
  const [, device = ''] = / dev (\S+)/.exec(await sh('ip', ['-4', 'route', 'show', 'default'])) ?? [];
  return readFileSync(`/sys/class/net/${device}/mtu`, 'utf8').trim();
}

/**
 * Makes the room that Docker runs in, a network namespace with one link to the machine: dockerd's chains and bridges stay inside,
 * and kind's pods may have the addresses that the embedded node's have. Gives the MTU to use there.
 */
export async function openRoom(): Promise<string> {
  const mtu = await uplinkMtu();
  if ((await tryTo('nsenter', [...intoRoom, 'true'])) !== undefined) return mtu;
  mkdirSync(runFolder, { recursive: true });
  writeFileSync(namespace, '');
  // `ip netns add` would mount /run/netns over itself, and pods that were there before could never be removed.
  await sh('unshare', [`--net=${namespace}`, 'true']);
  const peer = ['type', 'veth', 'peer', 'name', 'eth0', 'mtu', mtu, 'netns', namespace];
  await sh('ip', ['link', 'add', link, 'mtu', mtu, ...peer]);
  await sh('ip', ['addr', 'add', `${net}.1/30`, 'dev', link]);
  await sh('ip', ['link', 'set', link, 'up']);
  await inside('ip', 'addr', 'add', `${net}.2/30`, 'dev', 'eth0');
  for (const device of ['lo', 'eth0']) await inside('ip', 'link', 'set', device, 'up');
  await inside('ip', 'route', 'add', 'default', 'via', `${net}.1`);
  // Before kind's kube-proxy has its rules, a pod's call to 10.96.0.1 leaves by the default route, and the embedded node would answer.
  for (const range of [network.serviceCidr, network.clusterCidr])
    await inside('ip', 'route', 'add', 'unreachable', range);
  writeFileSync(forwardBefore, readFileSync(forward, 'utf8'));
  writeFileSync(forward, '1');
  await sh('iptables', masquerade('-A'));
  return mtu;
}

/** Removes the room, and with it all bridges and chains of dockerd. Forwarding is switched off where nothing needs it now. */
export async function closeRoom(): Promise<void> {
  if (!existsSync(namespace)) return;
  await tryTo('iptables', masquerade('-D'));
  await tryTo('ip', ['link', 'del', link]);
  await tryTo('umount', [namespace]);
  rmSync(namespace, { force: true });
  const embedded = (await tryTo('ip', ['link', 'show', 'ttspods0'])) !== undefined;
  if (!embedded && existsSync(forwardBefore)) writeFileSync(forward, readFileSync(forwardBefore, 'utf8'));
}
