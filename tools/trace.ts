// Copies one program and only the files it can reach: `trace.ts operator|runtime OUT`. Used by the Dockerfiles.
import { nodeFileTrace } from '@vercel/nft';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { repoRoot } from './cluster/paths.ts';

/** The entry points of the two images, and the folders that no static analysis sees being read. */
const programs = {
  operator: {
    entries: ['dist/operator/main.js', 'dist/operator/model-store/main.js'],
    folders: [],
  },
  runtime: {
    entries: ['dist/runtime/main.js'],
    folders: ['node_modules/@fastify/swagger-ui/static', 'node_modules/@echogarden/espeak-ng-emscripten'],
  },
} satisfies Record<string, { entries: string[]; folders: string[] }>;

const otherPlatform = (file: string) => {
  const native = /onnxruntime-node\/bin\/[^/]+\/([^/]+)\/([^/]+)\//.exec(file);
  return native !== null && (native[1] !== process.platform || native[2] !== process.arch);
};
const isNeeded = (file: string) => !otherPlatform(file) && !/\.(d\.[cm]?ts|map|md)$/.test(file);

async function copyProgram(name: keyof typeof programs, out: string): Promise<void> {
  const { entries, folders } = programs[name];
  for (const entry of entries) {
    if (!existsSync(join(repoRoot, entry))) throw new Error(`${entry} is missing: run \`npm run build\` first`);
  }
  const { fileList, warnings } = await nodeFileTrace(
    entries.map((entry) => join(repoRoot, entry)),
    { base: repoRoot, processCwd: repoRoot, ignore: ['node_modules/node/**', 'node_modules/typescript/**'] },
  );
  for (const warning of warnings) process.stderr.write(`trace: ${warning.message.split('\n')[0] ?? ''}\n`);
  const native = folders.length > 0 ? ['node_modules/onnxruntime-node/bin'] : [];
  const files = [...fileList].filter(isNeeded).sort();
  let bytes = 0;
  for (const file of files) {
    mkdirSync(dirname(join(out, file)), { recursive: true });
    cpSync(join(repoRoot, file), join(out, file), { verbatimSymlinks: true });
    bytes += statSync(join(repoRoot, file)).size;
  }
  for (const folder of [...folders, ...native]) {
    cpSync(join(repoRoot, folder), join(out, folder), {
      recursive: true,
      filter: (source) => statSync(source).isDirectory() || isNeeded(source.replaceAll('\\', '/')),
    });
  }
  process.stdout.write(`${name}: ${files.length} traced files, ${Math.round(bytes / 1e6)} MB, to ${out}\n`);
}

const [name, out] = process.argv.slice(2);
if ((name !== 'operator' && name !== 'runtime') || out === undefined) {
  process.stderr.write('usage: node tools/trace.ts operator|runtime OUT\n');
  process.exit(2);
}
await copyProgram(name, resolve(out));
