import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../cluster/paths.ts';
import type { ImageDigests } from './chart.ts';
import type { Destination } from './destination.ts';

/** An image of a release as manifests name it: by version and digest, or by version alone where the release does not have it. */
export function releasedImage(
  program: keyof ImageDigests,
  to: Destination,
  digests: ImageDigests,
  version: string,
): string {
  const digest = digests[program];
  return `${to[program]}:${version}${digest === undefined ? '' : `@${digest}`}`;
}

/** install.yaml with the images of a release. Throws where it no longer names those of the checkout. */
export function releasedInstall(text: string, to: Destination, digests: ImageDigests, version: string): string {
  const images = {
    'tts-operator:dev': releasedImage('operator', to, digests, version),
    'tts-runtime:dev': releasedImage('runtime', to, digests, version),
    'tts-runtime-gpu:dev': releasedImage('gpuRuntime', to, digests, version),
  };
  const title = `# tts-operator ${version}: kubectl apply --server-side -f install.yaml\n`;
  let released = text.replace(/^#[^\n]*\n/, title);
  for (const [from, image] of Object.entries(images)) {
    if (!released.includes(` ${from}\n`)) throw new Error(`config/install.yaml does not use the image ${from}`);
    released = released.replaceAll(` ${from}\n`, ` ${image}\n`);
  }
  return released;
}

/** All CRDs as one file. */
export function crdsFile(): string {
  const folder = join(repoRoot, 'crds');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('---\n');
}
