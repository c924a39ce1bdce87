import { resolve } from 'node:path';
import type {
  AgentConfig,
  FtpTargetConfig,
  HttpCredential,
  HttpTargetConfig,
  SnmpTargetConfig,
  UserConfig,
} from './config.ts';
import type { RawConfig, RawFtpTarget, RawHttpTarget, RawSnmpTarget } from './raw-config.ts';
import { milliseconds, readAddress, readEngineId } from './read-values.ts';

const HTTP_TIMEOUT_MS = 10_000;
const FTP_TIMEOUT_MS = 30_000;

/** The targets of a configuration that was checked, by their bindings. */
export function readTargets(
  { notify = [], snmp }: RawConfig,
  folder: string,
): Pick<AgentConfig, 'notify' | 'httpTargets' | 'ftpTargets'> {
  const users = snmp?.users ?? [];
  return {
    notify: notify.flatMap((raw) => (raw.type === 'snmp' ? [readSnmpTarget(raw, users)] : [])),
    httpTargets: notify.flatMap((raw) => (raw.type === 'http' ? [readHttpTarget(raw, folder)] : [])),
    ftpTargets: notify.flatMap((raw) => (raw.type === 'ftp' ? [readFtpTarget(raw, folder)] : [])),
  };
}

function readSnmpTarget(raw: RawSnmpTarget, users: readonly UserConfig[]): SnmpTargetConfig {
  const receiver = {
    ...readAddress(raw.to),
    inform: raw.inform ?? false,
    ...(raw.timeout === undefined ? {} : { timeoutMs: milliseconds(raw.timeout) }),
    ...(raw.retries === undefined ? {} : { retries: raw.retries }),
  };
  // checkConfig has seen to it that a target has what its version needs.
  const user = users.find(({ name }) => name === raw.user);
  if (raw.version === 'v3' && user) {
    const engine = raw.engineId === undefined ? {} : { engineID: readEngineId(raw.engineId) };
    return { ...receiver, version: 'v3', user, ...engine };
  }
  return { ...receiver, version: 'v2c', community: raw.community as string };
}

function readHttpTarget(raw: RawHttpTarget, folder: string): HttpTargetConfig {
  const name = nameOfTarget(raw);
  const credential = credentialOf(raw, name);
  return {
    name,
    url: raw.url,
    ...inFolder('caFile', raw.caFile, folder),
    ...inFolder('certFile', raw.certFile, folder),
    ...inFolder('keyFile', raw.keyFile, folder),
    ...(credential && { credential }),
    timeoutMs: raw.timeout === undefined ? HTTP_TIMEOUT_MS : milliseconds(raw.timeout),
  };
}

function credentialOf({ basic, bearer }: RawHttpTarget, name: string): HttpCredential | undefined {
  if (basic) return { type: 'basic', ...basic };
  return bearer === undefined ? undefined : { type: 'bearer', name, token: bearer };
}

function readFtpTarget(raw: RawFtpTarget, folder: string): FtpTargetConfig {
  const { type: _, timeout, caFile, ...parameters } = raw;
  return {
    ...parameters,
    name: nameOfTarget(raw),
    FTPServerPort: Number(raw.FTPServerPort),
    tls: raw.tls ?? false,
    ...inFolder('caFile', caFile, folder),
    timeoutMs: timeout === undefined ? FTP_TIMEOUT_MS : milliseconds(timeout),
  };
}

/** What a target is called: its own name, or where it is, without what may be secret of its URL. */
export function nameOfTarget(raw: RawHttpTarget | RawFtpTarget): string {
  if (raw.name !== undefined) return raw.name;
  if (raw.type === 'http') {
    const { origin, pathname } = new URL(raw.url);
    return origin + pathname;
  }
  const host = raw.FTPServerIP.includes(':') ? `[${raw.FTPServerIP}]` : raw.FTPServerIP;
  return `ftp://${host}:${raw.FTPServerPort}/${raw.FTPDir.replace(/^\//, '')}`;
}

function inFolder<K extends string>(key: K, file: string | undefined, folder: string) {
  return (file === undefined ? {} : { [key]: resolve(folder, file) }) as { readonly [key in K]?: string };
}
