import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../cluster/paths.ts';
import { sh } from '../cluster/shell.ts';
import { docker } from './daemon.ts';
import { dockerEnv, dockerFolder, kindHome } from './paths.ts';

const suite = 'bookworm';

/** Runs `work` with a new folder that is removed afterwards. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(join(kindHome, 'work'), { recursive: true });
  const folder = mkdtempSync(join(kindHome, 'work', 'debian-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs Debian's packages into a folder, without any image of a registry. mmdebstrap is run from its unpacked package. */
async function install(folder: string, packages: string[]): Promise<void> {
  const without = ['doc', 'man', 'locale'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  const args = [
    ...[join(dockerFolder, 'usr/bin/mmdebstrap'), '--quiet', '--mode=root', '--variant=minbase'],
    ...[`--include=${packages.join()}`, '--aptopt=APT::Install-Recommends "false"', ...without, suite, folder],
  ];
  // It calls a second program of its package.
  await sh('perl', args, dockerEnv);
}

/** Unpacks Debian's packages into a folder and configures nothing. */
export async function unpack(folder: string, packages: string[]): Promise<void> {
  await inFolder(async (debs) => {
    await sh('sh', ['-c', 'cd "$0" && apt-get download -q "$@"', debs, ...packages]);
    for (const file of readdirSync(debs)) await sh('dpkg-deb', ['-x', join(debs, file), folder]);
  });
  for (const name of ['doc', 'man', 'locale', 'lintian'])
    rmSync(join(folder, 'usr/share', name), { recursive: true, force: true });
}

/** Gives Docker a folder as an image. */
async function importImage(folder: string, name: string, changes: string[] = []): Promise<void> {
  const archive = `${folder}.tar`;
  await sh('tar', ['-C', folder, '-cf', archive, '.']);
  await docker('import', ...changes.flatMap((change) => ['-c', change]), archive, name);
  rmSync(archive);
}

/** The Debian part of the node. */
export const nodeBase = `localhost/kind-debian:${suite}`;
export const nodePackages = [
  ...['systemd', 'conntrack', 'iptables', 'nftables', 'ipset', 'iproute2', 'ethtool', 'util-linux', 'mount', 'kmod'],
  ...['procps', 'libseccomp2', 'pigz', 'ca-certificates', 'runc', 'containernetworking-plugins'],
];

export const makeNodeBase = (): Promise<void> =>
  inFolder(async (folder) => {
    await install(folder, nodePackages);
    await importImage(folder, nodeBase);
  });

const npmVersion = '11';

/** What the project's Dockerfiles start from, under the names that they have there: BuildKit looks at the daemon's images before it asks a registry. */
export const projectBases = {
  build: 'docker.io/library/node:24-bookworm-slim',
  run: 'gcr.io/distroless/cc-debian12:nonroot',
};
const runPackages = ['base-files', 'libc6', 'libgcc-s1', 'gcc-12-base', 'libstdc++6', 'libssl3', 'tzdata', 'netbase'];
export const projectBasesKey = [...runPackages, npmVersion, process.version].join();

export const makeProjectBases = (): Promise<void> =>
  inFolder(async (top) => {
    const [build, run] = [join(top, 'build'), join(top, 'run')];
    await install(build, ['ca-certificates']);
    cpSync(join(repoRoot, 'node_modules/node/bin/node'), join(build, 'usr/local/bin/node'));
    const npm = ['install', '-g', '--prefix', join(build, 'usr/local'), '--no-audit', '--no-fund', `npm@${npmVersion}`];
    await sh('npm', npm);
    await importImage(build, projectBases.build);
    mkdirSync(join(run, 'etc/ssl/certs'), { recursive: true });
    await unpack(run, runPackages);
    cpSync(join(build, 'etc/ssl/certs/ca-certificates.crt'), join(run, 'etc/ssl/certs/ca-certificates.crt'));
    const nonroot = 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin';
    writeFileSync(join(run, 'etc/passwd'), `root:x:0:0:root:/root:/sbin/nologin\n${nonroot}\n`);
    writeFileSync(join(run, 'etc/group'), 'root:x:0:\nnonroot:x:65532:\n');
    await importImage(run, projectBases.run, ['USER 65532', 'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']);
  });
