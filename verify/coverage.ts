import type { ModelFigure } from '../model/model.ts';
import { octetsToText } from '../oe/snmp/figure-text.ts';
import type { Instances } from './check-instances.ts';
import type { Expectation, ExpectedModule } from './expected.ts';
import { NO_VALUE, numberOf } from './seen-value.ts';

/** How much of a module an agent serves. */
export interface Coverage {
  readonly module: string;
  /** Objects that the module defines and that can be read. */
  readonly objects: number;
  /** Those of them with an instance. */
  readonly seen: number;
  readonly instances: number;
  /** How many KPIs and measurements have no value, by the reason that KPI1-MIB gives. */
  readonly withoutValue: Readonly<Record<string, number>>;
}

export function coverageOf(
  { name, objects, definition }: ExpectedModule,
  instances: Instances,
  expectation: Expectation,
): Coverage {
  const counts = objects.map((object) => instances.of(object).size);
  const withoutValue: Record<string, number> = {};
  const count = (table: 'kpi1Kpi' | 'kpi1Pm', figures: readonly ModelFigure[] = []) => {
    const statuses = instances.of(expectation.base(`${table}Status`));
    const reasons = instances.of(expectation.base(`${table}Reason`));
    for (const { arc } of figures) {
      const row = `${definition?.arc}.${arc}`;
      const status = statuses.get(row);
      if (!status || numberOf(status) !== NO_VALUE) continue;
      const reason = octetsToText(reasons.get(row)?.value);
      withoutValue[reason] = (withoutValue[reason] ?? 0) + 1;
    }
  };
  count('kpi1Kpi', definition?.kpis);
  count('kpi1Pm', definition?.measurements);
  return {
    module: name,
    objects: objects.length,
    seen: counts.filter((each) => each > 0).length,
    instances: counts.reduce((sum, each) => sum + each, 0),
    withoutValue,
  };
}
