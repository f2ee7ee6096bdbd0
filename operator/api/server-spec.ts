import { z } from 'zod';
import { duration, objectName, preserved, rule, stringMap } from './fields.ts';

/** spec.server, spec.service and spec.networkPolicy: what the servers do, and who reaches them. */
export const ServerSpec = z
  .object({
    environment: z.enum(['dev', 'staging', 'prod']).default('dev').describe('Value of TTS_ENVIRONMENT.'),
    logLevel: z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR']).default('INFO').describe('Value of TTS_LOG_LEVEL.'),
    maxTextLength: z.int().min(1).max(32_768).default(4096).describe('Maximum number of characters of a request.'),
    apiKeysSecretRef: z
      .object({ name: objectName('Secret in the same namespace. Every value is one key.') })
      .optional()
      .describe('API keys. Clients must send one as a bearer token. If unset, no key is required.'),
    corsOrigins: z
      .array(
        z
          .string()
          .max(253)
          .regex(/^(\*|[a-z][a-z0-9+.-]*:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?)$/)
          .meta({
            'x-kubernetes-validations': [
              rule(
                "!(self.startsWith('https://') && self.endsWith(':443')) && !(self.startsWith('http://') && self.endsWith(':80'))",
                'browsers leave out the usual port of an origin: write https://chat.example.com',
              ),
            ],
          }),
      )
      .max(32)
      .optional()
      .describe(
        'Origins of web pages that may use the API from a browser, such as https://chat.example.com or app://obsidian.md. * for all of them, which cannot be combined with API keys. If unset, none.',
      ),
    loudness: z
      .enum(['equal', 'natural'])
      .optional()
      .describe(
        'How loud voices are: as loud as one another (equal, the default), or as the model makes them (natural).',
      ),
    tracing: z
      .object({
        endpoint: z
          .string()
          .max(2048)
          .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/)
          .describe(
            'Address of an OpenTelemetry collector that takes OTLP over HTTP, such as http://collector.observability.svc:4318. Traces are sent to /v1/traces below it.',
          ),
        samplingPercent: z
          .int()
          .min(0)
          .max(100)
          .optional()
          .describe(
            'How many of 100 requests are traced. For requests with a traceparent header, the caller decides. Default: 100.',
          ),
      })
      .optional()
      .describe(
        'Traces of requests. If unset, there are none. A NetworkPolicy without networkPolicy.egress admits the collector and DNS.',
      ),
    lexicons: z
      .array(objectName('TTSLexicon in the same namespace.'))
      .max(16)
      .optional()
      .describe(
        'Names of TTSLexicons that say how words sound, in every request, the most important first. Changes of a TTSLexicon are in use within seconds, without a restart.',
      ),
    lexiconsOnRequest: z
      .array(objectName('TTSLexicon in the same namespace.'))
      .max(32)
      .optional()
      .describe('Names of further TTSLexicons, which only requests that name them use.'),
    sleepAfter: duration(
      'Time without a request, such as 10m, after which a server gives the memory of the model back. It stays ready, and the next request loads the model again. If unset, never.',
    ).optional(),
    lanes: z
      .union([z.int(), z.string()])
      .meta({
        description:
          'Number of segments that a pod speaks at once, 1 to 16, or auto: one for each two cores of the CPU limit, at least two on two cores, and fewer if the memory limit is low. Each lane beyond the first needs up to 350 MB of memory beyond 1024 MB, or 700 MB with sleepAfter. If unset, 1.',
        'x-kubernetes-int-or-string': true,
        'x-kubernetes-validations': [
          rule(
            "type(self) == int ? self >= 1 && self <= 16 : self == 'auto'",
            'must be auto, or a number from 1 to 16',
          ),
        ],
      })
      .optional(),
    env: z
      .array(
        z.object({
          name: z
            .string()
            .min(1)
            .max(128)
            .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
            .describe('Name of the variable.'),
          value: z.string().max(4096).default('').describe('Value of the variable.'),
        }),
      )
      .max(64)
      .default([])
      .describe('Additional environment variables of the server.'),
  })
  .describe('Settings of the speech server.')
  .meta({
    'x-kubernetes-validations': [
      rule(
        "!has(self.apiKeysSecretRef) || !has(self.corsOrigins) || !self.corsOrigins.exists(origin, origin == '*')",
        'server.corsOrigins must name the origins where server.apiKeysSecretRef asks for keys: * would let every web page try them',
      ),
    ],
  });

export const ServiceSpec = z
  .object({
    type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).default('ClusterIP').describe('Type of the Service.'),
    port: z
      .int()
      .min(1)
      .max(65535)
      .default(80)
      .describe('Port of the Service. It forwards to port 8205 of the server.'),
    annotations: stringMap('Annotations of the Service.').default({}),
  })
  .describe('The Service in front of the pods. Its name is the name of the TTSService with the suffix -service.');

export const NetworkPolicySpec = z
  .object({
    enabled: z
      .boolean()
      .default(true)
      .describe('Create a NetworkPolicy that admits only the API port and allows no egress but for traces.'),
    egress: z
      .array(preserved('One egress rule of a Kubernetes NetworkPolicy.'))
      .max(32)
      .optional()
      .describe(
        'Allowed egress of the pods. Default: none, because servers need none, or what server.tracing needs. With storage.mode PerPod, pods download the model, and all egress is allowed.',
      ),
  })
  .describe('The NetworkPolicy of the pods.');
