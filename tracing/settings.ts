import { z } from 'zod';

const address = z.url({ protocol: /^https?$/, error: 'must be an address with http or https' });

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Variables of OpenTelemetry (opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables) that a program reads. */
export const TracingEnvironment = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: address
    .optional()
    .describe(
      'Address of an OpenTelemetry collector, such as http://collector:4318. Traces are sent to `/v1/traces` below it. If unset, there are no traces.',
    ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address
    .optional()
    .describe('The whole address for traces, instead of the variable above.'),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .optional()
    .describe('Headers for the collector, such as a key: `name=value`, separated by commas.'),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(['http/protobuf'])
    .default('http/protobuf')
    .describe('The protocol. There is no other one.'),
  OTEL_SERVICE_NAME: z.string().max(255).optional().describe('Name of the service in traces.'),
  OTEL_RESOURCE_ATTRIBUTES: z
    .string()
    .optional()
    .describe('Attributes of every trace: `name=value`, separated by commas.'),
  OTEL_TRACES_SAMPLER: z
    .enum(SAMPLERS)
    .default('parentbased_always_on')
    .describe('Which traces are sent. With `parentbased_`, the caller decides if it sends a `traceparent`.'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('The part of the traces that the samplers with `traceidratio` send.'),
  OTEL_SDK_DISABLED: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .default(false)
    .describe('Send no traces, whatever the other variables say.'),
});

/** Where traces go, and which. */
export interface TracingSettings {
  url: string;
  /** Undefined: the name of the program. */
  serviceName: string | undefined;
  sampler: z.infer<typeof TracingEnvironment>['OTEL_TRACES_SAMPLER'];
  /** The part of the traces that a sampler with a ratio sends, from 0 to 1. */
  ratio: number;
}

/** What the variables ask for; undefined when that is no traces. */
export function tracingSettings(values: z.infer<typeof TracingEnvironment>): TracingSettings | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole } = values;
  const url = whole ?? (base === undefined ? undefined : `${base.replace(/\/+$/, '')}/v1/traces`);
  if (url === undefined || values.OTEL_SDK_DISABLED) return undefined;
  return {
    url,
    serviceName: values.OTEL_SERVICE_NAME,
    sampler: values.OTEL_TRACES_SAMPLER,
    ratio: values.OTEL_TRACES_SAMPLER_ARG,
  };
}
