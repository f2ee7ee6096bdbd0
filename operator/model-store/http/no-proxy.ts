import { BlockList, isIP } from 'node:net';

/** The networks of a NO_PROXY list (10.0.0.0/8): undici knows names and addresses only. They hold for hosts written as addresses. */
export function networksOf(list: string): (host: string) => boolean {
  const networks = new BlockList();
  for (const item of list.split(/[,\s]+/)) {
    const [, address = '', bits = ''] = /^\[?([0-9a-fA-F.:]+)\]?\/(\d{1,3})$/.exec(item) ?? [];
    const version = isIP(address);
    if (version === 0 || Number(bits) > (version === 6 ? 128 : 32)) continue;
    networks.addSubnet(address, Number(bits), version === 6 ? 'ipv6' : 'ipv4');
  }
  return (host) => {
    const version = isIP(host);
    return version !== 0 && networks.check(host, version === 6 ? 'ipv6' : 'ipv4');
  };
}
