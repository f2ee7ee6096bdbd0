import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sh } from '../cluster/shell.ts';

/** KEDA and its HTTP add-on: the Go module of each, and the folder of the go.mod that pins its version. */
const modules = {
  keda: { path: 'github.com/kedacore/keda/v2', folder: join(import.meta.dirname, 'go/keda') },
  addon: { path: 'github.com/kedacore/http-add-on', folder: join(import.meta.dirname, 'go/addon') },
} as const;
export type KedaModule = keyof typeof modules;

export interface ModuleSource {
  path: string;
  version: string;
  /** The folder of the go.mod that pins it. */
  folder: string;
  /** Its sources in Go's module cache, which are read-only. */
  sources: string;
}

/** The pinned version and the sources of a module; fetches them where they are not in Go's cache. */
export async function moduleSource(name: KedaModule): Promise<ModuleSource> {
  const { path, folder } = modules[name];
  const version = new RegExp(`^\\s*(?:require )?${path} (v\\S+)`, 'm').exec(
    readFileSync(join(folder, 'go.mod'), 'utf8'),
  )?.[1];
  if (version === undefined) throw new Error(`${folder}/go.mod requires no ${path}`);
  const told = await sh('go', ['-C', folder, 'mod', 'download', '-json', `${path}@${version}`]);
  const { Dir } = JSON.parse(told) as { Dir: string };
  return { path, version, folder, sources: Dir };
}

/** The files of the CRDs that services with scaling.minReplicas 0 need: ScaledObject and InterceptorRoute. */
export async function neededCrds(): Promise<string[]> {
  const [keda, addon] = await Promise.all([moduleSource('keda'), moduleSource('addon')]);
  return [
    join(keda.sources, 'config/crd/bases/keda.sh_scaledobjects.yaml'),
    join(addon.sources, 'config/crd/bases/http.keda.sh_interceptorroutes.yaml'),
  ];
}
