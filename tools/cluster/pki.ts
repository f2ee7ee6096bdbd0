import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A client's or server's certificate as files. */
export interface Certificate {
  certFile: string;
  keyFile: string;
}

/** A folder with one certificate authority that signs everything in it. */
export interface Authority {
  folder: string;
  caFile: string;
  caKeyFile: string;
}

const openssl = (authority: Authority, name: string, subject: string, args: string[]) =>
  run('openssl', [
    ...['req', '-x509', '-config', join(authority.folder, 'openssl.cnf'), '-newkey', 'ec'],
    ...['-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3650', '-subj', subject],
    ...['-keyout', join(authority.folder, `${name}.key`), '-out', join(authority.folder, `${name}.crt`), ...args],
  ]);

/** Opens the authority in `folder`, making it on first use. Needs `openssl` 3. */
export async function openAuthority(folder: string): Promise<Authority> {
  const authority = { folder, caFile: join(folder, 'ca.crt'), caKeyFile: join(folder, 'ca.key') };
  if (existsSync(authority.caFile)) return authority;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'openssl.cnf'), '[req]\ndistinguished_name = dn\n[dn]\n');
  const usage = ['-addext', 'basicConstraints=critical,CA:true', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  await openssl(authority, 'ca', '/CN=kubernetes-ca', usage);
  return authority;
}

/** Makes (or finds) a certificate. `organizations` are Kubernetes groups; `names` are alternative names as openssl writes them. */
export async function issue(
  authority: Authority,
  name: string,
  commonName: string,
  organizations: string[] = [],
  names: string[] = [],
): Promise<Certificate> {
  const certFile = join(authority.folder, `${name}.crt`);
  const keyFile = join(authority.folder, `${name}.key`);
  if (existsSync(certFile)) return { certFile, keyFile };
  const subject = `${organizations.map((o) => `/O=${o}`).join('')}/CN=${commonName}`;
  const extensions = [
    'extendedKeyUsage=serverAuth,clientAuth',
    `subjectAltName=${[`DNS:${name}`, ...names].join(',')}`,
  ];
  await openssl(authority, name, subject, [
    ...['-CA', authority.caFile, '-CAkey', authority.caKeyFile],
    ...extensions.flatMap((e) => ['-addext', e]),
  ]);
  return { certFile, keyFile };
}

/** The key pair that signs service account tokens: `sa.key` and `sa.pub`. */
export function serviceAccountKeys(authority: Authority): { privateFile: string; publicFile: string } {
  const privateFile = join(authority.folder, 'sa.key');
  const publicFile = join(authority.folder, 'sa.pub');
  if (!existsSync(privateFile)) {
    const pair = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'sec1', format: 'pem' },
    });
    writeFileSync(publicFile, pair.publicKey);
    writeFileSync(privateFile, pair.privateKey, { mode: 0o600 });
  }
  return { privateFile, publicFile };
}

/** Writes a kubeconfig (JSON, which every YAML reader takes) with the certificate inside, and gives its path. */
export function writeKubeconfig(
  authority: Authority,
  file: string,
  server: string,
  client: Certificate,
  name: string,
): string {
  const data = (path: string) => readFileSync(path).toString('base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': data(authority.caFile) } }],
    users: [
      { name, user: { 'client-certificate-data': data(client.certFile), 'client-key-data': data(client.keyFile) } },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
  writeFileSync(file, JSON.stringify(config, null, 2) + '\n', { mode: 0o600 });
  return file;
}
