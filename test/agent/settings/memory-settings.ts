import type { BoundSource } from '../../../agent/config/bind.ts';
import type { AgentConfig } from '../../../agent/config/config.ts';
import { KpiCalculator } from '../../../agent/kpi/calculate.ts';
import type { Log } from '../../../agent/log.ts';
import { infoSets } from '../../../agent/settings/info-sets.ts';
import { Settings } from '../../../agent/settings/settings.ts';
import type { SettingChange, SettingStore, StoredSetting } from '../../../agent/store/store.ts';
import type { ModelModule } from '../../../model/model.ts';
import { kpi, measurement, module, object } from '../small-model.ts';

/** Settings in memory, as a store keeps them in a file. */
export class MemorySettings implements SettingStore {
  readonly stored = new Map<string, StoredSetting>();
  readonly audit: SettingChange[] = [];
  /** What writing fails with. */
  failure: Error | undefined;

  all(): StoredSetting[] {
    return [...this.stored.values()];
  }

  apply(
    settings: readonly (Omit<StoredSetting, 'value'> & { value?: string })[],
    changes: readonly SettingChange[],
  ): void {
    if (this.failure) throw this.failure;
    for (const { value, ...setting } of settings) {
      const key = `${setting.info} ${setting.item}`;
      if (value === undefined) this.stored.delete(key);
      else this.stored.set(key, { ...setting, value });
    }
    this.audit.push(...changes);
  }

  changes(count: number): SettingChange[] {
    return this.audit.slice(-count).reverse();
  }
}

/** A module of calls: scalars, a table of trunks, KPIs of numbers, of a text, and of rows. */
export const CALLS: ModelModule = module({
  objects: [object('trunk')],
  measurements: [
    measurement('attempts'),
    measurement('answered'),
    measurement('active', 'gauge'),
    measurement('site', 'string'),
    measurement('trunkCalls', 'gauge', { per: 'trunk' }),
  ],
  kpis: [
    { ...kpi('Answer Ratio', '100 * answered / attempts'), arc: 1, descriptor: 'exAnswerRatio' },
    {
      ...kpi('Failure Ratio', '100 - [Answer Ratio]', {
        reportingDuration: 3600,
        threshold: { warning: { operator: '>', limit: 5 } },
      }),
      arc: 2,
      descriptor: 'exFailureRatio',
    },
    { ...kpi('Site', 'last(site)', { type: 'string' }), arc: 3, descriptor: 'exSite' },
    { ...kpi('Trunk Load', 'max(trunkCalls)', { per: 'trunk' }), arc: 4, descriptor: 'exTrunkLoad' },
  ],
});

/** A configuration with one source, an SNMP, an HTTP and an FTP receiver. */
export const CONFIG = {
  instanceId: 'test-01',
  snmp: { listen: [{ host: '::1', port: 1161 }], maxMessageSize: 1400 },
  notify: [{ host: '127.0.0.1', port: 162, version: 'v2c', community: 'hunter2', inform: true }],
  httpTargets: [
    {
      ...{ name: 'oss', url: 'https://u:hunter2@oss.example/kpi1?token=hunter2', timeoutMs: 5000 },
      credential: { type: 'bearer', name: 'oss', token: 'hunter2' },
    },
  ],
  ftpTargets: [
    {
      ...{ name: 'files', FTPServerIP: '192.0.2.1', FTPServerPort: 21, InstanceID: 'test-01' },
      ...{ FTPUserName: 'u', FTPUserPasswd: 'hunter2', FTPDir: '/reports', tls: false, timeoutMs: 5000 },
    },
  ],
  http: {
    listen: { host: '127.0.0.1', port: 8161 },
    credentials: [{ type: 'basic', user: 'oe', password: 'hunter2' }],
    maxBodySize: 1_000_000,
  },
  store: { maxAge: 604_800, maxSize: 1_000_000_000, backlog: 10_000 },
  collection: { autostart: true },
  history: { intervals: 8, reports: 50 },
} as unknown as AgentConfig;

export const SOURCE = {
  config: {
    ...{ name: 'switch', type: 'prometheus', url: 'http://u:hunter2@127.0.0.1/metrics?k=hunter2' },
    ...{ every: 10, timeoutMs: 8000 },
  },
  wanted: CALLS.measurements.map((each) => ({ measurement: each })),
  mappings: [],
} as unknown as BoundSource;

/** Settings over this configuration, and what they log. */
export function openTestSettings(store = new MemorySettings(), config: AgentConfig = CONFIG) {
  const calculator = new KpiCalculator(
    [CALLS],
    [{ source: 'switch', every: 10, measurements: CALLS.measurements }],
  );
  const logged: string[] = [];
  const say = (_: object, message: string) => logged.push(message);
  const log = { info: say, warn: say, error: say } satisfies Log;
  const facts = {
    ...{ config, sources: [SOURCE], modules: [CALLS] },
    formulaOf: calculator.formulaOf.bind(calculator),
  };
  const settings = new Settings({ sets: infoSets(facts), store, log, now: () => 1000 });
  return { settings, store, logged, calculator, log };
}
