import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { localRegistries } from '../../operator/model-store/local-registries.ts';
import { repoRoot } from '../cluster/paths.ts';
import { capacity, storageClasses } from '../up/capacity.ts';
import { fitSample } from '../up/fit.ts';
import type { Sample } from '../up/fit.ts';
import type { Target } from '../up/target.ts';

/** Name and key of the ConfigMap that holds this machine's private CA, where it has one. */
export const machineCA = { configMap: 'machine-ca', key: 'ca.crt' };

/** The file of this machine's private CA, where it has one. */
export const caFile = (): string | undefined => process.env['NODE_EXTRA_CA_CERTS'] ?? process.env['SSL_CERT_FILE'];

/** Values that go on top of values-dev.yaml on this machine: its registries and CA, and the sample made to fit the cluster. */
export async function machineValues(at: Pick<Target, 'kubectl'>): Promise<object> {
  const registries = await localRegistries();
  if (Object.keys(registries).length === 0)
    throw new Error(
      'neither npm nor pip told its registry in time: set TTS_NPM_REGISTRY and TTS_PYPI_INDEX, or try again',
    );
  const dev = load(readFileSync(join(repoRoot, 'config/helm/tts-operator/values-dev.yaml'), 'utf8')) as {
    services: Record<'pattern-tts', Sample>;
  };
  const fitted = fitSample(dev.services['pattern-tts'], await capacity(at), await storageClasses(at));
  const { compute, scaling, storage } = fitted.sample.spec;
  return {
    downloads: {
      npmRegistry: registries['TTS_NPM_REGISTRY'] ?? '',
      pypiIndex: registries['TTS_PYPI_INDEX'] ?? '',
      ...(caFile() === undefined ? {} : { caBundle: machineCA }),
    },
    services: { 'pattern-tts': { spec: { compute, scaling, storage: { className: storage.className ?? null } } } },
  };
}
