/** A source as the schema accepts it: nothing filled in yet. */
export type RawSource = RawPrometheus | RawJson | RawStatsd | RawOtlp | RawFile | RawHandler;

interface RawSourceBase {
  readonly name: string;
  readonly every: string;
  readonly timeout?: string;
  readonly filter?: { readonly instances?: readonly string[]; readonly value?: string };
}

/** Of sources that are asked over HTTP or read from a file. */
export interface RawUrl {
  readonly url: string;
  readonly caFile?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Of sources that are told. */
export interface RawListener {
  readonly listen: string;
  readonly from?: readonly string[];
  readonly expire?: string;
}

type RawSelectors = Readonly<Record<string, string | RawMapping>>;
type RawPointers = Readonly<Record<string, string | RawPointerMapping>>;

export interface RawPrometheus extends RawSourceBase, RawUrl {
  readonly type: 'prometheus';
  readonly measurements: RawSelectors;
}

export interface RawJson extends RawSourceBase, RawUrl {
  readonly type: 'json';
  readonly measurements: RawPointers;
}

export interface RawStatsd extends RawSourceBase, RawListener {
  readonly type: 'statsd';
  readonly measurements: RawSelectors;
}

export interface RawOtlp extends RawSourceBase, RawListener {
  readonly type: 'otlp';
  readonly measurements: RawSelectors;
}

export interface RawFile extends RawSourceBase {
  readonly type: 'file';
  readonly path: string;
  readonly counters?: 'total' | 'increment';
  readonly expire?: string;
  readonly measurements: RawPointers;
}

export interface RawMapping {
  readonly metric: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly whenAbsent?: number;
}

export interface RawPointerMapping {
  readonly rows?: string;
  readonly value: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly whenAbsent?: number;
}

export interface RawHandler extends RawSourceBase {
  readonly type: 'handler';
  readonly module: string;
  readonly handler: string;
}
