import { z } from 'zod';

/** Group, version and names of the resources. */
export const GROUP = 'tts.pattern-agentic.io';
export const VERSION = 'v1alpha1';
export const API_VERSION = `${GROUP}/${VERSION}`;
export const KIND = 'TTSService';
export const PLURAL = 'ttsservices';
export const LEXICON = { kind: 'TTSLexicon', plural: 'ttslexicons', singular: 'ttslexicon' } as const;

/** A CEL rule of the CRD; the message tells the user what to write (KEP-2876). */
export function rule(rule: string, message: string): { rule: string; message: string } {
  return { rule, message };
}

/** An object that the API server keeps as it is: its shape is Kubernetes' own and checked when the pod is created. */
export function preserved(description: string) {
  return z.looseObject({}).meta({ description, 'x-kubernetes-preserve-unknown-fields': true });
}

/** Kubernetes' quantity: a number or a string such as 500m, 2Gi (apimachinery resource.Quantity). */
export function quantity(description: string) {
  return z.union([z.int(), z.string()]).meta({
    description,
    'x-kubernetes-int-or-string': true,
    pattern: '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$',
  });
}

export const QUANTITY_PATTERN = /^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;

/** A whole number of seconds, minutes or hours, such as 10m, up to a week. */
export function duration(description: string) {
  return z
    .string()
    .max(10)
    .regex(/^[1-9][0-9]*(s|m|h)$/)
    .describe(description)
    .meta({
      'x-kubernetes-validations': [rule("duration(self) <= duration('168h')", 'must be a week (168h) or less')],
    });
}

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600 };

/** The seconds of a duration of the API. */
export function secondsOf(duration: string): number {
  return Number(duration.slice(0, -1)) * (SECONDS[duration.slice(-1)] ?? NaN);
}

/** The milliseconds of a time such as 600ms or 2s. */
export function millisecondsOf(time: string): number {
  return time.endsWith('ms') ? Number(time.slice(0, -2)) : 1000 * secondsOf(time);
}

/** What a container asks for and may use at most. */
export const resources = z.object({
  requests: z
    .record(z.string(), quantity('Amount.'))
    .meta({ maxProperties: 16 })
    .optional()
    .describe('Requested amount of each resource.'),
  limits: z
    .record(z.string(), quantity('Amount.'))
    .meta({ maxProperties: 16 })
    .optional()
    .describe('Maximum amount of each resource.'),
});

/** A map of at most 64 short strings: labels, annotations, node selectors. */
export function stringMap(description: string) {
  return z.record(z.string(), z.string().max(4096)).meta({ description, maxProperties: 64 });
}

/** Names of Secrets, ConfigMaps and claims: an RFC 1123 subdomain. */
export function objectName(description: string) {
  return z
    .string()
    .min(1)
    .max(253)
    .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/)
    .meta({ description });
}
