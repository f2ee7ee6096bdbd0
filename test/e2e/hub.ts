import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A server that tells digests and serves files as Hugging Face does (`X-Linked-Etag`, `X-Linked-Size`), over TLS of a
 * private authority, on all of this machine's addresses. `files` by the path of their URL.
 */
export async function startHub(address: string, files: Map<string, Buffer>) {
  const folder = mkdtempSync(join(tmpdir(), 'tts-hub-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
      ...['-subj', '/CN=hub', '-addext', `subjectAltName=IP:${address}`, '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  const served: string[] = [];
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    const path = request.url ?? '/';
    const body = files.get(path);
    if (body === undefined) return void response.writeHead(404).end();
    served.push(`${request.method} ${path}`);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const headers = { 'x-linked-etag': `"${sha256}"`, 'x-linked-size': String(body.length) };
    if (request.method === 'HEAD') return void response.writeHead(200, headers).end();
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = start > 0 ? { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` } : {};
    response.writeHead(start > 0 ? 206 : 200, { ...headers, ...range, 'content-length': body.length - start });
    response.end(body.subarray(start));
  });
  await new Promise<void>((ready) => server.listen(0, address, ready));
  return {
    url: `https://${address}:${(server.address() as AddressInfo).port}`,
    authority: readFileSync(cert, 'utf8'),
    /** Method and path of every request for a file that is here. */
    served,
    close: () => void server.close().closeAllConnections(),
  };
}
