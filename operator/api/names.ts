import { hash } from 'node:crypto';

/** The name under which the operator works: its field manager, its label, its lease, its Events. */
export const OPERATOR = 'tts-operator';

/** Containers of the pods that the operator makes, by which it finds them again. */
export const CONTAINER = { server: 'tts-service', check: 'model', prepare: 'prepare', download: 'download' } as const;

/** Longest value of a label, and name of most objects (RFC 1123). */
export const LABEL_LENGTH = 63;

/** A child's name: parent and suffix, shortened with a hash where Kubernetes' limit of 63 characters would be passed. */
export function childName(parent: string, suffix: string): string {
  const whole = `${parent}${suffix}`;
  if (whole.length <= LABEL_LENGTH) return whole;
  const short = shortHash(parent);
  return `${parent.slice(0, LABEL_LENGTH - suffix.length - short.length - 1)}-${short}${suffix}`;
}

/** The value of a label that stands for a digest, which is one character too long for it. */
export function digestLabel(digest: string): string {
  return digest.slice(0, LABEL_LENGTH);
}

/** Ten hex characters that stand for a text. */
export function shortHash(text: string): string {
  return hash('sha256', text).slice(0, 10);
}

/** The Service in front of a TTSService, and the value of its `app` label. */
export function endpointName(service: string): string {
  return childName(service, '-service');
}

/** The Service that the interceptor of KEDA's HTTP add-on speaks to: the pods of a service that may sleep, and nothing else. */
export function podsName(service: string): string {
  return childName(service, '-pods');
}

/** The route of requests that wake nothing. No service has a dot in its name, and so no waking route this name. */
export function quietRouteName(service: string): string {
  return childName(service, '.quiet');
}

/** The EndpointSlice that leads to the interceptor, of one kind of addresses. */
export function interceptorSliceName(service: string, addressType: string): string {
  return childName(service, `-interceptor-${addressType.toLowerCase()}`);
}

/** The ConfigMap with the lexicons of a service. */
export function lexiconsName(service: string): string {
  return childName(service, '-lexicons');
}

/** What a shared volume, its download Jobs and its ConfigMap are named after. */
export function volumeName(model: { name: string; precision: string; digest: string }, storage: string): string {
  const base = `tts-${model.name.replaceAll('.', '-')}-${model.precision}`;
  return `${base.slice(0, 40)}-${shortHash(`${model.digest}\n${storage}`)}`;
}

/** The ConfigMap with a model's manifest and sources. */
export function manifestName(volume: string): string {
  return `${volume}-files`;
}

/** One attempt at filling a volume; Jobs are immutable, so each has a name of its own. */
export function downloadName(volume: string, attempt: number): string {
  return `${volume}-pull-${attempt}`;
}
