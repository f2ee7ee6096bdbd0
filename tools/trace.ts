// Copies each program with only the files it can reach: `trace.ts OUT [ARCHITECTURE]` writes OUT/operator and OUT/runtime.
// The Dockerfiles use it, so that an image holds no development packages and no other platform's binaries.
import { nodeFileTrace } from '@vercel/nft';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isFor } from './images/native.ts';

const root = resolve(import.meta.dirname, '..');

const [out, target = process.arch] = process.argv.slice(2);
if (out === undefined) {
  process.stderr.write('usage: node tools/trace.ts OUT [x64|arm64]\n');
  process.exit(2);
}

/** Entry points, and the folders that are read at run time where no static analysis sees it. */
const programs = {
  operator: { entries: ['dist/operator/main.js', 'dist/operator/model-store/main.js'], folders: [] },
  runtime: {
    entries: ['dist/runtime/main.js', 'dist/runtime/model/prepare-main.js', 'dist/runtime/model/keep-main.js'],
    folders: [
      'runtime/page',
      'node_modules/@fastify/swagger-ui/static',
      'node_modules/@echogarden/espeak-ng-emscripten',
      'node_modules/kuromoji/dict',
      'node_modules/onnxruntime-node/bin',
      `node_modules/@koromix/koffi-${process.platform}-${target}`,
    ],
  },
};

function isNeeded(file: string): boolean {
  // The images have glibc.
  return isFor(file, process.platform, target) && !/\.(d\.[cm]?ts|map|md)$|\/koffi-[^/]+\/musl_/.test(file);
}

async function copyProgram(out: string, entries: string[], folders: string[], cache: object): Promise<number> {
  for (const entry of entries) {
    if (!existsSync(join(root, entry))) throw new Error(`${entry} is missing: run \`npm run build\` first`);
  }
  const traced = await nodeFileTrace(
    entries.map((entry) => join(root, entry)),
    { base: root, processCwd: root, cache, ignore: folders.map((folder) => `${folder}/**`) },
  );
  for (const { message } of traced.warnings) {
    // A package's optional dependency may be absent; a file of ours that cannot be followed may not.
    if (message.includes(join(root, 'dist'))) throw new Error(message);
  }
  const copy = (file: string) => {
    mkdirSync(dirname(join(out, file)), { recursive: true });
    cpSync(join(root, file), join(out, file), { recursive: true, verbatimSymlinks: true, filter: isNeeded });
  };
  const files = [...traced.fileList].filter((file) => isNeeded(file)).sort();
  for (const file of [...files, ...folders]) copy(file);
  return files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
}

const cache = {};
for (const [name, { entries, folders }] of Object.entries(programs)) {
  const bytes = await copyProgram(resolve(out, name), entries, folders, cache);
  process.stdout.write(`${name}: ${(bytes / 1e6).toFixed(1)} MB of traced files\n`);
}
