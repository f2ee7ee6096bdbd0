import { networkInterfaces } from 'node:os';

/** The address to listen on: `::` takes IPv4 too, but not on a machine without any IPv6, where it would fail. */
export function listenHost(host: string, interfaces = networkInterfaces()): string {
  const addresses = Object.values(interfaces).flatMap((list) => list ?? []);
  return host === '::' && !addresses.some(({ family }) => family === 'IPv6') ? '0.0.0.0' : host;
}
