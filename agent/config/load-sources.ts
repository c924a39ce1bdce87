import { resolve } from 'node:path';
import { defaultTimeout } from '../collect/scheduler.ts';
import { defaultsOf } from './defaults.ts';
import type { RawListener, RawMapping, RawPointerMapping, RawSource, RawUrl } from './raw-sources.ts';
import { milliseconds, readAddress } from './read-values.ts';
import { FILE, OTLP, STATSD } from './schema-sources.ts';
import type {
  ListenerConfig,
  MappingConfig,
  PointerConfig,
  SourceConfig,
  UrlConfig,
} from './source-config.ts';

const NO_LABELS: ReadonlyMap<string, string> = new Map();

/** A source with its defaults filled in, and paths seen from the configuration's folder. */
export function readSource(raw: RawSource, folder: string): SourceConfig {
  const base = readBase(raw);
  switch (raw.type) {
    case 'handler':
      return { ...base, type: raw.type, module: raw.module, handler: resolve(folder, raw.handler) };
    case 'prometheus': {
      const measurements = readEach(raw.measurements, readMapping);
      return { ...base, type: raw.type, ...readUrl(raw, folder), measurements };
    }
    case 'json': {
      const measurements = readEach(raw.measurements, readPointer);
      return { ...base, type: raw.type, ...readUrl(raw, folder), measurements };
    }
    case 'file': {
      const { counters, expire } = { ...defaultsOf(FILE), ...raw };
      return {
        ...{ ...base, type: raw.type, path: resolve(folder, raw.path), counters },
        expireMs: milliseconds(expire),
        measurements: readEach(raw.measurements, readPointer),
      };
    }
    default: {
      const listener = { ...defaultsOf(raw.type === 'statsd' ? STATSD : OTLP), ...raw };
      const measurements = readEach(raw.measurements, readMapping);
      return { ...base, type: raw.type, ...readListener(listener), measurements };
    }
  }
}

function readBase({ name, every: period, timeout, filter }: RawSource) {
  const every = milliseconds(period) / 1000;
  const value = filter?.value;
  return {
    ...{ name, every },
    timeoutMs: timeout === undefined ? defaultTimeout(every) : milliseconds(timeout),
    ...(filter && {
      filter: { instances: filter.instances ?? [], ...(value !== undefined && { value }) },
    }),
  };
}

function readUrl({ url, caFile, headers = {} }: RawUrl, folder: string): UrlConfig {
  const ca = caFile === undefined ? {} : { caFile: resolve(folder, caFile) };
  return { url, ...ca, headers: new Map(Object.entries(headers)) };
}

function readListener({ listen, from, expire }: Required<RawListener>): ListenerConfig {
  return { listen: readAddress(listen), from, expireMs: milliseconds(expire) };
}

function readEach<R, T>(
  measurements: Readonly<Record<string, R>>,
  read: (raw: R) => T,
): ReadonlyMap<string, T> {
  return new Map(Object.entries(measurements).map(([name, raw]) => [name, read(raw)]));
}

function readMapping(raw: string | RawMapping): MappingConfig {
  if (typeof raw === 'string') return { metric: raw, labels: NO_LABELS };
  const { metric, labels, whenAbsent } = raw;
  return { metric, labels: labelsFrom(labels), ...(whenAbsent !== undefined && { whenAbsent }) };
}

function labelsFrom(labels: RawMapping['labels']): ReadonlyMap<string, string> {
  return labels ? new Map(Object.entries(labels)) : NO_LABELS;
}

function readPointer(raw: string | RawPointerMapping): PointerConfig {
  if (typeof raw === 'string') return { value: raw, labels: NO_LABELS };
  const { rows, value, labels, whenAbsent } = raw;
  return {
    ...(rows !== undefined && { rows }),
    ...{ value, labels: labelsFrom(labels) },
    ...(whenAbsent !== undefined && { whenAbsent }),
  };
}
