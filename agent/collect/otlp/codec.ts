import { parseJson } from '../json/parse-json.ts';

/** How a request says it: the two encodings of OTLP/HTTP. */
export interface OtlpCodec {
  readonly contentType: string;
  /** An ExportMetricsServiceRequest, or a promise of it. Throws or rejects with an Error that says what is wrong. */
  decode(body: Buffer): unknown;
  /** An ExportMetricsServiceResponse; `rejected` data points make it a partial success. */
  encodeResponse(rejected: number, errorMessage: string): Uint8Array | Promise<Uint8Array>;
  /** A google.rpc.Status. */
  encodeStatus(message: string): Uint8Array;
}

/** google.rpc.Code INVALID_ARGUMENT; clients go by the status line (OTLP/HTTP Failures). */
const CODE = 3;

const JSON_CODEC: OtlpCodec = {
  contentType: 'application/json',
  decode: (body) => {
    const value = parseJson(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw new Error('it is no JSON object');
  },
  encodeResponse: (rejected, errorMessage) => {
    const partialSuccess = { rejectedDataPoints: String(rejected), errorMessage };
    return Buffer.from(JSON.stringify(rejected > 0 ? { partialSuccess } : {}));
  },
  encodeStatus: (message) => Buffer.from(JSON.stringify({ code: CODE, message })),
};

const PROTOBUF_CODEC: OtlpCodec = {
  contentType: 'application/x-protobuf',
  decode: async (body) => (await loadProtobuf()).ExportMetricsServiceRequest.decode(body),
  encodeResponse: async (rejected, errorMessage) => {
    const partialSuccess = { rejectedDataPoints: rejected, errorMessage };
    if (rejected === 0) return new Uint8Array();
    return (await loadProtobuf()).ExportMetricsServiceResponse.encode({ partialSuccess }).finish();
  },
  encodeStatus: (message) => {
    const text = Buffer.from(message).subarray(0, 127);
    // google.rpc.Status: field 1 is the code, field 2 the message.
    return Buffer.concat([Buffer.from([0x08, CODE, 0x12, text.length]), text]);
  },
};

/** The codec of a Content-Type; undefined where it is neither of the two. */
export function codecOf(contentType: string): OtlpCodec | undefined {
  const [type] = contentType.toLowerCase().split(';');
  return [JSON_CODEC, PROTOBUF_CODEC].find((codec) => codec.contentType === type?.trim());
}

/** What OpenTelemetry generates of opentelemetry/proto/collector/metrics/v1. */
interface Protobuf {
  readonly ExportMetricsServiceRequest: { decode(body: Uint8Array): unknown };
  readonly ExportMetricsServiceResponse: { encode(message: object): { finish(): Uint8Array } };
}

/** Loaded at the first request in protobuf: it is large, and senders may all speak JSON. */
async function loadProtobuf(): Promise<Protobuf> {
  const { default: root } = await import('@opentelemetry/otlp-transformer/build/src/generated/root.js');
  const { opentelemetry } = root as unknown as {
    opentelemetry: { proto: { collector: { metrics: { v1: Protobuf } } } };
  };
  return opentelemetry.proto.collector.metrics.v1;
}
