import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheRoot, repoRoot } from '../cluster/paths.ts';
import { sh } from '../cluster/shell.ts';
import { once } from './once.ts';

// What a distroless "cc" image holds; the build image adds a shell, Node and npm.
const basePackages = ['base-files', 'libc6', 'libgcc-s1', 'gcc-12-base', 'libstdc++6', 'ca-certificates'];
const buildPackages = ['busybox-static', 'zlib1g'];
const npmVersion = '11';

/** Where a folder tree ready to be an image is kept, and a name that changes with its content. */
export interface Rootfs {
  name: string;
  folder: string;
}

async function unpack(packages: string[], target: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tts-debs-'));
  try {
    await sh('sh', ['-c', 'cd "$0" && apt-get download -q "$@"', folder, ...packages]);
    for (const file of readdirSync(folder)) await sh('dpkg-deb', ['-x', join(folder, file), target]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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

async function keyOf(packages: string[], extra: string): Promise<string> {
  const uris = await sh('apt-get', ['download', '--print-uris', ...packages]);
  const hashes = [...uris.matchAll(/SHA\d+:[0-9a-f]+/g)].map(([hash]) => hash).sort();
  if (hashes.length === 0) throw new Error('apt-get knows no packages: run `apt-get update` first');
  return createHash('sha256').update(hashes.join()).update(extra).digest('hex').slice(0, 12);
}

/**
 * The two base images as folders, made of Debian's packages where no registry of images can be reached: `base` for the
 * final stage, `build` for the build stage. Kept by version under the cache folder.
 */
export async function debianRootfs(progress: (line: string) => void): Promise<{ base: Rootfs; build: Rootfs }> {
  const node = join(repoRoot, 'node_modules/node/bin/node');
  const baseKey = await keyOf(basePackages, 'base 2').catch(async () => {
    await sh('apt-get', ['update', '-q']);
    return keyOf(basePackages, 'base 2');
  });
  const base = { name: `localhost/tts-base:${baseKey}`, folder: join(cacheRoot, 'rootfs', `base-${baseKey}`) };
  await once(base.folder, async (part) => {
    progress('base image: Debian packages');
    await unpack(basePackages, part);
    configure(part);
  });
  const buildKey = await keyOf(buildPackages, `build 2 ${baseKey} ${process.version} ${npmVersion}`);
  const build = { name: `localhost/tts-build:${buildKey}`, folder: join(cacheRoot, 'rootfs', `build-${buildKey}`) };
  await once(build.folder, async (part) => {
    progress('build image: Debian packages, Node and npm');
    await sh('cp', ['-a', `${base.folder}/.`, part]);
    await unpack(buildPackages, part);
    await sh('chroot', [part, '/bin/busybox', '--install', '-s', '/bin']);
    mkdirSync(join(part, 'usr/local/bin'), { recursive: true });
    mkdirSync(join(part, 'usr/bin'), { recursive: true });
    cpSync(node, join(part, 'usr/local/bin/node'));
    await sh('ln', ['-sf', '/bin/busybox', join(part, 'usr/bin/env')]);
    const prefix = join(part, 'usr/local');
    await sh('npm', ['install', '-g', '--prefix', prefix, '--no-audit', '--no-fund', `npm@${npmVersion}`]);
  });
  return { base, build };
}
