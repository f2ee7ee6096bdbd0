import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import protobuf from 'protobufjs';
import { onTestFinished } from 'vitest';

/** opentelemetry/proto/trace/v1/trace.proto and what it needs of common.proto and resource.proto, at v1.9. */
const { root } = protobuf.parse(`
syntax = "proto3";
message Request { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
message Resource { repeated KeyValue attributes = 1; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
message Scope { string name = 1; string version = 2; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
message Span {
  bytes trace_id = 1;
  bytes span_id = 2;
  string trace_state = 3;
  bytes parent_span_id = 4;
  string name = 5;
  int32 kind = 6;
  fixed64 start_time_unix_nano = 7;
  fixed64 end_time_unix_nano = 8;
  repeated KeyValue attributes = 9;
  repeated Link links = 13;
  Status status = 15;
}
message Link { bytes trace_id = 1; bytes span_id = 2; }
message Status { string message = 2; int32 code = 3; }
`);
const Request = root.lookupType('Request');

interface KeyValue {
  key: string;
  value: { stringValue?: string; boolValue?: boolean; intValue?: string; doubleValue?: number };
}

interface WireSpan {
  traceId: string;
  spanId: string;
  traceState: string;
  parentSpanId: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: KeyValue[];
  links: { traceId: string; spanId: string }[];
  status: { code: number; message: string } | null;
}

/** A span as a collector gets it; times are nanoseconds since 1970, ids hexadecimal. */
export interface ReceivedSpan {
  name: string;
  /** 1: internal, 2: server, 3: client. */
  kind: number;
  traceId: string;
  spanId: string;
  /** Empty for the first one of a trace. */
  parent: string;
  traceState: string;
  start: bigint;
  end: bigint;
  attributes: Record<string, string | number | boolean>;
  links: string[];
  /** 0: not set, 2: error. */
  status: number;
  resource: Record<string, string | number | boolean>;
}

export interface OtlpReceiver {
  /** Of OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  spans: ReceivedSpan[];
  requests: { path: string; headers: IncomingHttpHeaders; bytes: Buffer }[];
  named: (name: string) => ReceivedSpan[];
}

/** A collector of traces that keeps what it gets, until the end of the test that calls this. */
export async function otlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const requests: OtlpReceiver['requests'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const bytes = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
      requests.push({ path: request.url ?? '', headers: request.headers, bytes });
      spans.push(...decoded(bytes));
      response.setHeader('content-type', 'application/x-protobuf');
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, spans, requests, named: (name) => spans.filter((span) => span.name === name) };
}

function decoded(bytes: Buffer): ReceivedSpan[] {
  const options = { longs: String, bytes: String, defaults: true, arrays: true };
  const request = Request.toObject(Request.decode(bytes), options) as {
    resourceSpans: { resource: { attributes: KeyValue[] }; scopeSpans: { spans: WireSpan[] }[] }[];
  };
  return request.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map((span) => received(span, valuesOf(resource.attributes)))),
  );
}

function received(span: WireSpan, resource: ReceivedSpan['resource']): ReceivedSpan {
  const { name, kind, traceState } = span;
  return {
    ...{ name, kind, traceState, resource },
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parent: hex(span.parentSpanId),
    start: BigInt(span.startTimeUnixNano),
    end: BigInt(span.endTimeUnixNano),
    attributes: valuesOf(span.attributes),
    links: span.links.map(({ spanId }) => hex(spanId)),
    status: span.status?.code ?? 0,
  };
}

const hex = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

function valuesOf(list: readonly KeyValue[]): Record<string, string | number | boolean> {
  const valueOf = ({ stringValue, boolValue, intValue, doubleValue }: KeyValue['value']) =>
    stringValue ?? boolValue ?? (intValue === undefined ? doubleValue! : Number(intValue));
  return Object.fromEntries(list.map(({ key, value }) => [key, valueOf(value)]));
}
