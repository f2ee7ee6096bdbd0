import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { KubeObject } from '../../operator/controller/object.ts';
import { repoRoot } from '../cluster/paths.ts';
import { chartFolder } from './chart.ts';

interface Chart {
  description: string;
  kubeVersion: string;
  keywords: string[];
  icon: string;
  annotations: Record<string, string>;
}

interface OwnedCrd {
  kind: string;
  version: string;
  name: string;
  displayName: string;
  description: string;
}

/** The images of a release by the variable of the operator that names them. */
export interface BundleImages {
  operator: string;
  RUNTIME_IMAGE: string;
  RUNTIME_GPU_IMAGE: string;
}

interface About {
  version: string;
  /** The address of the sources. */
  repository: string;
}

type Container = { image: string; env: { name: string; value?: string; valueFrom?: object }[] };

/** OLM writes the namespaces of the OperatorGroup, separated by commas, into this annotation of the pod; all namespaces are ''. */
const watched = { fieldRef: { fieldPath: "metadata.annotations['olm.targetNamespaces']" } };

function deploymentSpec(deployment: KubeObject, images: BundleImages): object {
  const spec = structuredClone(deployment['spec']) as { template: { spec: { containers: Container[] } } };
  const values: Record<string, string> = { ...images, OPERATOR_IMAGE: images.operator };
  for (const container of spec.template.spec.containers) {
    container.image = images.operator;
    container.env = container.env.map((variable) => {
      const value = values[variable.name];
      return value === undefined ? variable : { name: variable.name, value };
    });
    container.env.push({ name: 'WATCH_NAMESPACES', valueFrom: watched });
  }
  return spec;
}

/**
 * The ClusterServiceVersion of a release (olm.operatorframework.io/docs/concepts/crds/clusterserviceversion) from the objects of
 * config/install.yaml. The rights are `permissions`: OLM binds them in the namespaces of the OperatorGroup, and in the whole cluster
 * only where it has all of them.
 */
export function serviceVersion(objects: KubeObject[], images: BundleImages, about: About): KubeObject {
  const { version } = about;
  const chart = load(readFileSync(join(chartFolder, 'Chart.yaml'), 'utf8')) as Chart;
  const find = (kind: string, name: string): KubeObject => {
    const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
    if (!found) throw new Error(`config/install.yaml has no ${kind} ${name}`);
    return found;
  };
  const rules = [find('ClusterRole', 'tts-operator'), find('Role', 'tts-operator-leader')].flatMap(
    (role) => role['rules'] as object[],
  );
  const [mediatype, base64data] = chart.icon.replace(/^data:/, '').split(';base64,');
  const owned = load(chart.annotations['artifacthub.io/crds'] ?? '') as OwnedCrd[];
  return {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'ClusterServiceVersion',
    metadata: {
      name: `tts-operator.v${version}`,
      namespace: 'placeholder',
      labels: {
        'operatorframework.io/os.linux': 'supported',
        'operatorframework.io/arch.amd64': 'supported',
        'operatorframework.io/arch.arm64': 'supported',
      },
      annotations: {
        'alm-examples': JSON.stringify(load(chart.annotations['artifacthub.io/crdsExamples'] ?? '')),
        capabilities: chart.annotations['artifacthub.io/operatorCapabilities'] ?? '',
        categories: 'AI/Machine Learning',
        containerImage: images.operator,
        description: chart.description,
        repository: about.repository,
        support: about.repository,
      },
    },
    spec: {
      displayName: 'Text-to-speech operator',
      description: readFileSync(join(repoRoot, 'tools/release/olm-description.md'), 'utf8'),
      version,
      maturity: 'alpha',
      minKubeVersion: /\d+\.\d+\.\d+/.exec(chart.kubeVersion)?.[0],
      keywords: chart.keywords,
      provider: { name: 'Pattern Agentic' },
      links: [{ name: 'Sources', url: about.repository }],
      icon: [{ base64data, mediatype }],
      installModes: ['OwnNamespace', 'SingleNamespace', 'MultiNamespace', 'AllNamespaces'].map((type) => ({
        type,
        supported: true,
      })),
      install: {
        strategy: 'deployment',
        spec: {
          permissions: [{ serviceAccountName: 'tts-operator', rules }],
          deployments: [
            {
              name: 'tts-operator',
              label: { 'app.kubernetes.io/name': 'tts-operator' },
              spec: deploymentSpec(find('Deployment', 'tts-operator'), images),
            },
          ],
        },
      },
      customresourcedefinitions: {
        owned: owned.map(({ kind, name, displayName, description, version: crdVersion }) => ({
          ...{ kind, name, displayName, description, version: crdVersion },
        })),
      },
      relatedImages: [
        { name: 'operator', image: images.operator },
        { name: 'runtime', image: images.RUNTIME_IMAGE },
        { name: 'runtime-gpu', image: images.RUNTIME_GPU_IMAGE },
      ],
    },
  };
}
