import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an OCI document says of a blob (github.com/opencontainers/image-spec, descriptor.md). */
export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  platform?: { architecture: string; os: string };
  annotations?: Record<string, string>;
}

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
export const indexType = 'application/vnd.oci.image.index.v1+json';

export const digestOf = (bytes: Buffer | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** An artifact as a folder (image-layout.md), from which crane pushes it. */
export class Layout {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
    writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  }

  /** Where the blob of a digest lies. */
  path(digest: string): string {
    return join(this.folder, 'blobs/sha256', digest.slice('sha256:'.length));
  }

  add(mediaType: string, bytes: Buffer | string): Descriptor {
    const digest = digestOf(bytes);
    writeFileSync(this.path(digest), bytes);
    return { mediaType, digest, size: Buffer.byteLength(bytes) };
  }

  /** Adds a document as canonical JSON: the same fields in the same order give the same digest. */
  addJson(mediaType: string, document: object): Descriptor {
    return this.add(mediaType, JSON.stringify(document));
  }

  /** Names what the folder is about: the one manifest or index that is pushed. */
  finish(top: Descriptor): Descriptor {
    const index = { schemaVersion: 2, mediaType: indexType, manifests: [top] };
    writeFileSync(join(this.folder, 'index.json'), JSON.stringify(index));
    return top;
  }
}
