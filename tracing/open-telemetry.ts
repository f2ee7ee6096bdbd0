import { hostname } from 'node:os';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, defaultTextMapGetter, trace } from '@opentelemetry/api';
import type { Context, Span as OtelSpan, Tracer } from '@opentelemetry/api';
import { W3CTraceContextPropagator, setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Sampler } from '@opentelemetry/sdk-trace';
import { errorType } from './span.ts';
import type { Attributes, Beginning, Kind, Span, SpanIds, Tracing } from './span.ts';
import type { TracingSettings } from './settings.ts';

/** The program that is traced. */
export interface Traced {
  name: string;
  version: string | undefined;
  /** Told when traces could not be sent; they are lost. */
  onFailure: (error: unknown) => void;
}

/** Spans that wait to be sent, at most (about 1 KB each); those beyond are lost. */
const MOST_WAITING = 4_096;
const PER_REQUEST = 512;
const SEND_EVERY_MS = 2_000;
const SEND_TIMEOUT_MS = 10_000;

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL };

const propagator = new W3CTraceContextPropagator();

/** Sends traces to a collector, as protobuf over HTTP. The exporter reads OTEL_EXPORTER_OTLP_HEADERS and its like by itself. */
export function openTelemetry(settings: TracingSettings, { name, version, onFailure }: Traced): Tracing {
  setGlobalErrorHandler(onFailure);
  const ours = { 'service.name': name, 'service.instance.id': hostname(), ...versioned(version) };
  const given = settings.serviceName === undefined ? {} : { 'service.name': settings.serviceName };
  const exporter = new OTLPTraceExporter({ url: settings.url, timeoutMillis: SEND_TIMEOUT_MS });
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes(ours))
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes(given)),
    sampler: samplerOf(settings),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        maxQueueSize: MOST_WAITING,
        maxExportBatchSize: PER_REQUEST,
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_TIMEOUT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer(name, version);
  return {
    begin(spanName, { kind, attributes = {}, headers = {}, cause }: Beginning) {
      const parent = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
      const links = cause instanceof TimedSpan ? [{ context: cause.context }] : [];
      return new TimedSpan(tracer, tracer.startSpan(spanName, { kind: KINDS[kind], attributes, links }, parent));
    },
    close: () => provider.shutdown(),
  };
}

function versioned(version: string | undefined) {
  return version === undefined ? {} : { 'service.version': version };
}

function samplerOf({ sampler, ratio }: TracingSettings): Sampler {
  const root = sampler.replace(/^parentbased_/, '');
  const roots: Record<string, () => Sampler> = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  };
  const own = roots[root]!();
  return root === sampler ? own : new ParentBasedSampler({ root: own });
}

class TimedSpan implements Span {
  readonly #tracer: Tracer;
  readonly #span: OtelSpan;
  #inside: Context | undefined;
  #over = false;

  constructor(tracer: Tracer, span: OtelSpan) {
    [this.#tracer, this.#span] = [tracer, span];
  }

  get context() {
    return this.#span.spanContext();
  }

  get ids(): SpanIds {
    const { traceId, spanId } = this.context;
    return { trace_id: traceId, span_id: spanId };
  }

  set(attributes: Attributes): void {
    this.#span.setAttributes(attributes);
  }

  child(name: string, attributes: Attributes = {}, kind: Kind = 'internal'): Span {
    this.#inside ??= trace.setSpan(ROOT_CONTEXT, this.#span);
    return new TimedSpan(this.#tracer, this.#tracer.startSpan(name, { kind: KINDS[kind], attributes }, this.#inside));
  }

  async during<Result>(name: string, run: (span: Span) => Promise<Result>): Promise<Result> {
    const span = this.child(name);
    try {
      return await run(span);
    } catch (error) {
      span.fail(errorType(error));
      throw error;
    } finally {
      span.end();
    }
  }

  fail(type: string): void {
    this.#span.setAttribute('error.type', type);
    this.#span.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#span.end();
  }
}
