import type { HttpConfig, HttpCredential, LimitsConfig, UserConfig } from './config.ts';
import type { RawSource } from './raw-sources.ts';

/** A configuration file's data as the schema accepts it: nothing filled in yet. */
export interface RawConfig {
  readonly instanceId: string;
  readonly model?: string;
  readonly dataDir?: string;
  readonly xmlNamespace?: string;
  readonly snmp?: RawSnmp;
  readonly notify?: readonly RawTarget[];
  readonly sources: readonly RawSource[];
  readonly http?: RawHttp;
  readonly store?: RawStore;
  readonly collection?: { readonly autostart?: boolean };
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
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

export interface RawStore {
  readonly maxAge?: string;
  readonly maxSize?: string | number;
  readonly backlog?: number;
}

export interface RawHttp {
  readonly listen: string;
  readonly tls?: HttpConfig['tls'];
  readonly credentials?: readonly HttpCredential[];
  readonly maxBodySize?: string | number;
}

export type RawTarget = RawSnmpTarget | RawHttpTarget | RawFtpTarget;

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

export interface RawHttpTarget {
  readonly type: 'http';
  readonly name?: string;
  readonly url: string;
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly basic?: { readonly user: string; readonly password: string };
  readonly bearer?: string;
  readonly timeout?: string;
}

export interface RawFtpTarget {
  readonly type: 'ftp';
  readonly name?: string;
  readonly FTPServerIP: string;
  readonly FTPServerPort: string | number;
  readonly InstanceID: string;
  readonly FTPUserName: string;
  readonly FTPUserPasswd: string;
  readonly FTPDir: string;
  readonly tls?: boolean;
  readonly caFile?: string;
  readonly timeout?: string;
}
