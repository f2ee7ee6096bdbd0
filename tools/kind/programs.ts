import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensurePackages } from '../cluster/packages.ts';
import { sh } from '../cluster/shell.ts';
import { dockerFolder, kindHome, toolFolder } from './paths.ts';
import { isDone, keyOf, step } from './step.ts';

/** Programs that are modules of their own, in versions that were seen to work together. */
const tools = {
  kind: 'sigs.k8s.io/kind@v0.33.0',
  crictl: 'sigs.k8s.io/cri-tools/cmd/crictl@v1.37.0',
  'local-path-provisioner': 'github.com/rancher/local-path-provisioner@v0.0.30',
};

/** Docker's client of BuildKit, a plugin that clients of version 23 or later need; only the test of the builders uses it. */
const buildx = 'github.com/docker/buildx/cmd/buildx@v0.38.2';

/** Debian's Docker with what it calls, and the program that makes Debian folders. */
const packages = ['docker.io', 'containerd', 'tini', 'mmdebstrap'];

const goEnv = {
  ...process.env,
  ...{ CGO_ENABLED: '0', GOGC: '400', GOFLAGS: '-trimpath -buildvcs=false', GOBIN: toolFolder },
};

async function unpackDocker(): Promise<void> {
  const debs = join(kindHome, 'debs');
  rmSync(debs, { recursive: true, force: true });
  mkdirSync(debs, { recursive: true });
  await sh('sh', ['-c', 'cd "$0" && apt-get download -q "$@"', debs, ...packages]);
  for (const file of readdirSync(debs)) await sh('dpkg-deb', ['-x', join(debs, file), dockerFolder]);
}

/** Whether every program is made. */
export const toolsAreMade = (): boolean =>
  isDone('docker', keyOf(...packages)) && Object.entries(tools).every(([name, source]) => isDone(name, keyOf(source)));

async function ensureTool(name: string, source: string, progress: (line: string) => void): Promise<void> {
  await step(name, keyOf(source), progress, async () => {
    await sh('go', ['install', '-ldflags', '-s -w', source], goEnv);
  });
}

/** Makes a folder for DOCKER_CONFIG in which the client has the plugin buildx. */
export async function ensureBuildx(progress: (line: string) => void): Promise<string> {
  await ensureTool('buildx', buildx, progress);
  const folder = join(kindHome, 'docker-config-buildx');
  const plugin = join(folder, 'cli-plugins', 'docker-buildx');
  mkdirSync(dirname(plugin), { recursive: true });
  rmSync(plugin, { force: true });
  symlinkSync(join(toolFolder, 'buildx'), plugin);
  return folder;
}

/** Makes what the machine itself runs, Debian's Docker and kind, and the node's programs that are modules of their own. */
export async function ensureTools(progress: (line: string) => void): Promise<void> {
  const called = { iptables: 'iptables', runc: 'runc', ip: 'iproute2', nsenter: 'util-linux', perl: 'perl' };
  await ensurePackages(called, progress);
  // A library that dockerd calls has no program to be found by.
  if (!(await sh('ldconfig', ['-p'])).includes('libdevmapper.so.1.02.1'))
    await ensurePackages({ 'libdevmapper is not there': 'libdevmapper1.02.1' }, progress);
  await step('docker', keyOf(...packages), progress, unpackDocker);
  for (const [name, source] of Object.entries(tools)) await ensureTool(name, source, progress);
}
