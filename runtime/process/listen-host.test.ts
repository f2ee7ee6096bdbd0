import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { listenHost } from './listen-host.ts';

const of = (...families: string[]) => ({ lo: families.map((family) => ({ family }) as NetworkInterfaceInfo) });

test.each([
  ['::', of('IPv4', 'IPv6'), '::'],
  ['::', of('IPv4'), '0.0.0.0'],
  ['127.0.0.1', of('IPv4', 'IPv6'), '127.0.0.1'],
])('%s with %j: %s', (host, interfaces, expected) => {
  expect(listenHost(host, interfaces)).toBe(expected);
});
