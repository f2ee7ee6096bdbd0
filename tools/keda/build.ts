import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../cluster/lock.ts';
import { cacheRoot } from '../cluster/paths.ts';
import { sh } from '../cluster/shell.ts';
import { leanSources } from './lean.ts';
import { moduleSource } from './modules.ts';
import type { ModuleSource } from './modules.ts';

/** The programs, their packages in the modules, and where the linker writes the version. */
const programs = {
  'http-interceptor': { module: 'addon', target: 'interceptor' },
  'http-scaler': { module: 'addon', target: 'scaler' },
  'http-operator': { module: 'addon', target: 'operator' },
  'keda-operator': { module: 'keda', target: 'cmd/operator' },
  'keda-adapter': { module: 'keda', target: 'cmd/adapter' },
} as const;
export type KedaProgram = keyof typeof programs;
export const kedaPrograms = Object.keys(programs) as KedaProgram[];

const stamps = { addon: 'pkg/build.version', keda: 'version.Version' };

export interface BuiltProgram {
  name: KedaProgram;
  path: string;
  /** Names the image: a hash of what it was made of. */
  tag: string;
}

/**
 * Builds what is missing of KEDA and its HTTP add-on from Go modules: the operator and the metrics API of KEDA with few of its triggers
 * (tools/keda/lean.ts), and all of the add-on. Takes minutes where nothing is cached.
 */
export async function ensureKeda(progress: (line: string) => void): Promise<BuiltProgram[]> {
  const sources = { keda: await moduleSource('keda'), addon: await moduleSource('addon') };
  const version = await sh('go', ['version']);
  const built: BuiltProgram[] = [];
  for (const name of kedaPrograms) {
    const { module, target } = programs[name];
    const source = sources[module];
    const hash = createHash('sha256').update(version);
    for (const file of [
      ...['go.mod', 'go.sum'].map((one) => join(source.folder, one)),
      join(import.meta.dirname, 'lean.ts'),
    ])
      hash.update(readFileSync(file));
    const tag = hash.digest('hex').slice(0, 12);
    const folder = join(cacheRoot, 'bin', `keda-${tag}`);
    const path = join(folder, name);
    mkdirSync(folder, { recursive: true });
    await withLock(join(folder, 'build.lock'), progress, async () => {
      if (existsSync(path)) return;
      const started = Date.now();
      progress(`${name}: building ${source.path} ${source.version} from Go modules`);
      const part = `${path}.${process.pid}`;
      const flags = `-s -w -X ${source.path}/${stamps[module]}=${source.version}`;
      const modfile = module === 'keda' ? ['-modfile', await leanModule(source, folder)] : [];
      const env = { ...process.env, CGO_ENABLED: '0', GOGC: '400', GOFLAGS: '-trimpath -buildvcs=false' };
      const args = ['build', ...modfile, '-ldflags', flags, '-o', part, `${source.path}/${target}`];
      await sh('go', ['-C', source.folder, ...args], env);
      renameSync(part, path);
      progress(`${name}: built in ${Math.round((Date.now() - started) / 1000)} s`);
    });
    built.push({ name, path, tag });
  }
  return built;
}

/** A go.mod that takes KEDA from the copy with few triggers. */
async function leanModule({ path, folder, sources }: ModuleSource, into: string): Promise<string> {
  const lean = join(into, 'lean');
  leanSources(sources, lean);
  const modfile = join(into, 'go.mod');
  copyFileSync(join(folder, 'go.mod'), modfile);
  copyFileSync(join(folder, 'go.sum'), join(into, 'go.sum'));
  await sh('go', ['mod', 'edit', `-replace=${path}=${lean}`, modfile]);
  return modfile;
}
