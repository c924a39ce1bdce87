import type { Diagnostic } from '../../document/diagnostic.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import type { NotificationTarget } from '../snmp/notify/notification-target.ts';
import type { SourceLimits } from '../snmp/sources.ts';
import type { UserCredentials } from '../snmp/usm/user.ts';
import type { SourceConfig } from './source-config.ts';

export type * from './source-config.ts';

/** The agent's configuration, checked: defaults filled in, `${VAR}`s replaced, paths absolute. */
export interface AgentConfig {
  readonly instanceId: string;
  /** Absolute path of model.json. */
  readonly model: string;
  /** Absolute path of the folder for what outlives the process. */
  readonly dataDir: string;
  /** Of the messages over HTTP and FTP; empty: they are of none. */
  readonly xmlNamespace: string;
  readonly snmp: SnmpConfig;
  /** Where notifications and reports go over SNMP. */
  readonly notify: readonly SnmpTargetConfig[];
  /** Where reports go over HTTP. */
  readonly httpTargets: readonly HttpTargetConfig[];
  /** Where reports go over FTP. */
  readonly ftpTargets: readonly FtpTargetConfig[];
  /** Where KPI-1 is served over HTTP; not given: nowhere. */
  readonly http?: HttpConfig;
  readonly store: StoreConfig;
  readonly sources: readonly SourceConfig[];
  readonly collection: { readonly autostart: boolean };
  readonly history: { readonly intervals: number; readonly reports: number };
  readonly log: { readonly level: string };
  /** Configuration items by the identifier of their ConfigurationInfo and their names (docs/settings.md). */
  readonly settings?: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export interface SnmpConfig {
  readonly listen: readonly Address[];
  readonly communities: readonly CommunityConfig[];
  readonly users: readonly UserConfig[];
  readonly views: ReadonlyMap<string, ViewConfig>;
  readonly system: { readonly contact: string; readonly name: string; readonly location: string };
  /** Largest message sent, in octets. */
  readonly maxMessageSize: number;
  /** Not given: the one kept in the data folder. */
  readonly engineID?: Uint8Array;
  readonly limits: LimitsConfig;
  /** Whether authenticationFailure is notified. */
  readonly authenticationTraps: boolean;
  /** The four octets of the address that notifications name as this agent's; not given: none. */
  readonly trapAddress?: Uint8Array;
}

export type LimitsConfig = SourceLimits;

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface CommunityConfig {
  readonly name: string;
  /** CIDR blocks. */
  readonly from: readonly string[];
  readonly view: string;
}

export interface UserConfig extends UserCredentials {
  /** CIDR blocks; not given: from anywhere. */
  readonly from?: readonly string[];
  readonly view: string;
}

export interface ViewConfig {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** A notification target; where v3, with the credentials of the user it names. */
export type SnmpTargetConfig = NotificationTarget;

export interface HttpConfig {
  readonly listen: Address;
  /** Absolute paths of PEM files. `clientCaFile`: clients must have a certificate that it signs. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string; readonly clientCaFile?: string };
  /** Who may ask; empty: everybody, on loopback only. */
  readonly credentials: readonly HttpCredential[];
  /** Largest request body, in octets, before and after decompression. */
  readonly maxBodySize: number;
}

export type HttpCredential =
  | { readonly type: 'basic'; readonly user: string; readonly password: string }
  | { readonly type: 'bearer'; readonly name: string; readonly token: string };

export interface HttpTargetConfig {
  /** Unique among all targets. */
  readonly name: string;
  readonly url: string;
  readonly caFile?: string;
  /** This agent's own certificate, where the receiver asks for one. */
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly credential?: HttpCredential;
  readonly timeoutMs: number;
}

/** The parameters of KPIinOMA Table 12 under their names, and what FTP needs beside them. */
export interface FtpTargetConfig {
  /** Unique among all targets. */
  readonly name: string;
  readonly FTPServerIP: string;
  readonly FTPServerPort: number;
  readonly InstanceID: string;
  readonly FTPUserName: string;
  readonly FTPUserPasswd: string;
  readonly FTPDir: string;
  /** Explicit FTPS (RFC 4217). */
  readonly tls: boolean;
  readonly caFile?: string;
  readonly timeoutMs: number;
}

export interface StoreConfig {
  /** How long samples and intervals are kept, in seconds. */
  readonly maxAge: number;
  /** How large the file may become, in octets. */
  readonly maxSize: number;
  /** Most reports that wait for one target. */
  readonly backlog: number;
}

export interface LoadedConfig {
  /** Absent where a diagnostic is an error. */
  readonly config?: AgentConfig;
  /** What it was read from, to place further findings. */
  readonly document: YamlDocument;
  readonly diagnostics: readonly Diagnostic[];
}
