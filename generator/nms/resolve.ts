import type {
  Model,
  ModelFigure,
  ModelIndex,
  ModelKpi,
  ModelModule,
  ModelObject,
} from '../../model/model.ts';
import { GENERATED_MARK } from '../folders.ts';
import { ARC } from '../mib/structure.ts';
import { agentModule } from './agent-module.ts';
import { moduleKey } from './names.ts';
import { notifications } from './notifications.ts';
import type { NmsFigure, NmsIndex, NmsModule, NmsTable, NmsThreshold, NmsView } from './view.ts';

/** A figure is not asked for less often, so that an alarm does not wait for the next report. */
const LONGEST_POLL = 60;

/** Resolves what is known of the objects for those who poll them. */
export function resolveView(model: Model): NmsView {
  return {
    mark: GENERATED_MARK,
    enterprise: model.enterprise,
    organization: model.organization,
    agentOid: model.baseOid,
    modules: [...model.modules.map(moduleOf), agentModule(model.baseOid)],
    notifications: notifications(model.baseOid),
  };
}

function moduleOf(module: ModelModule): NmsModule {
  const shortest = Math.min(LONGEST_POLL, ...module.kpis.map(({ reportingFrequency }) => reportingFrequency));
  const figures: Placed[] = [
    ...module.kpis.map((kpi) => ({ per: kpi.per, figure: kpiOf(kpi) })),
    ...module.measurements.map((measurement) => ({
      per: measurement.per,
      figure: figureOf(measurement, {
        role: 'measurement',
        description: measurement.description,
        category: 'Measurements',
        pollSeconds: shortest,
        thresholds: [],
      }),
    })),
  ];
  return {
    name: module.name,
    key: moduleKey(module.name),
    description: module.description,
    oid: module.oid,
    revision: module.revision,
    subtrees: [`${module.oid}.${ARC.objects}`],
    scalars: ofObject(figures, undefined),
    tables: module.objects.map((object) => tableOf(object, ofObject(figures, object.name))),
  };
}

interface Placed {
  readonly per: string | undefined;
  readonly figure: NmsFigure;
}

function ofObject(figures: readonly Placed[], object: string | undefined): NmsFigure[] {
  return figures.filter(({ per }) => per === object).map(({ figure }) => figure);
}

function tableOf(object: ModelObject, columns: readonly NmsFigure[]): NmsTable {
  return {
    row: object.name,
    descriptor: object.descriptor,
    entryOid: object.entryOid,
    description: object.description,
    index: object.index.map(indexOf),
    labels: [],
    columns,
  };
}

function indexOf({ descriptor, syntax: { base, min, max } }: ModelIndex): NmsIndex {
  if (base !== 'OCTET STRING') return { descriptor, kind: 'number', implied: false };
  return { descriptor, kind: 'text', implied: false, ...(min === max ? { fixedSize: max } : {}) };
}

function kpiOf(kpi: ModelKpi): NmsFigure {
  return figureOf(kpi, {
    role: 'kpi',
    description: `${kpi.description} ${kpi.purpose} Formula: ${kpi.formula}`,
    category: kpi.category ?? 'KPIs',
    pollSeconds: Math.min(LONGEST_POLL, kpi.reportingFrequency),
    thresholds: (['warning', 'critical'] as const).flatMap((severity): NmsThreshold[] => {
      const threshold = kpi.threshold?.[severity];
      return threshold ? [{ severity, ...threshold }] : [];
    }),
  });
}

type Told = Pick<NmsFigure, 'role' | 'description' | 'category' | 'pollSeconds' | 'thresholds'>;

function figureOf({ name, descriptor, oid, unit, dataType, syntax }: ModelFigure, told: Told): NmsFigure {
  const isTruth = dataType.kind === 'boolean';
  const isNumber = !isTruth && dataType.kind !== 'string';
  // Written out: of tens of thousands, an object that grows from another costs several times as much.
  return {
    role: told.role,
    name,
    descriptor,
    oid,
    description: told.description,
    // What is counted in states has no unit worth printing beside them.
    unit: isNumber ? unit : '',
    kind: isTruth ? 'choice' : dataType.kind === 'counter' ? 'counter' : isNumber ? 'gauge' : 'text',
    decimals: syntax.decimals,
    // TruthValue of SNMPv2-TC.
    choices: isTruth
      ? [
          { value: 1, name: 'true' },
          { value: 2, name: 'false' },
        ]
      : [],
    category: told.category,
    pollSeconds: told.pollSeconds,
    thresholds: told.thresholds,
  };
}
