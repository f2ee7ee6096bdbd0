import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheRoot, repoRoot } from '../cluster/paths.ts';
import { sh } from '../cluster/shell.ts';
import { aptFor } from './apt.ts';
import type { Apt } from './apt.ts';
import { ownArchitecture } from './architecture.ts';
import type { Architecture } from './architecture.ts';
import { once } from './once.ts';
import { packagesOf } from './packages.ts';

// What a distroless "cc" image holds; the build image adds a shell, Node and npm.
const basePackages = ['base-files', 'libc6', 'libgcc-s1', 'gcc-12-base', 'libstdc++6', 'ca-certificates'];
const buildPackages = ['busybox-static', 'zlib1g'];
const npmVersion = '11';

/** Where a folder tree ready to be an image is kept, and a name that changes with its content. */
export interface Rootfs {
  name: string;
  folder: string;
  architecture: Architecture;
}

/** Unpacks packages; where `records` says so, also into dpkg's records, as distroless images have them: scanners read those. */
async function unpack(apt: Apt, packages: string[], target: string, records: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tts-debs-'));
  try {
    await sh('sh', ['-c', 'cd "$0" && apt-get download -q "$@"', folder, ...packages], apt.env);
    for (const file of readdirSync(folder).sort()) {
      await sh('dpkg-deb', ['-x', join(folder, file), target]);
      if (records) await record(join(folder, file), target);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function record(file: string, target: string): Promise<void> {
  const status = join(target, 'var/lib/dpkg/status.d');
  mkdirSync(status, { recursive: true });
  const control = await sh('dpkg-deb', ['-f', file]);
  const [named] = packagesOf(control);
  if (named === undefined) throw new Error(`${file} does not say which package it is`);
  writeFileSync(join(status, named.name), control);
  const sums = await sh('sh', ['-c', 'dpkg-deb --ctrl-tarfile "$0" | tar -xO ./md5sums', file]);
  writeFileSync(join(status, `${named.name}.md5sums`), sums);
}

function configure(target: string): void {
  const write = (path: string, text: string) => writeFileSync(join(target, path), text);
  write(
    'etc/passwd',
    'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
  );
  write('etc/group', 'root:x:0:\nnonroot:x:65532:\n');
  write('etc/nsswitch.conf', 'hosts: files dns\n');
  const certificates = join(target, 'usr/share/ca-certificates/mozilla');
  const bundle = readdirSync(certificates).map((file) => readFileSync(join(certificates, file), 'utf8'));
  mkdirSync(join(target, 'etc/ssl/certs'), { recursive: true });
  write('etc/ssl/certs/ca-certificates.crt', bundle.join(''));
  for (const unused of ['usr/share/doc', 'usr/share/locale', 'usr/share/lintian', 'usr/share/ca-certificates']) {
    rmSync(join(target, unused), { recursive: true, force: true });
  }
}

async function keyOf(apt: Apt, packages: string[], extra: string): Promise<string> {
  const uris = await sh('apt-get', ['download', '--print-uris', ...packages], apt.env);
  const hashes = [...uris.matchAll(/SHA\d+:[0-9a-f]+/g)].map(([hash]) => hash).sort();
  if (hashes.length === 0) throw new Error('apt-get knows no packages: run `apt-get update` first');
  return createHash('sha256').update(hashes.join()).update(extra).digest('hex').slice(0, 12);
}

/** The base image of an architecture as a folder, made of Debian's packages. Kept by version under the cache folder. */
export async function baseRootfs(architecture: Architecture, progress: (line: string) => void): Promise<Rootfs> {
  const apt = await aptFor(architecture, progress);
  const about = `base 3 ${architecture}`;
  const key = await keyOf(apt, basePackages, about).catch(async () => {
    await sh('apt-get', ['update', '-q'], apt.env);
    return keyOf(apt, basePackages, about);
  });
  const folder = join(cacheRoot, 'rootfs', `base-${key}`);
  await once(folder, async (part) => {
    progress(`base image: Debian packages for ${architecture}`);
    await unpack(apt, basePackages, part, true);
    configure(part);
  });
  return { name: `localhost/tts-base:${key}`, folder, architecture };
}

/**
 * The two base images as folders, made of Debian's packages where no registry of images can be reached: `base` for the final stage,
 * `build` for the build stage, which is this machine's. Kept by version under the cache folder.
 */
export async function debianRootfs(
  architecture: Architecture,
  progress: (line: string) => void,
): Promise<{ base: Rootfs; build: Rootfs }> {
  const node = join(repoRoot, 'node_modules/node/bin/node');
  const base = await baseRootfs(architecture, progress);
  const ours = await baseRootfs(ownArchitecture, progress);
  const apt = await aptFor(ownArchitecture, progress);
  const buildKey = await keyOf(apt, buildPackages, `build 2 ${ours.name} ${process.version} ${npmVersion}`);
  const folder = join(cacheRoot, 'rootfs', `build-${buildKey}`);
  await once(folder, async (part) => {
    progress('build image: Debian packages, Node and npm');
    await sh('cp', ['-a', `${ours.folder}/.`, part]);
    await unpack(apt, buildPackages, part, false);
    await sh('chroot', [part, '/bin/busybox', '--install', '-s', '/bin']);
    mkdirSync(join(part, 'usr/local/bin'), { recursive: true });
    mkdirSync(join(part, 'usr/bin'), { recursive: true });
    cpSync(node, join(part, 'usr/local/bin/node'));
    await sh('ln', ['-sf', '/bin/busybox', join(part, 'usr/bin/env')]);
    const prefix = join(part, 'usr/local');
    await sh('npm', ['install', '-g', '--prefix', prefix, '--no-audit', '--no-fund', `npm@${npmVersion}`]);
  });
  return { base, build: { name: `localhost/tts-build:${buildKey}`, folder, architecture: ownArchitecture } };
}
