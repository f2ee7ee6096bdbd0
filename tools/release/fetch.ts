import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { titleKey } from './artifact.ts';
import { digestOf } from './layout.ts';
import type { Registry } from './crane.ts';

const Manifest = z.object({
  layers: z
    .array(
      z.object({
        digest: z.string(),
        size: z.int().max(64 << 20),
        annotations: z.object({ [titleKey]: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/) }),
      }),
    )
    .max(64),
});

/** Downloads the files of a release from its registry into a folder. What they say is not verified yet; their digests are. */
export async function fetchFiles(
  registry: Registry,
  repository: string,
  version: string,
  folder: string,
): Promise<void> {
  const { layers } = Manifest.parse(JSON.parse(await registry.manifest(`${repository}:${version}`)));
  mkdirSync(folder, { recursive: true });
  for (const { digest, annotations } of layers) {
    const bytes = await registry.blob(`${repository}@${digest}`);
    if (digestOf(bytes) !== digest) throw new Error(`${repository}@${digest}: the registry sent other bytes`);
    writeFileSync(join(folder, annotations[titleKey]), bytes);
  }
}
