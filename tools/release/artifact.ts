import { Layout, manifestType } from './layout.ts';
import type { Descriptor } from './layout.ts';

/** A file of an artifact. */
export interface ArtifactFile {
  name: string;
  mediaType: string;
  bytes: Buffer | string;
}

/** The name of a layer's file (image-spec, annotations.md), which `oras pull` gives it. */
export const titleKey = 'org.opencontainers.image.title';

/** Writes files as one OCI artifact: a layer for each. Without a `config` it has the empty one (image-spec, manifest.md). */
export function artifact(
  folder: string,
  files: ArtifactFile[],
  about: { config?: { mediaType: string; bytes: string }; artifactType?: string; annotations: Record<string, string> },
): Descriptor {
  const layout = new Layout(folder);
  const { mediaType, bytes } = about.config ?? { mediaType: 'application/vnd.oci.empty.v1+json', bytes: '{}' };
  const config = layout.add(mediaType, bytes);
  const layers = files.map((file) => ({
    ...layout.add(file.mediaType, file.bytes),
    ...(about.config ? {} : { annotations: { [titleKey]: file.name } }),
  }));
  const { artifactType, annotations } = about;
  const type = artifactType === undefined ? {} : { artifactType };
  return layout.finish(
    layout.addJson(manifestType, { schemaVersion: 2, mediaType: manifestType, ...type, config, layers, annotations }),
  );
}
