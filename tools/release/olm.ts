import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { dump, loadAll } from 'js-yaml';
import type { KubeObject } from '../../operator/controller/object.ts';
import { tarGz } from './archive.ts';
import { Layout, manifestType } from './layout.ts';
import type { Descriptor } from './layout.ts';
import { serviceVersion } from './service-version.ts';
import type { BundleImages } from './service-version.ts';

/** What a bundle says of itself, in its metadata and as labels of its image (olm.operatorframework.io, "Operator Bundle"). */
const labels = {
  'operators.operatorframework.io.bundle.mediatype.v1': 'registry+v1',
  'operators.operatorframework.io.bundle.manifests.v1': 'manifests/',
  'operators.operatorframework.io.bundle.metadata.v1': 'metadata/',
  'operators.operatorframework.io.bundle.package.v1': 'tts-operator',
  'operators.operatorframework.io.bundle.channels.v1': 'candidate',
  'operators.operatorframework.io.bundle.channel.default.v1': 'candidate',
};

const yaml = (value: unknown) => dump(value, { noRefs: true, lineWidth: 140 });

/** The files of a bundle by path, from the text of config/install.yaml. */
export function bundleFiles(
  install: string,
  images: BundleImages,
  about: { version: string; repository: string },
): Map<string, string> {
  const objects = loadAll(install) as KubeObject[];
  const files = new Map<string, string>();
  const kept = objects.filter(
    ({ kind, metadata }) => kind === 'CustomResourceDefinition' || /^tts-lexicon-/.test(metadata.name),
  );
  for (const object of kept)
    files.set(`manifests/${object.metadata.name}.${object.kind.toLowerCase()}.yaml`, yaml(object));
  files.set('manifests/tts-operator.clusterserviceversion.yaml', yaml(serviceVersion(objects, images, about)));
  files.set('metadata/annotations.yaml', yaml({ annotations: labels }));
  return files;
}

/** The bundle as an image of one layer, which opm and OLM read and nobody runs. */
export async function bundleImage(folder: string, files: Map<string, string>): Promise<Descriptor> {
  const layout = new Layout(folder);
  const bytes = await tarGz([...files].map(([path, text]) => ({ path, bytes: text })));
  const layer = layout.add('application/vnd.oci.image.layer.v1.tar+gzip', bytes);
  const diffId = `sha256:${createHash('sha256').update(gunzipSync(bytes)).digest('hex')}`;
  const config = layout.addJson('application/vnd.oci.image.config.v1+json', {
    ...{ architecture: 'amd64', os: 'linux', config: { Labels: labels } },
    rootfs: { type: 'layers', diff_ids: [diffId] },
  });
  return layout.finish(
    layout.addJson(manifestType, { schemaVersion: 2, mediaType: manifestType, config, layers: [layer] }),
  );
}
