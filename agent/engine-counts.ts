import type { EngineObject } from './base-mib/base-mib.ts';
import type { EngineCounters } from './snmp/counters.ts';
import type { Notifier } from './snmp/notify/notifier.ts';

/** What kpi1Engine shows of the engine's counters and of its notifications. */
export function engineCounts(counters: EngineCounters, notifier: Notifier): (name: EngineObject) => number {
  return (name) => {
    switch (name) {
      case 'kpi1EngineRefused':
        return counters.refusedSources;
      case 'kpi1EngineLimited':
        return counters.limitedSources;
      case 'kpi1EngineHandlerErrors':
        return counters.handlerErrors;
      case 'kpi1EngineInternalErrors':
        return counters.internalErrors;
      case 'kpi1EngineNotificationsLost':
        return notifier.statistics.reduce((lost, { failed, dropped }) => lost + failed + dropped, 0);
    }
  };
}
