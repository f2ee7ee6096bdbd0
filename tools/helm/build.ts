import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureGoTool } from '../cluster/go-tool.ts';

const module = join(import.meta.dirname, 'go');

/** Path of Helm, of the version that tools/helm/go/go.mod pins; builds it where it is not in the cache yet. */
export async function ensureHelm(progress: (line: string) => void): Promise<string> {
  const release = /helm\.sh\/helm\/v4 (v\S+)/.exec(readFileSync(join(module, 'go.mod'), 'utf8'))?.[1] ?? '';
  const linker = `-X helm.sh/helm/v4/internal/version.version=${release}`;
  return ensureGoTool({ name: 'helm', module, target: 'helm.sh/helm/v4/cmd/helm', linker }, progress);
}
