import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { repoRoot } from '../cluster/paths.ts';
import { bundlePlugin } from '../plugin.ts';
import { tarGz } from './archive.ts';
import { digestOf } from './layout.ts';

/** The kubectl plugin as an archive: one program for Node, the same on every platform. */
export async function pluginArchive(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'tts-plugin-'));
  try {
    const { file } = await bundlePlugin(folder);
    return await tarGz([
      { path: 'kubectl-tts', bytes: readFileSync(file), mode: 0o755 },
      { path: 'package.json', bytes: readFileSync(join(folder, 'package.json')) },
      { path: 'LICENSE', bytes: readFileSync(join(repoRoot, 'LICENSE')) },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The plugin's manifest for krew (krew.sigs.k8s.io/docs/developer-guide/plugin-manifest); `base` is where the archive can be fetched. */
export function krewManifest(version: string, archive: { name: string; bytes: Buffer }, base: string): string {
  const platforms = ['linux', 'darwin'].flatMap((os) =>
    ['amd64', 'arm64'].map((arch) => ({
      selector: { matchLabels: { os, arch } },
      uri: `${base.replace(/\/$/, '')}/${archive.name}`,
      sha256: digestOf(archive.bytes).slice('sha256:'.length),
      bin: 'kubectl-tts',
      files: ['kubectl-tts', 'package.json', 'LICENSE'].map((from) => ({ from, to: '.' })),
    })),
  );
  return dump(
    {
      apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
      kind: 'Plugin',
      metadata: { name: 'tts' },
      spec: {
        version: `v${version}`,
        shortDescription: 'Inspect and try text-to-speech services',
        description:
          'Shows TTSServices with their models and pods, requests speech, verifies volumes and finds problems.',
        caveats: 'Needs Node 22.19 or later in PATH.',
        platforms,
      },
    },
    { noRefs: true, lineWidth: 140 },
  );
}
