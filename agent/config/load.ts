import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { schemaCheck } from '../../document/schema.ts';
import { parseYaml, type YamlDocument } from '../../document/yaml-document.ts';
import { KPI1_NAMESPACE } from '../../messages/xml/element-rules.ts';
import { octetsOfAddress } from '../snmp/ip-address.ts';
import { checkConfig } from './check.ts';
import type {
  AgentConfig,
  HttpConfig,
  LimitsConfig,
  LoadedConfig,
  SnmpConfig,
  StoreConfig,
} from './config.ts';
import { replaceVariables } from './environment.ts';
import { readSource } from './load-sources.ts';
import type { RawConfig, RawHttp, RawStore } from './raw-config.ts';
import { readTargets } from './read-targets.ts';
import { milliseconds, readAddress, readEngineId } from './read-values.ts';
import { CONFIG_SCHEMA } from './schema.ts';
import { findSecrets, hideSecrets } from './secrets.ts';
import { readSize } from './size.ts';
import { validateConfig } from './validate.ts';

const checkSchema = schemaCheck(CONFIG_SCHEMA, {}, validateConfig);

/** Largest UDP payload over IPv4. */
const MAX_MESSAGE_SIZE = 65507;

/** No manager that waits for its answers comes near these rates; who is asked in another's name, soon does. */
const DEFAULT_LIMITS: LimitsConfig = {
  requestsPerSecond: 5000,
  burst: 5000,
  amplification: 50,
  trusted: ['127.0.0.0/8', '::1'],
};

/**
 * Reads the agent's configuration. Relative paths in it are seen from its own folder. Every problem is a
 * diagnostic, all at once; nothing is thrown.
 */
export function loadConfig(file: string, content: Uint8Array, environment: NodeJS.ProcessEnv): LoadedConfig {
  const document = parseYaml(file, content);
  const isRead = document.data !== undefined;
  const unset = isRead ? replaceVariables(document, environment) : [];
  const broken = isRead ? checkSchema(document) : [];
  const quoting = [...document.diagnostics, ...broken];
  const secrets = quoting.length > 0 ? findSecrets(document.source.text, document.data) : new Set<string>();
  const diagnostics = [...unset, ...quoting.map((each) => hideSecrets(each, secrets))];
  if (!isRead) return { document, diagnostics };
  if (broken.length === 0) diagnostics.push(...checkConfig(document));
  if (diagnostics.some(({ severity }) => severity === 'error')) return { document, diagnostics };
  return { config: readConfig(document, dirname(resolve(file))), document, diagnostics };
}

function readConfig({ data }: YamlDocument, folder: string): AgentConfig {
  const raw = data as RawConfig;
  return {
    instanceId: raw.instanceId,
    model: resolve(folder, raw.model ?? 'agent/generated/model.json'),
    dataDir: resolve(folder, raw.dataDir ?? 'data'),
    xmlNamespace: raw.xmlNamespace ?? KPI1_NAMESPACE,
    snmp: readSnmp(raw.snmp ?? {}),
    ...readTargets(raw, folder),
    ...(raw.http && { http: readHttp(raw.http, folder) }),
    store: readStore(raw.store ?? {}),
    sources: raw.sources.map((source) => readSource(source, folder)),
    collection: { autostart: raw.collection?.autostart ?? true },
    settings: readSettings(raw.settings ?? {}),
    history: { intervals: raw.history?.intervals ?? 8, reports: raw.history?.reports ?? 50 },
    log: { level: raw.log?.level ?? 'info' },
  };
}

function readHttp(
  { listen, tls, credentials = [], maxBodySize = '1MB' }: RawHttp,
  folder: string,
): HttpConfig {
  const clientCaFile = tls?.clientCaFile;
  return {
    listen: readAddress(listen),
    ...(tls && {
      tls: {
        certFile: resolve(folder, tls.certFile),
        keyFile: resolve(folder, tls.keyFile),
        ...(clientCaFile !== undefined && { clientCaFile: resolve(folder, clientCaFile) }),
      },
    }),
    credentials,
    maxBodySize: readSize(maxBodySize),
  };
}

function readStore({ maxAge = '7d', maxSize = '1GB', backlog = 10_000 }: RawStore): StoreConfig {
  return { maxAge: milliseconds(maxAge) / 1000, maxSize: readSize(maxSize), backlog };
}

function readSettings(raw: NonNullable<RawConfig['settings']>): Map<string, Map<string, string>> {
  const texts = (items: (typeof raw)[string]) =>
    new Map(Object.entries(items).map(([name, value]) => [name, String(value)]));
  return new Map(Object.entries(raw).map(([info, items]) => [info, texts(items)]));
}

function readSnmp(raw: NonNullable<RawConfig['snmp']>): SnmpConfig {
  const views = Object.entries(raw.views ?? {});
  const trapAddress = octetsOfAddress(raw.trapAddress ?? '');
  return {
    listen: (raw.listen ?? ['127.0.0.1:1161']).map(readAddress),
    communities: raw.communities ?? [],
    users: raw.users ?? [],
    views: new Map(views.map(([name, { include, exclude = [] }]) => [name, { include, exclude }])),
    system: {
      contact: raw.system?.contact ?? '',
      name: raw.system?.name ?? hostname(),
      location: raw.system?.location ?? '',
    },
    maxMessageSize: raw.maxMessageSize ?? MAX_MESSAGE_SIZE,
    ...(raw.engineId === undefined ? {} : { engineID: readEngineId(raw.engineId) }),
    limits: { ...DEFAULT_LIMITS, ...raw.limits },
    authenticationTraps: raw.authenticationTraps ?? true,
    ...(trapAddress && { trapAddress }),
  };
}
