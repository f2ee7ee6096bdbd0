import { StoreFailure } from '../failure.ts';
import { getJson } from '../http/text.ts';
import type { ArchivePart } from '../source.ts';
import { archiveKey } from './location.ts';
import type { Blob, Integrity, SourceContext } from './location.ts';

/** Finds a package's archive by the registry's own description of it. */
export async function npmArchive(part: ArchivePart, at: SourceContext): Promise<Blob> {
  const { package: name, version, bytes } = part;
  const registry = at.settings.npmRegistry;
  if (!registry)
    throw new StoreFailure('NoSource', `no npm registry is configured (TTS_NPM_REGISTRY), needed for ${name}`);
  const token = at.settings.credentials['npm-token'];
  const secret: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const url = `${registry}${name.replace('/', '%2f')}/${version}`;
  const about = await getJson(at.client, url, { secret, signal: at.signal });
  const dist = (about['dist'] ?? {}) as { tarball?: string; integrity?: string; shasum?: string };
  if (typeof dist.tarball !== 'string') {
    throw new StoreFailure('NotFound', `the registry has no archive of ${name} ${version}`);
  }
  if (!URL.canParse(dist.tarball))
    throw new StoreFailure('UnexpectedContent', `the registry has no URL for the archive of ${name} ${version}`);
  const sameHost = new URL(dist.tarball).origin === new URL(registry).origin;
  return {
    key: archiveKey('npm', name, version),
    url: dist.tarball,
    size: bytes,
    integrity: integrityOf(dist.integrity) ?? (dist.shasum ? { algorithm: 'sha1', hex: dist.shasum } : undefined),
    secret: async () => (sameHost ? secret : {}),
  };
}

/** Reads a Subresource Integrity string (W3C SRI), which is how npm writes digests; the strongest hash of it. */
export function integrityOf(text: string | undefined): Integrity | undefined {
  for (const algorithm of ['sha512', 'sha256'] as const) {
    const found = new RegExp(`(?:^|\\s)${algorithm}-([A-Za-z0-9+/=]+)`).exec(text ?? '')?.[1];
    if (found) return { algorithm, hex: Buffer.from(found, 'base64').toString('hex') };
  }
  return undefined;
}
