import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { schemaCheck } from '../../document/schema.ts';
import { parseYaml, type YamlDocument } from '../../document/yaml-document.ts';
import { parseDuration } from '../../model/duration.ts';
import { defaultTimeout } from '../collect/scheduler.ts';
import { octetsOfAddress } from '../snmp/ip-address.ts';
import { parseAddress } from './address.ts';
import { checkConfig } from './check.ts';
import type {
  Address,
  AgentConfig,
  LimitsConfig,
  LoadedConfig,
  SnmpConfig,
  SnmpTargetConfig,
  SourceConfig,
  UserConfig,
} from './config.ts';
import { replaceVariables } from './environment.ts';
import type { RawConfig, RawMapping, RawSnmpTarget, RawSource } from './raw-config.ts';
import { CONFIG_SCHEMA } from './schema.ts';
import { findSecrets, hideSecrets } from './secrets.ts';
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
    snmp: readSnmp(raw.snmp ?? {}),
    notify: (raw.notify ?? [])
      .filter((target) => target.type === 'snmp')
      .map((target) => readTarget(target, raw.snmp?.users ?? [])),
    httpTargets: [],
    ftpTargets: [],
    store: { maxAge: 7 * 86_400, maxSize: 1_000_000_000, backlog: 10_000 },
    sources: raw.sources.map((source) => readSource(source, folder)),
    collection: { autostart: raw.collection?.autostart ?? true },
    history: { intervals: raw.history?.intervals ?? 8, reports: raw.history?.reports ?? 50 },
    log: { level: raw.log?.level ?? 'info' },
  };
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

function readTarget(raw: RawSnmpTarget, users: readonly UserConfig[]): SnmpTargetConfig {
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

function readSource(raw: RawSource, folder: string): SourceConfig {
  const every = milliseconds(raw.every) / 1000;
  const base = {
    name: raw.name,
    every,
    timeoutMs: raw.timeout === undefined ? defaultTimeout(every) : milliseconds(raw.timeout),
  };
  if (raw.type === 'handler') {
    return { ...base, type: 'handler', module: raw.module, handler: resolve(folder, raw.handler) };
  }
  const mappings = Object.entries(raw.measurements).map(
    ([name, mapping]) => [name, readMapping(mapping)] as const,
  );
  return {
    ...base,
    type: 'prometheus',
    url: raw.url,
    ...(raw.caFile === undefined ? {} : { caFile: resolve(folder, raw.caFile) }),
    measurements: new Map(mappings),
  };
}

function readMapping(raw: string | RawMapping) {
  if (typeof raw === 'string') return { metric: raw, labels: new Map<string, string>() };
  const { metric, labels = {}, whenAbsent } = raw;
  return {
    metric,
    labels: new Map(Object.entries(labels)),
    ...(whenAbsent === undefined ? {} : { whenAbsent }),
  };
}

function readEngineId(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replace(/^0x/, ''), 'hex'));
}

/** An address that checkConfig found to be one. */
function readAddress(text: string): Address {
  return parseAddress(text) as Address;
}

/** A duration that the schema found to be one. */
function milliseconds(text: string): number {
  return (parseDuration(text) as number) * 1000;
}
