import { formatDuration, parseDuration } from '../../model/duration.ts';
import type { ModelKpi, ModelModule } from '../../model/model.ts';
import { defaultTimeout } from '../collect/scheduler.ts';
import { formatAddress } from '../config/address.ts';
import type { BoundSource } from '../config/bind.ts';
import type { AgentConfig, SourceConfig } from '../config/config.ts';
import type { WrittenFormula } from '../kpi/formulas.ts';
import { findNeeds } from '../kpi/needs.ts';
import { FAMILIES } from './catalogue.ts';
import { InfoDirectory } from './directory.ts';
import type { Family, InfoSet, Subject } from './item.ts';
import { parseTimeout } from './item-types.ts';

/** What the ConfigurationInfo sets of an instance are made from. */
export interface InstanceFacts {
  readonly config: AgentConfig;
  readonly sources: readonly BoundSource[];
  readonly modules: readonly ModelModule[];
  formulaOf(kpi: ModelKpi): WrittenFormula;
}

/** The profile that is always there. */
export const DEFAULT_PROFILE = 'default';

/** The ConfigurationInfo sets of an instance, with the values that its file and its definitions say. */
export function infoSets(facts: InstanceFacts): InfoSet[] {
  const { config, sources, modules } = facts;
  const sets = [
    ...instanceSets(config),
    ...targetSets(config),
    ...sources.map((source) => sourceSet(source, modules)),
    ...modules.flatMap((module) => module.kpis.map((kpi) => kpiSet(module, kpi, facts))),
    profileSet(DEFAULT_PROFILE),
  ];
  return config.settings ? setInFile(sets, config.settings) : sets;
}

/** The sets with what the section `settings` of the file says, and the profiles that it makes. */
function setInFile(sets: readonly InfoSet[], settings: NonNullable<AgentConfig['settings']>): InfoSet[] {
  const directory = new InfoDirectory(sets);
  for (const [identifier, values] of settings) {
    const set = directory.find(identifier) ?? profileSet(identifier);
    directory.add({ ...set, given: new Map([...set.given, ...values]) });
  }
  return [...directory.all()];
}

/** A collection profile as it is before anything is set. */
export function profileSet(identifier: string): InfoSet {
  return makeSet(FAMILIES.profile, identifier, {});
}

function makeSet(
  { items }: Family,
  identifier: string,
  given: Readonly<Record<string, string | number | boolean | undefined>>,
  subject: Subject = {},
): InfoSet {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return {
    ...{ identifier, items, subject },
    given: new Map(entries.map(([name, value]) => [name, String(value)])),
  };
}

function instanceSets({ instanceId, collection, history, store, snmp, http }: AgentConfig): InfoSet[] {
  const { maxAge, maxSize, backlog } = store;
  return [
    makeSet(FAMILIES.instance, 'instance', { instanceId }),
    makeSet(FAMILIES.collection, 'collection', { autostart: collection.autostart }),
    makeSet(FAMILIES.report, 'report', {}),
    makeSet(FAMILIES.history, 'history', { ...history, maxAge: formatDuration(maxAge), maxSize, backlog }),
    makeSet(FAMILIES.snmp, 'snmp', {
      listen: snmp.listen.map(formatAddress).join(' '),
      maxMessageSize: snmp.maxMessageSize,
    }),
    makeSet(
      FAMILIES.http,
      'http',
      http
        ? {
            listen: formatAddress(http.listen),
            tls: http.tls !== undefined,
            maxBodySize: http.maxBodySize,
            credentials: http.credentials.length > 0 ? '(set)' : '',
          }
        : {},
    ),
  ];
}

function targetSets({ notify, httpTargets, ftpTargets }: AgentConfig): InfoSet[] {
  const given = [
    ...notify.map((target) => {
      const { version, inform } = target;
      const own = { to: formatAddress(target), version, inform, credentials: '(set)' };
      return { family: FAMILIES.notifySnmp, own };
    }),
    ...httpTargets.map(({ name, url, timeoutMs, credential }) => ({
      family: FAMILIES.notifyHttp,
      own: {
        name,
        url: withoutCredentials(url),
        timeout: `${timeoutMs}ms`,
        credentials: credential && '(set)',
      },
    })),
    ...ftpTargets.map(({ caFile: _, timeoutMs: __, ...own }) => ({ family: FAMILIES.notifyFtp, own })),
  ];
  return given.map(({ family, own }, n) => makeSet(family, `notify.${n + 1}`, own));
}

function sourceSet({ config, wanted }: BoundSource, modules: readonly ModelModule[]): InfoSet {
  const { name, type, every, timeoutMs, filter } = config;
  const needs = modules.map(findNeeds);
  const fed = wanted.flatMap(({ measurement }) =>
    needs.flatMap((each) => [...(each.get(measurement) ?? [])]),
  );
  const given = {
    ...{ type, from: describeOrigin(config), every: formatDuration(every) },
    timeout: timeoutMs === defaultTimeout(every) ? 'default' : `${timeoutMs}ms`,
    // Patterns are separated by blanks: one in a pattern is any character.
    'filter.instances':
      filter?.instances.map((pattern) => pattern.replace(/\s/g, '?')).join(' ') || undefined,
    'filter.value': filter?.value,
  };
  const subject = fed.length > 0 ? { shortestInterval: fed.reduce((a, b) => Math.min(a, b)) } : {};
  return {
    ...makeSet(FAMILIES.source, `source.${name}`, given, subject),
    checkTogether(value) {
      const timeout = parseTimeout(value('timeout'));
      const period = parseDuration(value('every'));
      if (timeout === undefined || period === undefined || timeout <= period * 1000) return [];
      const problem = `A sample may take ${value('timeout')}, and the next one begins after ${value('every')}. Write a timeout that is not longer.`;
      return [{ item: 'timeout', problem }];
    },
  };
}

/** There are many of them: made without the detour of makeSet. */
function kpiSet(module: ModelModule, kpi: ModelKpi, { formulaOf }: InstanceFacts): InfoSet {
  const { warning, critical } = kpi.threshold ?? {};
  const given = new Map([['formula', kpi.formula]]);
  if (warning) given.set('threshold.warning', `${warning.operator} ${warning.limit}`);
  if (critical) given.set('threshold.critical', `${critical.operator} ${critical.limit}`);
  const subject = { kpi: { module, kpi }, formulaOf };
  return { identifier: kpiInfo(kpi), items: FAMILIES.kpi.items, subject, given };
}

/** What the ConfigurationInfo of a KPI is called: a descriptor is unique and short enough for kpi1ConfigTable. */
export function kpiInfo({ descriptor }: ModelKpi): string {
  return `kpi.${descriptor}`;
}

/** A source's origin without the credentials a URL may hold. */
function describeOrigin(source: SourceConfig): string {
  if ('module' in source) return source.module;
  if ('url' in source) return withoutCredentials(source.url);
  if ('listen' in source) return formatAddress(source.listen);
  return source.path;
}

function withoutCredentials(text: string): string {
  const url = new URL(text);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
