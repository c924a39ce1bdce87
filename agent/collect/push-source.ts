import type { AddressInfo } from 'node:net';
import type { Mapping } from './metrics/mapping.ts';
import type { Source } from './source.ts';

/** What a source needs that is told, not asked. */
export interface PushSourceOptions {
  readonly name: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Address blocks of who may send. */
  readonly from: readonly string[];
  /** After how much silence a series is forgotten, in milliseconds. */
  readonly expireMs: number;
  /** Readings name measurements by their position here. */
  readonly mappings: readonly Mapping[];
}

/** A source that listens. */
export interface ListeningSource extends Source {
  readonly endpoint: AddressInfo;
}
