// `npm run test:kind`: the product on kind, in an environment that is made from package registries.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePackages } from '../../tools/cluster/packages.ts';
import { sh } from '../../tools/cluster/shell.ts';
import { daemonAnswers, stopDaemon } from '../../tools/kind/daemon.ts';
import { inRoom, isMade, lacking, roomKubeconfig, start } from '../../tools/kind/environment.ts';
import { dockerEnv, dockerFolder } from '../../tools/kind/paths.ts';
import { ensureBuildx } from '../../tools/kind/programs.ts';
import { reporter } from '../../tools/up/report.ts';
import { twoNodes } from './two-nodes.ts';

const usage = `usage: npm run test:kind [-- OPTION ...]

Makes Docker and kind (npm run kind -- start), and tests the product there: npm run up, the end-to-end tests that matter
on another cluster, npm run down; then a cluster with two nodes.

  --short    only npm run up, to a speech.mp3, and npm run down; where nothing is made yet it says so and does nothing
  --only one-node|two-nodes|builders
             builders: npm run images -- --twice with the client's own BuildKit, with buildx, and with buildah where Docker
             has no builder; only on demand, since it builds eight images and compiles buildx
  --keep     leaves the last cluster and the daemon running (npm run kind -- run COMMAND, npm run kind -- stop)
`;

const { step, elapsed } = reporter();
const times: string[] = [];
const scratch = mkdtempSync(join(tmpdir(), 'tts-kind-'));

/** Runs a part, and keeps how long it took. */
async function part(name: string, work: () => Promise<number>): Promise<void> {
  process.stderr.write(`[${elapsed()}] test:kind: ${name}\n`);
  const started = Date.now();
  const code = await work();
  const seconds = Math.round((Date.now() - started) / 1000);
  times.push(`${name}: ${seconds} s`);
  if (code !== 0) throw new Error(`${name} failed after ${seconds} s`);
}

const node = process.execPath;
const vitest = (project: string) => [
  ...[node, 'node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.kind.config.ts', '--project', project],
];

async function configuration(): Promise<string> {
  const cgroups = (await sh('docker', ['info', '--format', '{{.CgroupVersion}}'], dockerEnv)).trim();
  const [shared, file] = [join(scratch, 'shared'), join(scratch, 'two-nodes.json')];
  await sh('mkdir', ['-p', shared]);
  // As a network file system for everybody: fsGroup does not apply to hostPath volumes.
  chmodSync(shared, 0o777);
  writeFileSync(file, JSON.stringify(twoNodes(cgroups, shared)));
  return file;
}

/** A client of Docker that says it is a recent one and has no builder. */
function clientWithoutBuilder(): string {
  const folder = join(scratch, 'bin');
  mkdirSync(folder, { recursive: true });
  const script = `#!/bin/sh
case "$*" in
  'version --format {{.Client.Version}}') echo 29.0.0 ;;
  build* | buildx*) echo "docker: 'buildx' is not a docker command" >&2; exit 1 ;;
  *) exec ${join(dockerFolder, 'usr/bin/docker')} "$@" ;;
esac
`;
  writeFileSync(join(folder, 'docker'), script, { mode: 0o755 });
  return folder;
}

async function builders(run: (command: string[], env?: NodeJS.ProcessEnv) => Promise<number>): Promise<void> {
  // Each in a cache of its own: an image that is there already is not built.
  const images = (name: string, env: NodeJS.ProcessEnv = {}) =>
    part(name, () =>
      run([node, 'tools/images.ts', '--twice'], { ...env, TTS_CACHE: join(scratch, name.replaceAll(' ', '-')) }),
    );
  await images('own BuildKit');
  await images('buildx', { DOCKER_CONFIG: await step('buildx', ensureBuildx) });
  await images('no builder', { PATH: `${clientWithoutBuilder()}:${dockerEnv['PATH']}` });
}

async function test(binaries: string, { short, only, keep }: { short: boolean; only?: string; keep: boolean }) {
  const run = (command: string[], env?: NodeJS.ProcessEnv) => inRoom(command, binaries, env);
  const up = (...more: string[]) => run([node, 'tools/up.ts', '--target', 'kind', ...more]);
  const down = () => run([node, 'tools/down.ts', '--target', 'kind']);
  const withRoutes = async (tests: string[]): Promise<number> => {
    try {
      return (await run([node, 'test/kind/routes.ts'])) || (await run(tests, { KUBECONFIG: roomKubeconfig }));
    } finally {
      await run([node, 'test/kind/routes.ts', 'away']);
    }
  };
  if (only === 'builders') return builders(run);
  if (only !== 'two-nodes') {
    await part('up to speech', () => up());
    if (!short) await part('end-to-end tests', () => withRoutes(vitest('one-node')));
    if (!keep || only === undefined) await part('down', down);
  }
  if (short || only === 'one-node') return;
  const config = await configuration();
  await part('up on two nodes', () => up('--kind-config', config));
  await part('two nodes', () => withRoutes(vitest('two-nodes')));
  if (!keep) await part('down', down);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  if (values.only !== undefined && !['one-node', 'two-nodes', 'builders'].includes(values.only))
    throw new Error(`--only ${values.only}: choose one-node, two-nodes or builders`);
  const without = lacking();
  if (without.length > 0) throw new Error(`test:kind cannot run here: it needs ${without.join(', ')}`);
  if (values.short && !(await isMade()))
    return void process.stdout.write(
      'test:kind: not run, since kind is not made on this machine yet; npm run kind -- start makes it (many minutes)\n',
    );
  const ran = await daemonAnswers();
  const binaries = await step('kind', start);
  await step('packages', (progress) => ensurePackages({ ffprobe: 'ffmpeg', file: 'file' }, progress));
  try {
    await test(binaries, values);
  } finally {
    process.stdout.write(`${times.join('\n')}\ntest:kind took ${elapsed()}\n`);
    if (!values.keep && !ran) await stopDaemon();
    if (!values.keep) rmSync(scratch, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
