import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { withLock } from './lock.ts';
import { cacheRoot, logFolder } from './paths.ts';

const run = promisify(execFile);
const module = join(import.meta.dirname, 'go');

/** The Kubernetes version that tools/cluster/go/go.mod pins. */
export const kubernetesVersion = 'v1.36.3';

/** What one program holds: the commands become links to it, and it looks at the name it is called by. */
const programs = {
  kube: {
    target: './kube',
    commands: [
      ...['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy', 'kubectl'],
      ...['metrics-server', 'coredns', 'provisioner', 'kubeadm'],
    ],
  },
  containerd: { target: './containerd', commands: ['ctr'] },
  'containerd-shim-runc-v2': {
    target: 'github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2',
    commands: [],
  },
  pause: { target: './pause', commands: [] },
} as const;

/** Every program of the embedded node. */
export const nodePrograms = Object.keys(programs) as Program[];

/** A program of the embedded cluster. */
export type Program = keyof typeof programs;

const stamp = 'k8s.io/component-base/version';
const ldflags = `-s -w -X ${stamp}.gitVersion=${kubernetesVersion} -X ${stamp}.gitMajor=1 -X ${stamp}.gitMinor=36`;
// A larger heap before each collection makes the Go compiler a seventh faster (docs/decisions/0002).
const goEnv = { ...process.env, CGO_ENABLED: '0', GOGC: '400', GOFLAGS: '-trimpath -buildvcs=false' };

const go = async (...args: string[]) =>
  (await run('go', args, { cwd: module, env: goEnv, maxBuffer: 64 << 20 })).stdout.trim();

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Folder of the built programs: its name is a hash of the module's files, the linker's flags and the Go version. */
async function binaryFolder(): Promise<string> {
  const version = await go('version').catch(() => '');
  // From 1.21 on an older Go fetches the toolchain that go.mod names.
  const minor = Number(/go1\.(\d+)/.exec(version)?.[1] ?? 0);
  if (minor < 21) throw new Error(`${version || 'Go is missing'}: install Go 1.26 or later (go.dev/dl)`);
  const hash = createHash('sha256').update(version).update(ldflags);
  for (const file of sourceFiles(module)) hash.update(file.slice(module.length)).update(readFileSync(file));
  return join(cacheRoot, 'bin', hash.digest('hex').slice(0, 16));
}

async function compile(program: Program, folder: string, progress: (line: string) => void): Promise<void> {
  const { target, commands } = programs[program];
  const started = Date.now();
  const part = join(folder, `.${program}.${process.pid}`);
  const logFile = join(logFolder, `build-${program}.log`);
  mkdirSync(logFolder, { recursive: true });
  for (const left of readdirSync(folder).filter((file) => file.startsWith(`.${program}.`))) rmSync(join(folder, left));
  progress(`${program}: fetching Go modules`);
  const total = (await go('list', '-deps', target)).split('\n').length;
  const log = createWriteStream(logFile);
  const child = spawn('go', ['build', '-v', '-ldflags', ldflags, '-o', part, target], { cwd: module, env: goEnv });
  let done = 0;
  let last = '';
  createInterface(child.stderr).on('line', (line) => {
    log.write(line + '\n');
    last = line;
    done += 1;
  });
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const timer = setInterval(() => {
    const percent = Math.min(99, Math.floor((100 * done) / total));
    progress(`${program}: compiling ${percent}% (${done} of at most ${total} packages, ${seconds()} s) ${last}`);
  }, 5000);
  const stop = () => child.kill();
  process.once('exit', stop);
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(timer);
  process.off('exit', stop);
  log.end();
  if (code !== 0) {
    rmSync(part, { force: true });
    throw new Error(`building ${program} failed (${last}); the full output is in ${logFile}`);
  }
  for (const command of commands) {
    rmSync(join(folder, command), { force: true });
    symlinkSync(program, join(folder, command));
  }
  renameSync(part, join(folder, program));
  progress(`${program}: built in ${seconds()} s`);
}

/** Folder of the programs, if all of these are built. */
export async function builtBinaries(wanted: readonly Program[]): Promise<string | undefined> {
  const folder = await binaryFolder();
  return wanted.every((program) => existsSync(join(folder, program))) ? folder : undefined;
}

/**
 * Builds what is missing and gives the folder of programs. A program appears by one rename, so a build that was cut off
 * leaves none; a second caller waits for the first.
 */
export async function ensureBinaries(wanted: readonly Program[], progress: (line: string) => void): Promise<string> {
  const folder = await binaryFolder();
  const missing = () => wanted.filter((program) => !existsSync(join(folder, program)));
  if (missing().length === 0) return folder;
  mkdirSync(folder, { recursive: true });
  await withLock(join(cacheRoot, 'build.lock'), progress, async () => {
    for (const program of missing()) await compile(program, folder, progress);
  });
  return folder;
}
