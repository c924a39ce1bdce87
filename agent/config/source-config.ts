/** Where measurements come from: one kind of source each. */
export type SourceConfig =
  | PrometheusConfig
  | JsonConfig
  | StatsdConfig
  | OtlpConfig
  | FileConfig
  | HandlerConfig;

interface SourceBase {
  readonly name: string;
  /** Sampling period in seconds. */
  readonly every: number;
  readonly timeoutMs: number;
  readonly filter?: FilterConfig;
}

/** Which rows of a sample are kept: those of which an index value meets a pattern, and whose value the condition. */
export interface FilterConfig {
  /** Patterns with `*` and `?`; none: every row. */
  readonly instances: readonly string[];
  /** Such as `> 0`. */
  readonly value?: string;
}

/** What is fetched. */
export interface UrlConfig {
  /** `http:`, `https:` or `file:`. */
  readonly url: string;
  readonly caFile?: string;
  /** Headers of the request; their values are secrets. */
  readonly headers: ReadonlyMap<string, string>;
}

/** What is listened for. */
export interface ListenerConfig {
  readonly listen: { readonly host: string; readonly port: number };
  /** CIDR blocks of who may send. */
  readonly from: readonly string[];
  /** After how much silence a series is forgotten, in milliseconds. */
  readonly expireMs: number;
}

export interface PrometheusConfig extends SourceBase, UrlConfig {
  readonly type: 'prometheus';
  /** By the measurement's name, or `MODULE::name` where two modules have the name. */
  readonly measurements: ReadonlyMap<string, MappingConfig>;
}

export interface StatsdConfig extends SourceBase, ListenerConfig {
  readonly type: 'statsd';
  readonly measurements: ReadonlyMap<string, MappingConfig>;
}

export interface OtlpConfig extends SourceBase, ListenerConfig {
  readonly type: 'otlp';
  readonly measurements: ReadonlyMap<string, MappingConfig>;
}

export interface MappingConfig {
  readonly metric: string;
  /** Index name ← label name. */
  readonly labels: ReadonlyMap<string, string>;
  readonly whenAbsent?: number;
}

export interface JsonConfig extends SourceBase, UrlConfig {
  readonly type: 'json';
  readonly measurements: ReadonlyMap<string, PointerConfig>;
}

export interface FileConfig extends SourceBase {
  readonly type: 'file';
  /** Absolute path of the file that lines are appended to. */
  readonly path: string;
  /** What a line says of a counter. */
  readonly counters: 'total' | 'increment';
  /** After how much silence a row is forgotten, in milliseconds. */
  readonly expireMs: number;
  readonly measurements: ReadonlyMap<string, PointerConfig>;
}

export interface PointerConfig {
  /** JSONPath of the rows, or JSON Pointer of the list or object that holds them. */
  readonly rows?: string;
  /** JSON Pointer, in a row where there are rows; or JSONPath. */
  readonly value: string;
  /** Index name ← JSON Pointer in the row, or `key`. */
  readonly labels: ReadonlyMap<string, string>;
  readonly whenAbsent?: number;
}

export interface HandlerConfig extends SourceBase {
  readonly type: 'handler';
  /** MIB module whose measurements the handler gives. */
  readonly module: string;
  /** Absolute path of the handler's file. */
  readonly handler: string;
}
