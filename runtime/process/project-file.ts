import { existsSync } from 'node:fs';

/** Address of a file of the project, from the sources (`runtime/`) as well as from a build (`dist/runtime/`). */
export function projectFile(path: string): URL {
  const fromSource = new URL(`../../${path}`, import.meta.url);
  return existsSync(fromSource) ? fromSource : new URL(`../../../${path}`, import.meta.url);
}
