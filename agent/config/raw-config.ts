import type { LimitsConfig, UserConfig } from './config.ts';

/** A configuration file's data as the schema accepts it: nothing filled in yet. */
export interface RawConfig {
  readonly instanceId: string;
  readonly model?: string;
  readonly dataDir?: string;
  readonly snmp?: RawSnmp;
  readonly notify?: readonly RawTarget[];
  readonly sources: readonly RawSource[];
  readonly http?: { readonly listen?: string };
  readonly collection?: { readonly autostart?: boolean };
  readonly history?: { readonly intervals?: number; readonly reports?: number };
  readonly log?: { readonly level?: string };
}

interface RawSnmp {
  readonly listen?: readonly string[];
  readonly communities?: readonly {
    readonly name: string;
    readonly from: readonly string[];
    readonly view: string;
  }[];
  readonly users?: readonly UserConfig[];
  readonly views?: Readonly<
    Record<string, { readonly include: readonly string[]; readonly exclude?: readonly string[] }>
  >;
  readonly system?: { readonly contact?: string; readonly name?: string; readonly location?: string };
  readonly maxMessageSize?: number;
  readonly engineId?: string;
  readonly limits?: Partial<LimitsConfig>;
  readonly authenticationTraps?: boolean;
  readonly trapAddress?: string;
}

export type RawTarget = RawSnmpTarget | { readonly type: 'http' | 'ftp' };

export interface RawSnmpTarget {
  readonly type: 'snmp';
  readonly to: string;
  readonly version?: 'v2c' | 'v3';
  readonly community?: string;
  readonly user?: string;
  readonly engineId?: string;
  readonly inform?: boolean;
  readonly timeout?: string;
  readonly retries?: number;
}

interface RawSourceBase {
  readonly name: string;
  readonly every: string;
  readonly timeout?: string;
}

export interface RawPrometheus extends RawSourceBase {
  readonly type: 'prometheus';
  readonly url: string;
  readonly caFile?: string;
  readonly measurements: Readonly<Record<string, string | RawMapping>>;
}

export interface RawMapping {
  readonly metric: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly whenAbsent?: number;
}

export interface RawHandler extends RawSourceBase {
  readonly type: 'handler';
  readonly module: string;
  readonly handler: string;
}

export type RawSource = RawPrometheus | RawHandler;
