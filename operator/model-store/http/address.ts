import { BlockList, isIP } from 'node:net';
import { StoreFailure } from '../failure.ts';

/** Never a place for a model: link-local with the clouds' metadata services, unspecified, multicast (RFC 6890). */
const never = new BlockList();
never.addSubnet('169.254.0.0', 16);
never.addSubnet('0.0.0.0', 8);
never.addSubnet('224.0.0.0', 3);
never.addAddress('100.100.100.200'); // Alibaba Cloud's metadata service
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
never.addAddress('::', 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6'); // the EC2 metadata service
never.addAddress('fd20:ce::254', 'ipv6'); // Google Cloud's metadata service

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Which addresses may be asked. A host pattern is a name, `*.example.com`, or `*`; loopback must be named. */
export interface AddressPolicy {
  schemes: string[];
  hosts: string[];
  /** Origins of the configuration itself, such as a registry's, which need no further permission. */
  trusted: string[];
}

/** Throws Forbidden unless the policy lets this URL be requested. */
export function checkUrl(url: URL, policy: AddressPolicy): void {
  const host = bareHost(url);
  const trusted = policy.trusted.includes(url.origin);
  if (!trusted && !policy.schemes.includes(url.protocol.slice(0, -1))) {
    throw forbidden(`${shown(url)}: scheme ${url.protocol.slice(0, -1)} is not allowed`);
  }
  if (!trusted && !policy.hosts.some((pattern) => matches(host, pattern))) {
    throw forbidden(`${shown(url)}: host ${host} is not allowed`);
  }
  if (isIP(host)) checkAddress(host, host, policy, trusted);
}

/** Throws Forbidden when a host's address may not be connected to. */
export function checkAddress(address: string, host: string, policy: AddressPolicy, trusted = false): void {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (never.check(address, family)) throw forbidden(`${host} is ${address}, a link-local or metadata address`);
  const named =
    trusted ||
    policy.hosts.map(bare).includes(host) ||
    policy.trusted.some((origin) => bareHost(new URL(origin)) === host);
  if (loopback.check(address, family) && !named) throw forbidden(`${host} is ${address}, a loopback address`);
}

/** A URL fit for logs: no user, password, query or fragment. */
export function shown(url: URL | string): string {
  const it = new URL(url);
  return `${it.origin}${it.pathname}`;
}

/** A URL's host without the brackets of an IPv6 address. */
export function bareHost(url: URL): string {
  return bare(url.hostname).replace(/\.$/, '');
}

/** An IPv6 address may have its brackets in a pattern, too. */
function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

function matches(host: string, pattern: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === bare(pattern);
}

const forbidden = (message: string) => new StoreFailure('Forbidden', message);
