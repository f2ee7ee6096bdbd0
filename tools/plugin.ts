// `npm run plugin`: bundles kubectl-tts into the one file dist/plugin/kubectl-tts, for a folder of PATH.
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { repoRoot } from './cluster/paths.ts';

/** undici 8, which client-node 2 stands on, does not load on an older Node. */
const LEAST_NODE = [22, 19];

const banner = `#!/usr/bin/env node
{
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < ${LEAST_NODE[0]} || (major === ${LEAST_NODE[0]} && minor < ${LEAST_NODE[1]})) {
    console.error('kubectl tts needs Node ${LEAST_NODE.join('.')} or later; this is ' + process.version);
    process.exit(2);
  }
}`;

/** Writes the bundle and gives its path and size in bytes. */
export async function bundlePlugin(folder = join(repoRoot, 'dist/plugin')): Promise<{ file: string; bytes: number }> {
  const file = join(folder, 'kubectl-tts');
  const bundle = await rolldown({
    input: join(repoRoot, 'plugin/main.ts'),
    platform: 'node',
    logLevel: 'warn',
  });
  await bundle.write({ file, format: 'cjs', minify: true, banner, codeSplitting: false });
  await bundle.close();
  mkdirSync(folder, { recursive: true });
  // A file without extension is read as its nearest package.json says.
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n');
  chmodSync(file, 0o755);
  return { file, bytes: statSync(file).size };
}

if (import.meta.main) {
  const { file, bytes } = await bundlePlugin();
  console.log(`${file}  ${(bytes / 1e6).toFixed(1)} MB`);
}
