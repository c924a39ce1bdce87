import { existsSync, readFileSync } from 'node:fs';
import { explainFileError } from '../document/file-error.ts';
import { parseDuration } from '../model/duration.ts';
import type { Model } from '../model/model.ts';
import { ModelError, readModel } from '../model/read-model.ts';
import type { HttpAccess, HttpCredential } from '../oe/http/http-exchange.ts';
import { HttpInstance } from '../oe/http/http-instance.ts';
import type { InstanceClient } from '../oe/instance-client.ts';
import { OeError } from '../oe/oe-error.ts';
import type { SnmpCredentials } from '../oe/snmp/access.ts';
import { SnmpInstance } from '../oe/snmp/snmp-instance.ts';
import { CommandError, readFile } from './command-error.ts';
import type { Terminal } from './terminal.ts';
import { readProgramVersion } from './version.ts';

/** Exit codes beside those of every command. */
const USAGE = 2;
const UNREACHABLE = 3;
const DEFAULT_MODEL = 'agent/generated/model.json';
const SNMP_PORT = 161;

/** The options that say which instance is asked, and as whom. */
export interface AccessOptions {
  readonly url?: string;
  readonly snmp?: string;
  readonly community?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly bearerFile?: string;
  readonly auth?: string;
  readonly authFile?: string;
  readonly priv?: string;
  readonly privFile?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly timeout: string;
  readonly maxSize: string;
  readonly oeId: string;
  readonly namespace: string;
  readonly model?: string;
}

/** Opens the way to an instance, asks it, and closes the way again. Throws CommandError. */
export async function askInstance<T>(
  options: AccessOptions,
  terminal: Terminal,
  ask: (instance: InstanceClient, model: Model | undefined) => Promise<T>,
): Promise<T> {
  const { url, snmp } = options;
  if ((url === undefined) === (snmp === undefined)) {
    const remedy =
      'Give --url http://HOST:PORT/kpi1, or --snmp HOST:PORT where the command has it; not both.';
    throw new CommandError('It is not said which instance to ask.', remedy, USAGE);
  }
  const model = loadModel(options.model, snmp !== undefined);
  const onProgress = (soFar: string) => terminal.progress?.(soFar);
  const instance =
    url === undefined
      ? new SnmpInstance(
          { ...snmpAccess(options), ...parseAddress(snmp ?? '', SNMP_PORT) },
          model as Model,
          onProgress,
        )
      : new HttpInstance(httpAccess(url, options), options.oeId, onProgress);
  try {
    return await ask(instance, model);
  } catch (error) {
    if (!(error instanceof OeError)) throw error;
    throw new CommandError(
      error.message,
      error.remedy,
      error.kind === 'unreachable' ? UNREACHABLE : undefined,
    );
  } finally {
    terminal.progress?.('');
    await instance.close();
  }
}

/** The model of this file; undefined where none is named, none is at the usual place, and none is needed. */
export function loadModel(named: string | undefined, isNeeded: boolean): Model | undefined {
  const file = named ?? DEFAULT_MODEL;
  if (named === undefined && !isNeeded && !existsSync(file)) return undefined;
  const remedy = 'Name the model.json that the agent runs with: --model agent/generated/model.json.';
  try {
    return readModel(Buffer.from(readFile(file, remedy)).toString('utf8'), file);
  } catch (error) {
    if (error instanceof ModelError) throw new CommandError(`${error.message}.`);
    throw error;
  }
}

function httpAccess(text: string, options: AccessOptions): HttpAccess {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CommandError(
      `${text} is no URL of http or https.`,
      'Write --url http://HOST:PORT/kpi1.',
      USAGE,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new CommandError('Credentials do not go into --url.', 'Use --user and --password-file.', USAGE);
  }
  const credential = httpCredential(options);
  return {
    url,
    ...(credential && { credential }),
    ...tlsFiles(options),
    timeoutMs: parseTimeout(options.timeout),
    maxSize: parseSize(options.maxSize),
    namespace: options.namespace,
    software: readProgramVersion(),
  };
}

/** The credential of HTTP; undefined where there is none. */
export function httpCredential({
  user,
  passwordFile,
  bearerFile,
}: Pick<AccessOptions, 'user' | 'passwordFile' | 'bearerFile'>): HttpCredential | undefined {
  const token = readSecret(bearerFile, 'KPI1_BEARER');
  const password = readSecret(passwordFile, 'KPI1_PASSWORD');
  if (user !== undefined) {
    if (password !== undefined) return { type: 'basic', user, password };
    throw new CommandError('The user has no password.', 'Name a file with --password-file.', USAGE);
  }
  return token === undefined ? undefined : { type: 'bearer', token };
}

/** The texts of the PEM files named. */
export function tlsFiles({ ca, cert, key }: Pick<AccessOptions, 'ca' | 'cert' | 'key'>): {
  ca?: string;
  cert?: string;
  key?: string;
} {
  if ((cert === undefined) !== (key === undefined)) {
    throw new CommandError('A certificate and its key go together.', 'Give both --cert and --key.', USAGE);
  }
  const read = (file: string) => Buffer.from(readFile(file, 'Name a file in PEM form.')).toString('utf8');
  return { ...(ca && { ca: read(ca) }), ...(cert && { cert: read(cert) }), ...(key && { key: read(key) }) };
}

/** How an agent is asked over SNMP, but where it is. */
export function snmpAccess(
  options: Pick<AccessOptions, 'community' | 'timeout' | 'user' | 'auth' | 'authFile' | 'priv' | 'privFile'>,
) {
  const user = snmpUser(options);
  return {
    community: options.community ?? process.env.KPI1_COMMUNITY ?? 'public',
    ...(user && { user }),
    timeoutMs: parseTimeout(options.timeout) / 2,
    retries: 1,
  };
}

/** The user of SNMPv3; undefined where there is none. */
export function snmpUser(
  options: Pick<AccessOptions, 'user' | 'auth' | 'authFile' | 'priv' | 'privFile'>,
): SnmpCredentials | undefined {
  const { user: name } = options;
  if (name === undefined) {
    const keys = [options.auth, options.authFile, options.priv, options.privFile];
    if (keys.every((key) => key === undefined)) return undefined;
    throw new CommandError('Keys are those of a user, and none is named.', 'Give --user, too.', USAGE);
  }
  const auth = passphrase('auth', options.auth, options.authFile);
  const priv = passphrase('priv', options.priv, options.privFile);
  if (priv && !auth) {
    throw new CommandError('Privacy needs authentication.', 'Give --auth and --auth-file, too.', USAGE);
  }
  return { name, ...(auth && { auth }), ...(priv && { priv }) } as SnmpCredentials;
}

function passphrase(kind: 'auth' | 'priv', protocol: string | undefined, file: string | undefined) {
  if (protocol === undefined) {
    if (file === undefined) return undefined;
    const remedy = `Give --${kind}, too; without it there is no such key.`;
    throw new CommandError(`The protocol of --${kind}-file is not said.`, remedy, USAGE);
  }
  const secret = readSecret(file, `KPI1_${kind.toUpperCase()}_PASSPHRASE`);
  if (secret !== undefined && secret.length >= 8) return { protocol, passphrase: secret };
  const what =
    secret === undefined ? 'has no passphrase' : 'has a passphrase of less than 8 characters (RFC 3414)';
  throw new CommandError(`--${kind} ${what}.`, `Name a file with --${kind}-file.`, USAGE);
}

/** The first line of the file, without a byte order mark, or what the variable of the environment says. */
function readSecret(file: string | undefined, variable: string): string | undefined {
  if (file === undefined) return process.env[variable];
  try {
    return readFileSync(file, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/, 1)[0];
  } catch (error) {
    throw new CommandError(
      `${file} ${explainFileError(error)}.`,
      'It must hold the secret in its first line.',
    );
  }
}

/** `HOST:PORT`, `[::1]:1161`, `HOST` or `:PORT`, the last of all addresses of IPv4. */
export function parseAddress(text: string, defaultPort: number): { host: string; port: number } {
  const [, inBrackets, name, digits] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([^[\]:]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const port = digits === undefined ? defaultPort : Number(digits);
  const host = inBrackets ?? name;
  if (host === undefined || text === '' || port > 65535) {
    throw new CommandError(
      `${JSON.stringify(text)} is no address.`,
      'Write 127.0.0.1:1161 or [::1]:1161.',
      USAGE,
    );
  }
  return { host: host === '' ? '0.0.0.0' : host, port };
}

function parseTimeout(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds <= 3600) return seconds * 1000;
  throw new CommandError(`${text} is no time to wait.`, 'Write --timeout 10s, at most 1h.', USAGE);
}

/** Octets, from one to a gigabyte. */
export function parseSize(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2 ** 30) return Number(text);
  throw new CommandError(
    `${text} is no size in octets.`,
    'Write --max-size 8388608, at most 1073741824.',
    USAGE,
  );
}
