import { statSync } from 'node:fs';
import type { ModelModule } from '../model/model.ts';
import { NoValue } from '../model/value.ts';
import type { SourceState } from './base-mib/source-table.ts';
import type { HttpConfig } from './config/config.ts';
import type { AgentFigures, KpiFigures } from './http/metrics.ts';
import type { HttpServer } from './http/server.ts';
import type { IntervalHistory } from './kpi/history.ts';
import { rowKey } from './kpi/row-key.ts';
import type { Log } from './log.ts';
import type { Delivery } from './report/delivery.ts';
import type { InstanceService } from './requests/service.ts';
import type { EngineCounters } from './snmp/counters.ts';

export interface HttpServiceOptions {
  readonly config: HttpConfig;
  /** XML namespace of messages and answers. */
  readonly namespace: string;
  readonly service: InstanceService;
  readonly modules: readonly ModelModule[];
  readonly states: readonly SourceState[];
  readonly delivery: Delivery;
  readonly history: IntervalHistory;
  readonly counters: EngineCounters;
  /** Path of the store. */
  readonly storeFile: string;
  readonly log: Log;
  /** Intervals of KPIs that have been closed. */
  intervals(): number;
  /** What is wrong with the configuration file as it is now; nothing: it is being taken over. */
  reload?(): readonly string[];
}

const NO_RELOAD = ['this agent was started without a file that it could read again'];

/** Answers KPI-1, metrics and health over HTTP. Rejects where the address cannot be listened on. */
export async function serveHttpFor(options: HttpServiceOptions): Promise<HttpServer> {
  const { config, namespace, service, log, states, reload = () => NO_RELOAD } = options;
  const { serveHttp } = await import('./http/server.ts');
  return serveHttp({
    ...{ config, namespace, service, log, reload },
    figures: figuresOf(options),
    ready: () =>
      states.flatMap(({ name, isAwaited }) => (isAwaited ? [`${name} has not been sampled yet`] : [])),
  });
}

function figuresOf(options: HttpServiceOptions): AgentFigures {
  const { states, delivery, counters, intervals, storeFile } = options;
  return {
    sources: () =>
      states.map(
        ({ name, status, samples, failures, lastDuration, counts: { isBackingOff, ...events } }) => ({
          ...{ source: name, up: status === 'up', taken: samples + failures, failed: failures },
          ...(lastDuration !== undefined && { lastDuration: lastDuration / 1000 }),
          events,
        }),
      ),
    targets: () =>
      delivery.targets.map(({ name, statistics: { reports, failures, dropped, waiting } }) => ({
        ...{ target: name, delivered: reports, failed: failures, dropped, backlog: waiting },
      })),
    intervals,
    storeSize: () => sizeOf(storeFile) + sizeOf(`${storeFile}-wal`),
    snmp: () => packetsOf(counters),
    kpis: () => kpiFigures(options),
  };
}

function packetsOf(counters: EngineCounters): Record<string, number> {
  const { snmpInPkts, refusedSources, limitedSources, snmpInASNParseErrs, snmpSilentDrops } = counters;
  return {
    received: snmpInPkts,
    refused: refusedSources,
    limited: limitedSources,
    malformed: snmpInASNParseErrs,
    dropped: snmpSilentDrops,
  };
}

function* kpiFigures({ modules, history }: HttpServiceOptions): Generator<KpiFigures> {
  for (const module of modules) {
    for (const kpi of module.kpis) {
      const rows = history.of(kpi)[0]?.rows;
      for (const { index, value } of rows === undefined || rows instanceof NoValue ? [] : rows) {
        if (typeof value !== 'number') continue;
        yield { module: module.name, kpi: kpi.name, row: rowKey(index), unit: kpi.unit, value };
      }
    }
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
