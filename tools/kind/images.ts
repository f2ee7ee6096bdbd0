import {
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { kubernetesVersion } from '../cluster/build.ts';
import { shellArchive } from '../cluster/node-images.ts';
import { sh } from '../cluster/shell.ts';
import { metricsServerImage } from '../up/metrics-server.ts';
import { docker } from './daemon.ts';
import { makeNodeBase, makeProjectBases, nodeBase, nodePackages, projectBasesKey, unpack } from './debian.ts';
import { dockerEnv, dockerFolder, kindHome, nodeImage, toolFolder } from './paths.ts';
import { isDone, keyOf, step } from './step.ts';

const here = import.meta.dirname;
const parts = join(kindHome, 'work', 'parts.tar');
const provisioner = 'localhost/local-path-provisioner:kind';
const helper = 'localhost/local-path-helper:kind';
const policiesImage = 'localhost/policies:kind';

/** Debian's client builds with the BuildKit inside dockerd and needs no plugin. */
const build = (...args: string[]) =>
  sh(join(dockerFolder, 'usr/bin/docker'), ['build', ...args], { ...dockerEnv, DOCKER_BUILDKIT: '1' });

/** Runs `work` with an empty folder of this name. */
async function context(name: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = join(kindHome, 'work', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await work(folder);
  rmSync(folder, { recursive: true, force: true });
}

function put(source: string, target: string, mode = 0o644): void {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(source, target, { dereference: true });
  chmodSync(target, mode);
}

// kube-proxy calls iptables, and what enforces NetworkPolicies calls ipset too.
const proxyPackages = [
  ...['base-files', 'iptables', 'nftables', 'libnftables1', 'libedit2', 'libbsd0', 'libmd0', 'libtinfo6'],
  ...['libjansson4', 'libgmp10', 'libxtables12', 'libip4tc2', 'libip6tc2', 'libmnl0', 'libnftnl11', 'libnfnetlink0'],
  ...['libnetfilter-conntrack3', 'libc6', 'libgcc-s1', 'ipset', 'libipset13'],
];
const kubernetesParts = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'etcd'];

/** The images that run on the node, under the names by which kubeadm and `npm run up` ask for them. */
async function makeParts(binaries: string, policies: string): Promise<void> {
  await context('parts', async (folder) => {
    const root = join(folder, 'rootfs');
    await unpack(root, proxyPackages);
    for (const name of ['iptables', 'ip6tables'].flatMap((one) => [one, `${one}-save`, `${one}-restore`])) {
      rmSync(join(root, 'usr/sbin', name), { force: true });
      symlinkSync('xtables-nft-multi', join(root, 'usr/sbin', name));
    }
    mkdirSync(join(root, 'tmp'), { recursive: true });
    put('/etc/ssl/certs/ca-certificates.crt', join(root, 'etc/ssl/certs/ca-certificates.crt'));
    put(join(binaries, 'kube'), join(root, 'usr/local/bin/kube'), 0o755);
    for (const name of [...kubernetesParts, 'coredns', 'metrics-server', 'kubectl'])
      symlinkSync('kube', join(root, 'usr/local/bin', name));
    put(policies, join(root, 'usr/local/bin/policies'), 0o755);
    put(join(binaries, 'pause'), join(folder, 'pause'), 0o755);
    put(join(toolFolder, 'local-path-provisioner'), join(folder, 'local-path-provisioner'), 0o755);
    for (const target of ['kubernetes', 'coredns', 'metrics-server', 'policies', 'pause', 'local-path-provisioner'])
      await build('-q', '--target', target, '-f', join(here, 'Dockerfile.parts'), '-t', `kind-part:${target}`, folder);
  });
  const names: [part: string, name: string][] = (await controlPlaneImages(binaries)).map((name) => [
    /pause|coredns/.exec(name)?.[0] ?? 'kubernetes',
    name,
  ]);
  names.push(['metrics-server', metricsServerImage], ['local-path-provisioner', provisioner]);
  names.push(['policies', policiesImage]);
  for (const [part, name] of names) await docker('tag', `kind-part:${part}`, name);
  await docker('load', '-q', '-i', await shellArchive());
  await docker('tag', 'busybox:stable', helper);
  await docker('save', '-o', parts, ...names.map(([, name]) => name), helper);
}

const controlPlaneImages = async (binaries: string): Promise<string[]> =>
  (await sh(join(binaries, 'kubeadm'), ['config', 'images', 'list', '--kubernetes-version', kubernetesVersion]))
    .split('\n')
    .filter(Boolean);

async function makeNodeImage(binaries: string): Promise<void> {
  await context('node', async (folder) => {
    const files = join(folder, 'files');
    const own = (name: string, target: string, mode = 0o644) =>
      put(join(here, 'node', name), join(files, target), mode);
    for (const name of ['kube', 'containerd', 'containerd-shim-runc-v2'])
      put(join(binaries, name), join(files, 'usr/local/bin', name), 0o755);
    put(join(toolFolder, 'crictl'), join(files, 'usr/local/bin/crictl'), 0o755);
    for (const name of ['entrypoint', 'kubelet-cgroups']) own(name, `kind/bin/${name}`, 0o755);
    for (const name of ['containerd.service', 'kubelet.service']) own(name, `etc/systemd/system/${name}`);
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(files, path)), { recursive: true });
      writeFileSync(join(files, path), text);
    };
    const text = (name: string) => readFileSync(join(here, 'node', name), 'utf8');
    const pause = (await controlPlaneImages(binaries)).find((name) => name.includes('/pause:')) ?? '';
    write('etc/containerd/config.toml', text('containerd.toml').replace('PAUSE_IMAGE', pause));
    for (const name of ['default-cni.yaml', 'default-storage.yaml'])
      write(
        `kind/manifests/${name}`,
        text(name)
          .replace('PROVISIONER_IMAGE', provisioner)
          .replace('POLICIES_IMAGE', policiesImage)
          .replaceAll('HELPER_IMAGE', helper),
      );
    write('kind/version', kubernetesVersion);
    write('etc/crictl.yaml', 'runtime-endpoint: unix:///run/containerd/containerd.sock\n');
    const cri = ['io.containerd.cri.v1.images', 'io.containerd.cri.v1.runtime', 'io.containerd.grpc.v1.cri'];
    writeFileSync(join(folder, 'import.toml'), `version = 3\ndisabled_plugins = ${JSON.stringify(cri)}\n`);
    linkSync(parts, join(folder, 'images.tar'));
    const file = ['-f', join(here, 'Dockerfile.node')];
    await build('-q', '--build-arg', `BASE=${nodeBase}`, ...file, '-t', nodeImage, folder);
  });
}

const ownFiles = () =>
  ['node', '.']
    .flatMap((folder) => readdirSync(join(here, folder)).map((name) => join(here, folder, name)))
    .filter((path) => /node\/|Dockerfile\.|images\.ts|debian\.ts/.test(path) && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(path, 'utf8'));

/** The steps, each with a key of what it is made from. */
function steps(binaries: string, policies: string): [name: string, key: string, work: () => Promise<void>][] {
  const key = keyOf(binaries, policies, metricsServerImage, ...ownFiles());
  return [
    ['node-base', keyOf(...nodePackages), makeNodeBase],
    ['project-bases', keyOf(projectBasesKey), makeProjectBases],
    ['parts', key, () => makeParts(binaries, policies)],
    ['node-image', key, () => makeNodeImage(binaries)],
  ];
}

/** Makes what Docker needs to hold: the node image with its parts, and stand-ins for the base images of the project's Dockerfiles. */
export async function ensureImages(
  binaries: string,
  policies: string,
  progress: (line: string) => void,
): Promise<void> {
  for (const [name, key, work] of steps(binaries, policies)) await step(name, key, progress, work);
}

/** Whether there would be nothing to do. */
export const imagesAreMade = (binaries: string, policies: string): boolean =>
  steps(binaries, policies).every(([name, key]) => isDone(name, key));
