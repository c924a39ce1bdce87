import { once } from 'node:events';
import { type ListenOptions, startListening } from '../oe/listen/listen.ts';
import { CommandError } from './command-error.ts';
import { httpCredential, loadModel, parseAddress, parseSize, snmpUser, tlsFiles } from './oe-access.ts';
import type { Terminal } from './terminal.ts';

export interface ListenCommandOptions {
  readonly snmp?: string;
  readonly http?: string;
  readonly ftpDir?: string;
  readonly append?: string;
  readonly model?: string;
  readonly community?: readonly string[];
  readonly user?: string;
  readonly passwordFile?: string;
  readonly bearerFile?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly auth?: string;
  readonly authFile?: string;
  readonly priv?: string;
  readonly privFile?: string;
  readonly maxSize: string;
  readonly namespace: string;
}

const SNMP_TRAP_PORT = 162;
const HTTP_PORT = 8080;
const IS_LOOPBACK = /^(?:127\.|::1$|localhost$)/;

/** `kpi1 oe listen`: runs until a signal ends it. Throws CommandError. */
export async function listen(options: ListenCommandOptions, terminal: Terminal): Promise<boolean> {
  const prepared = prepare(options, terminal);
  const listening = await startListening(prepared).catch((error: NodeJS.ErrnoException) => {
    const remedy =
      error.code === 'EACCES' ? 'Ports below 1024 need rights of their own; 1162 does not.' : undefined;
    throw new CommandError(`Reports cannot be received: ${error.message}.`, remedy);
  });
  terminal.err(`Waiting for reports on ${listening.places.join(', ')}.`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await listening.close();
  for (const line of listening.summaries()) terminal.err(line);
  return false;
}

function prepare(options: ListenCommandOptions, terminal: Terminal): ListenOptions {
  const { snmp, http, ftpDir, append } = options;
  if (snmp === undefined && http === undefined && ftpDir === undefined) {
    throw new CommandError('It is not said where to listen.', 'Give --snmp, --http or --ftp-dir.', 2);
  }
  return {
    ...(snmp !== undefined && { snmp: snmpOptions(snmp, options) }),
    ...(http !== undefined && { http: httpOptions(http, options) }),
    ...(ftpDir !== undefined && { folder: { folder: ftpDir, namespace: options.namespace } }),
    ...(append !== undefined && { append }),
    print: (line) => Promise.resolve(terminal.out(line)),
    tell: (what) => terminal.err(`kpi1: ${what}`),
  };
}

function snmpOptions(address: string, options: ListenCommandOptions) {
  const model = loadModel(options.model, false);
  // The user may be meant for HTTP alone.
  const user = options.auth === undefined && options.http !== undefined ? undefined : snmpUser(options);
  return {
    ...parseAddress(address, SNMP_TRAP_PORT),
    communities: options.community ?? [process.env.KPI1_COMMUNITY ?? 'public'],
    ...(user && { user }),
    ...(model && { model }),
  };
}

function httpOptions(address: string, options: ListenCommandOptions) {
  const { host, port } = parseAddress(address, HTTP_PORT);
  const { ca, cert, key } = tlsFiles(options);
  // The user may be meant for SNMP alone.
  const isForSnmp = options.auth !== undefined && options.passwordFile === undefined;
  const { user, ...others } = options;
  const credential = httpCredential(isForSnmp || user === undefined ? others : { ...others, user });
  if (!credential && ca === undefined && !IS_LOOPBACK.test(host)) {
    const remedy = 'Give --user and --password-file, --bearer-file, or --ca with --cert and --key.';
    throw new CommandError(
      `Without credentials, reports are taken on loopback only, not on ${host}.`,
      remedy,
    );
  }
  return {
    ...{ host, port },
    ...(cert !== undefined && key !== undefined && { tls: { cert, key, ...(ca !== undefined && { ca }) } }),
    ...(credential && { credential }),
    maxSize: parseSize(options.maxSize),
    namespace: options.namespace,
  };
}
