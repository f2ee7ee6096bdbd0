import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureBinaries, kubernetesVersion } from './build.ts';
import { withLock } from './lock.ts';
import { cacheRoot } from './paths.ts';

const run = promisify(execFile);
const parts = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
const shared = ['etcd', 'kubectl'] as const;

const program = `// The control plane as one program: the name it is called by picks the part.
package main

import (
	"os"
	"path/filepath"

	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

func main() {
	switch filepath.Base(os.Args[0]) {
	case "kube-apiserver":
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kube-controller-manager":
		os.Exit(cli.Run(controllermanager.NewControllerManagerCommand()))
	case "kube-scheduler":
		os.Exit(cli.Run(scheduler.NewSchedulerCommand()))
	}
	os.Exit(2)
}
`;

/** go.mod of a module that builds Kubernetes of this version: its staging modules are replaced by their published ones. */
export function goModule(version: string, kubernetesModule: string): string {
  const staging = [...kubernetesModule.matchAll(/^\s*(?:replace\s+)?(k8s\.io\/\S+) => \.\/staging\//gm)];
  const go = /^go (\S+)$/m.exec(kubernetesModule)?.[1] ?? '1.24.0';
  const replaced = staging.map(([, name]) => `\t${name} => ${name} v0.${version.replace(/^v1\./, '')}`);
  return `module build.local/kubernetes\n\ngo ${go}\n\nrequire k8s.io/kubernetes ${version}\n\nreplace (\n${replaced.join('\n')}\n)\n`;
}

async function compile(version: string, target: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'tts-kubernetes-'));
  const env = { ...process.env, CGO_ENABLED: '0', GOGC: '400', GOFLAGS: '-trimpath -buildvcs=false -mod=mod' };
  const go = (...args: string[]) => run('go', args, { cwd: work, env, maxBuffer: 64 << 20 });
  try {
    writeFileSync(join(work, 'go.mod'), 'module build.local/kubernetes\n');
    const { Dir } = JSON.parse((await go('mod', 'download', '-json', `k8s.io/kubernetes@${version}`)).stdout) as {
      Dir: string;
    };
    writeFileSync(join(work, 'go.mod'), goModule(version, readFileSync(join(Dir, 'go.mod'), 'utf8')));
    writeFileSync(join(work, 'main.go'), program);
    await go('mod', 'tidy');
    const stamp = 'k8s.io/component-base/version';
    const minor = version.split('.')[1] ?? '';
    const flags = `-s -w -X ${stamp}.gitVersion=${version} -X ${stamp}.gitMajor=1 -X ${stamp}.gitMinor=${minor}`;
    await go('build', '-ldflags', flags, '-o', target, '.');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Folder of a control plane's programs of another Kubernetes version, such as v1.34.4, with the etcd and kubectl that the project
 * pins; built from Go modules where it is not in the cache yet, which takes about ten minutes of two cores.
 */
export async function ensureControlPlane(version: string, progress: (line: string) => void): Promise<string> {
  const pinned = await ensureBinaries(['kube'], progress);
  if (version === kubernetesVersion) return pinned;
  if (!/^v1\.\d+\.\d+$/.test(version)) throw new Error(`KUBERNETES_VERSION=${version}: write it like v1.34.4`);
  const key = createHash('sha256').update(pinned).update(program).digest('hex').slice(0, 8);
  const folder = join(cacheRoot, 'bin', `kubernetes-${version}-${key}`);
  await withLock(`${folder}.lock`, progress, async () => {
    if (existsSync(folder)) return;
    const part = `${folder}.${process.pid}`;
    mkdirSync(part, { recursive: true });
    progress(`Kubernetes ${version}: building the control plane from Go modules, about ten minutes of two cores`);
    try {
      await compile(version, join(part, 'control-plane'));
      for (const name of parts) symlinkSync('control-plane', join(part, name));
      for (const name of shared) symlinkSync(join(pinned, 'kube'), join(part, name));
      renameSync(part, folder);
    } catch (error) {
      rmSync(part, { recursive: true, force: true });
      throw new Error(`Kubernetes ${version} could not be built: ${(error as Error).message.slice(0, 2000)}`, {
        cause: error,
      });
    }
  });
  return folder;
}
