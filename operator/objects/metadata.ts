import type { KubeObject, OwnerReference } from '../controller/object.ts';
import { API_VERSION, GROUP, KIND } from '../api/fields.ts';
import type { TTSService } from '../api/resource.ts';
import { OPERATOR, endpointName } from '../api/names.ts';

/** Every object that the operator makes carries this label; its caches hold only such objects. */
const MANAGER = 'app.kubernetes.io/managed-by';
const MANAGED_BY = { [MANAGER]: OPERATOR };
export const MANAGED_SELECTOR = `${MANAGER}=${OPERATOR}`;

export const LABEL = {
  service: `${GROUP}/service`,
  volume: `${GROUP}/volume`,
  digest: `${GROUP}/model-digest`,
  /** On a pod whose server is to use a GPU. */
  device: `${GROUP}/device`,
  /** On no pod: what a Service selects by whose requests go through an interceptor. */
  behind: `${GROUP}/behind`,
} as const;

export const ANNOTATION = {
  /** sha256 of the object as last applied, so that a field we no longer set is noticed. */
  applied: `${GROUP}/applied`,
  /** On a volume's ConfigMap: the claim (uid) on which a Job (uid) has verified every file, and when. On a Deployment: that of its template. */
  verifiedClaim: `${GROUP}/verified-claim`,
  verifiedBy: `${GROUP}/verified-by`,
  verifiedTime: `${GROUP}/verified-time`,
  /** Files verified, of all: optional ones may be missing. */
  verifiedFiles: `${GROUP}/verified-files`,
  /** Where the files came from, in the words of status.model.source. */
  verifiedSource: `${GROUP}/verified-source`,
  /** On a Job: the sightings of damage that it answers; on the ConfigMap: those that the Job of the record has cured. */
  answers: `${GROUP}/answers`,
  /** On a Job: which attempt it is, and a hash of what it is to do. */
  attempt: `${GROUP}/attempt`,
  task: `${GROUP}/task`,
  /** On a Job: the versions of the Secret and ConfigMap that it reads, when they were last looked at before it. */
  references: `${GROUP}/references`,
  /** On a Deployment: who sets its replicas, `fixed` (we), `auto` (an autoscaler) or `keda`. */
  scaling: `${GROUP}/scaling`,
  /** On a Deployment that we hold at zero: the number of pods that it gets back. */
  held: `${GROUP}/held`,
  /** On a Deployment: the operator's defaults that its template was made with, and a hash of that template. */
  defaults: `${GROUP}/defaults`,
  template: `${GROUP}/template`,
  /** On an InterceptorRoute: since when clients are not led to the interceptor. They may still have connections to it. */
  released: `${GROUP}/released`,
  /** On a pod: the version of the lexicons' ConfigMap that it is to have. */
  lexicons: `${GROUP}/lexicons`,
} as const;

/** The selector of a service's pods: it never changes, since a Deployment's cannot. */
export function podSelector(service: TTSService): Record<string, string> {
  return { app: endpointName(service.metadata.name), [LABEL.service]: service.metadata.name };
}

/** Labels of every object of one service. */
export function serviceLabels(service: TTSService): Record<string, string> {
  return {
    ...MANAGED_BY,
    'app.kubernetes.io/name': 'tts-service',
    'app.kubernetes.io/instance': service.metadata.name,
    ...podSelector(service),
  };
}

/** Labels of the objects that services with the same model and storage share. */
export function volumeLabels(volume: string): Record<string, string> {
  return { ...MANAGED_BY, 'app.kubernetes.io/name': 'tts-model', [LABEL.volume]: volume };
}

/** The one owner of an object. */
export function ownerOf(service: TTSService): OwnerReference {
  return { ...reference(service), controller: true, blockOwnerDeletion: true };
}

/** The owners of a shared object: it goes with the last of them. */
export function sharedOwners(services: TTSService[]): OwnerReference[] {
  return services.map(reference).sort((a, b) => (a.uid < b.uid ? -1 : 1));
}

function reference({ metadata }: TTSService): OwnerReference {
  return { apiVersion: API_VERSION, kind: KIND, name: metadata.name, uid: metadata.uid };
}

/** Sightings of damage as an annotation; none without any. */
export function answersOf(sightings: string[]): Record<string, string> {
  return sightings.length === 0 ? {} : { [ANNOTATION.answers]: sightings.join(',') };
}

/** The sightings of damage that an object's annotation lists. */
export function answeredBy({ metadata }: KubeObject): string[] {
  return (metadata.annotations?.[ANNOTATION.answers] ?? '').split(',').filter((id) => id !== '');
}

/** Whether an object is of the operator's making. */
export function isManaged(object: KubeObject): boolean {
  return object.metadata.labels?.[MANAGER] === OPERATOR;
}

/** The metadata of an object that goes with its service. */
export function ownedMetadata(service: TTSService, name: string) {
  return {
    name,
    namespace: service.metadata.namespace,
    labels: serviceLabels(service),
    ownerReferences: [ownerOf(service)],
  };
}
