import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { schemaCheck } from '../../document/schema.ts';
import { parseYaml, type YamlDocument } from '../../document/yaml-document.ts';
import { octetsOfAddress } from '../snmp/ip-address.ts';
import { checkConfig } from './check.ts';
import type { AgentConfig, HttpConfig, LoadedConfig, SnmpConfig, StoreConfig } from './config.ts';
import { defaultsOf } from './defaults.ts';
import { replaceVariables } from './environment.ts';
import { readSource } from './load-sources.ts';
import type { RawConfig, RawHttp, RawStore } from './raw-config.ts';
import { readTargets } from './read-targets.ts';
import { milliseconds, readAddress, readEngineId } from './read-values.ts';
import { CONFIG_SCHEMA } from './schema.ts';
import { HTTP } from './schema-http.ts';
import { SNMP } from './schema-snmp.ts';
import { STORE } from './schema-store.ts';
import { findSecrets, hideSecrets } from './secrets.ts';
import { readSize } from './size.ts';
import { validateConfig } from './validate.ts';

const checkSchema = schemaCheck(CONFIG_SCHEMA, {}, validateConfig);

const { collection, history, log } = CONFIG_SCHEMA.properties;

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
  const raw = { ...defaultsOf(CONFIG_SCHEMA), ...(data as RawConfig) };
  return {
    instanceId: raw.instanceId,
    model: resolve(folder, raw.model),
    dataDir: resolve(folder, raw.dataDir),
    xmlNamespace: raw.xmlNamespace,
    snmp: readSnmp(raw.snmp ?? {}),
    ...readTargets(raw, folder),
    ...(raw.http && { http: readHttp(raw.http, folder) }),
    store: readStore(raw.store ?? {}),
    sources: raw.sources.map((source) => readSource(source, folder)),
    collection: { ...defaultsOf(collection), ...raw.collection },
    settings: readSettings(raw.settings ?? {}),
    history: { ...defaultsOf(history), ...raw.history },
    log: { ...defaultsOf(log), ...raw.log },
  };
}

function readHttp(
  { listen, tls, credentials = [], maxBodySize = defaultsOf(HTTP).maxBodySize }: RawHttp,
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

function readStore(raw: RawStore): StoreConfig {
  const { maxAge, maxSize, backlog } = { ...defaultsOf(STORE), ...raw };
  return { maxAge: milliseconds(maxAge) / 1000, maxSize: readSize(maxSize), backlog };
}

function readSettings(raw: NonNullable<RawConfig['settings']>): Map<string, Map<string, string>> {
  const texts = (items: (typeof raw)[string]) =>
    new Map(Object.entries(items).map(([name, value]) => [name, String(value)]));
  return new Map(Object.entries(raw).map(([info, items]) => [info, texts(items)]));
}

function readSnmp(given: NonNullable<RawConfig['snmp']>): SnmpConfig {
  const raw = { ...defaultsOf(SNMP), ...given };
  const { system, limits } = SNMP.properties;
  const views = Object.entries(raw.views ?? {});
  const trapAddress = octetsOfAddress(raw.trapAddress ?? '');
  return {
    listen: raw.listen.map(readAddress),
    communities: raw.communities ?? [],
    users: raw.users ?? [],
    views: new Map(views.map(([name, { include, exclude = [] }]) => [name, { include, exclude }])),
    system: { name: hostname(), ...defaultsOf(system), ...raw.system },
    maxMessageSize: raw.maxMessageSize,
    ...(raw.engineId === undefined ? {} : { engineID: readEngineId(raw.engineId) }),
    limits: { ...defaultsOf(limits), ...raw.limits },
    authenticationTraps: raw.authenticationTraps,
    ...(trapAddress && { trapAddress }),
  };
}
