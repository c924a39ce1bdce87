import { resolve } from 'node:path';
import { formatAddress } from './address.ts';
import type {
  AgentConfig,
  FtpTargetConfig,
  HttpCredential,
  HttpTargetConfig,
  SnmpTargetConfig,
  UserConfig,
} from './config.ts';
import { defaultsOf } from './defaults.ts';
import type { RawConfig, RawFtpTarget, RawHttpTarget, RawSnmpTarget } from './raw-config.ts';
import { milliseconds, readAddress, readEngineId } from './read-values.ts';
import { FTP_TARGET, HTTP_TARGET, SNMP_TARGET } from './schema-notify.ts';

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
  const { inform, timeout, retries } = { ...defaultsOf(SNMP_TARGET), ...raw };
  const receiver = {
    ...readAddress(raw.to),
    inform,
    timeoutMs: milliseconds(timeout),
    retries,
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
    timeoutMs: milliseconds(raw.timeout ?? defaultsOf(HTTP_TARGET).timeout),
  };
}

function credentialOf({ basic, bearer }: RawHttpTarget, name: string): HttpCredential | undefined {
  if (basic) return { type: 'basic', ...basic };
  return bearer === undefined ? undefined : { type: 'bearer', name, token: bearer };
}

function readFtpTarget(raw: RawFtpTarget, folder: string): FtpTargetConfig {
  const { type: _, timeout, caFile, ...parameters } = { ...defaultsOf(FTP_TARGET), ...raw };
  return {
    ...parameters,
    name: nameOfTarget(raw),
    FTPServerPort: Number(raw.FTPServerPort),
    ...inFolder('caFile', caFile, folder),
    timeoutMs: milliseconds(timeout),
  };
}

/** What a target is called: its own name, or where it is, without what may be secret of its URL. */
export function nameOfTarget(raw: RawHttpTarget | RawFtpTarget): string {
  if (raw.name !== undefined) return raw.name;
  if (raw.type === 'http') {
    const { origin, pathname } = new URL(raw.url);
    return origin + pathname;
  }
  const server = formatAddress({ host: raw.FTPServerIP, port: Number(raw.FTPServerPort) });
  return `ftp://${server}/${raw.FTPDir.replace(/^\//, '')}`;
}

function inFolder<K extends string>(key: K, file: string | undefined, folder: string) {
  return (file === undefined ? {} : { [key]: resolve(folder, file) }) as { readonly [key in K]?: string };
}
