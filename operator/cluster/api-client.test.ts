import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, expect, test } from 'vitest';
import { ApiClient } from './api-client.ts';

const servers: Server[] = [];
async function listening(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

function client(server: string, proxyUrl: string): ApiClient {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'c', server, skipTLSVerify: true, proxyUrl }],
    users: [{ name: 'u', token: 'secret' }],
    contexts: [{ name: 'x', cluster: 'c', user: 'u' }],
    currentContext: 'x',
  });
  return new ApiClient(config);
}

test('the proxy of the kubeconfig is used', async () => {
  const asked: (string | undefined)[] = [];
  const proxy = createServer(({ url }, response) => {
    asked.push(url);
    response.end('{"ok":true}');
  });
  const subject = client('http://api.example', await listening(proxy));
  expect(await subject.json('GET', '/version')).toEqual({ ok: true });
  expect(asked).toEqual(['http://api.example/version']);
  await subject.close();
});

test('a proxy of another kind is refused in words', async () => {
  await expect(client('http://127.0.0.1:1', 'socks5://127.0.0.1:1').json('GET', '/')).rejects.toThrow(
    /only proxies with http/,
  );
});
