import type { Exact } from '../../kpi/exact.ts';

/** A data point of an OTLP metric (opentelemetry/proto/metrics/v1). */
export interface DataPoint {
  /** `requests`; of a histogram or summary `latency_count` and `latency_sum`. */
  readonly names: readonly string[];
  /** Not every distribution has a sum. */
  readonly values: readonly (readonly [metric: string, value: Exact])[];
  /** Attributes of the point, and of its resource where the point has none of the name. */
  readonly labels: ReadonlyMap<string, string>;
  readonly temporality: 'gauge' | 'cumulative' | 'delta';
  /** Nanoseconds since the epoch; 0 where it is not said. */
  readonly start: Exact;
  readonly time: Exact;
}

/** Objects as the protobuf decoder and JSON give them: anything may be missing, or of another type. */
type Message = Readonly<Record<string, unknown>>;

const MAX_NAME = 255;
const MAX_LABELS = 128;
const MAX_LABEL = 1024;
/** DataPointFlags: there is no value (the series has ended). */
const NO_RECORDED_VALUE = 1;

/**
 * The data points of an ExportMetricsServiceRequest; for each that cannot be taken, why. Of metrics that are not
 * `wanted`, none.
 */
export function* readDataPoints(
  request: unknown,
  wanted: (metric: string) => boolean,
): Generator<DataPoint | string, void> {
  const { resourceMetrics } = asMessage(request);
  for (const { resource, scopeMetrics } of messages(resourceMetrics)) {
    const { attributes: shared } = asMessage(resource);
    for (const { metrics } of messages(scopeMetrics)) {
      for (const metric of messages(metrics)) yield* readMetric(metric, shared, wanted);
    }
  }
}

type Read = (point: Message) => DataPoint['values'] | string;

function* readMetric(
  metric: Message,
  shared: unknown,
  wanted: (metric: string) => boolean,
): Generator<DataPoint | string, void> {
  const { name } = metric;
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME) {
    yield `a metric has no name of 1 to ${MAX_NAME} characters`;
    return;
  }
  const read = readerOf(metric, name);
  if (typeof read === 'string') {
    if (wanted(name)) yield `${name}: ${read}`;
    return;
  }
  if (!read.names.some(wanted)) return;
  for (const point of messages(read.data.dataPoints)) {
    if ((Number(point.flags ?? 0) & NO_RECORDED_VALUE) !== 0) continue;
    yield readPoint(point, shared, read);
  }
}

interface MetricReader {
  readonly data: Message;
  readonly names: readonly string[];
  readonly temporality: DataPoint['temporality'];
  readonly values: Read;
}

function readerOf(metric: Message, name: string): MetricReader | string {
  const { gauge, sum, histogram, exponentialHistogram, summary } = metric;
  const number: Read = (point) => {
    const value = readInteger(point.asInt) ?? readDouble(point.asDouble);
    return value === undefined ? 'a data point has no number' : [[name, value]];
  };
  if (gauge) return { data: asMessage(gauge), names: [name], temporality: 'gauge', values: number };
  if (sum) {
    const data = asMessage(sum);
    const temporality = readTemporality(data);
    if (temporality === undefined) return 'its aggregation temporality is not said';
    // A total that may fall has no resets to look for.
    const isLevel = temporality === 'cumulative' && data.isMonotonic !== true;
    return { data, names: [name], temporality: isLevel ? 'gauge' : temporality, values: number };
  }
  const distribution = asMessage(histogram ?? exponentialHistogram ?? summary);
  const temporality = summary ? 'cumulative' : readTemporality(distribution);
  if (temporality === undefined) return 'its type is unknown, or its aggregation temporality is not said';
  const names = [`${name}_count`, `${name}_sum`] as const;
  const values: Read = (point) => {
    const count = readInteger(point.count);
    const total = readDouble(point.sum);
    if (count === undefined || count < 0) return 'a data point has no count';
    return [[names[0], count] as const, ...(total === undefined ? [] : [[names[1], total] as const])];
  };
  return { data: distribution, names, temporality, values };
}

/** The numbers of enum AggregationTemporality; JSON senders may write its names. */
function readTemporality({ aggregationTemporality: said }: Message): 'cumulative' | 'delta' | undefined {
  if (said === 1 || said === 'AGGREGATION_TEMPORALITY_DELTA') return 'delta';
  return said === 2 || said === 'AGGREGATION_TEMPORALITY_CUMULATIVE' ? 'cumulative' : undefined;
}

function readPoint(
  point: Message,
  shared: unknown,
  { names, temporality, values: read }: MetricReader,
): DataPoint | string {
  const values = read(point);
  if (typeof values === 'string') return `${names[0]}: ${values}`;
  const labels = new Map<string, string>();
  for (const attributes of [shared, point.attributes]) {
    const mistake = addLabels(labels, attributes);
    if (mistake !== undefined) return `${names[0]}: ${mistake}`;
  }
  const start = readInteger(point.startTimeUnixNano) ?? 0;
  const time = readInteger(point.timeUnixNano) ?? 0;
  return { names, values, labels, temporality, start, time };
}

/** Adds what attributes are texts, numbers or truths; lists and maps are no labels. */
function addLabels(labels: Map<string, string>, attributes: unknown): string | undefined {
  for (const { key, value } of messages(attributes)) {
    const text = readAnyValue(asMessage(value));
    if (typeof key !== 'string' || text === undefined) continue;
    if (key.length > MAX_NAME || text.length > MAX_LABEL)
      return `an attribute is over ${MAX_LABEL} characters`;
    labels.set(key, text);
    if (labels.size > MAX_LABELS) return `a data point has over ${MAX_LABELS} attributes`;
  }
  return undefined;
}

function readAnyValue({ stringValue, boolValue, intValue, doubleValue }: Message): string | undefined {
  if (typeof stringValue === 'string') return stringValue;
  if (typeof boolValue === 'boolean') return String(boolValue);
  return (readInteger(intValue) ?? readDouble(doubleValue))?.toString();
}

/** A 64-bit integer: in JSON a text (OTLP 1.x, JSON encoding), from protobuf an object of two halves. */
function readInteger(said: unknown): Exact | undefined {
  if (typeof said === 'number') return Number.isInteger(said) ? said : undefined;
  if (typeof said === 'string') return /^-?\d{1,20}$/.test(said) ? narrow(BigInt(said)) : undefined;
  const { low, high, unsigned } = asMessage(said);
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  const upper = unsigned === true ? BigInt(high >>> 0) : BigInt(high | 0);
  return narrow((upper << 32n) | BigInt(low >>> 0));
}

function readDouble(said: unknown): number | undefined {
  const isText = typeof said === 'string' && /^[-+\d.eE]{1,40}$/.test(said);
  const value = isText ? Number(said) : said;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function narrow(value: bigint): Exact {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function asMessage(value: unknown): Message {
  return typeof value === 'object' && value !== null ? (value as Message) : {};
}

function messages(value: unknown): Message[] {
  return Array.isArray(value) ? value.map(asMessage) : [];
}
