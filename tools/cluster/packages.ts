import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { sh } from './shell.ts';

/** A program found on the PATH or where system programs are kept. */
export function has(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/lib/cni'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** Debian and Ubuntu packages by a program that each brings. */
export const nodePackages = {
  iptables: 'iptables',
  conntrack: 'conntrack',
  bridge: 'containernetworking-plugins',
  runc: 'runc',
  openssl: 'openssl',
  ip: 'iproute2',
  mount: 'mount',
};

/** Installs the packages whose program is missing, with apt-get as root; elsewhere says what to install. */
export async function ensurePackages(
  packages: Record<string, string>,
  progress: (line: string) => void,
): Promise<void> {
  const missing = Object.entries(packages)
    .filter(([program]) => !has(program))
    .map(([, name]) => name);
  if (missing.length === 0) return;
  if (!has('apt-get') || process.getuid?.() !== 0)
    throw new Error(`install these packages first: ${missing.join(' ')}`);
  progress(`installing with apt-get: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => sh('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], env);
  await install().catch(async () => {
    await sh('apt-get', ['update', '-q'], env);
    await install();
  });
}
