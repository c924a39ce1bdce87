import { BASE_GROUPS, type BaseTable, FIGURE_STATUS } from '../model/base-mib.ts';
import { askEach, type Outcome } from './ask-each.ts';
import type { Instances } from './check-instances.ts';
import {
  type Expectation,
  type ExpectedModule,
  type ExpectedObject,
  instanceSubject,
  objectSubject,
} from './expected.ts';
import type { Findings } from './finding.ts';
import type { Probe } from './probe.ts';
import { isException, numberOf, showSeen } from './seen-value.ts';

export interface PresenceContext {
  readonly probe: Probe;
  readonly expectation: Expectation;
  readonly findings: Findings;
  readonly instances: Instances;
}

/** An arc that no MIB module of ours assigns. */
const UNASSIGNED = '1.99999.0';

/**
 * Checks that every object is served, and that GET of what has no instance says so in the right way. Gives whether
 * anything of the module is served.
 */
export async function checkPresence(module: ExpectedModule, context: PresenceContext): Promise<boolean> {
  const { probe, findings, instances, expectation } = context;
  const { objects } = module;
  // Without an index an object has no instance, and is known nevertheless (RFC 3416 section 4.2.1).
  const bare = await askEach(
    objects.map(({ oid }) => oid),
    (oids) => probe.get(oids),
  );
  const isAbsent = (outcome: Outcome | undefined) => isFailure(outcome) || isNoObject(outcome);
  const isServed = objects.some((object, i) => instances.of(object).size > 0 || !isAbsent(bare[i]));
  if (!isServed) {
    const subject = { module: module.name, descriptor: module.name, name: module.name, oid: module.oid };
    const seen = show(bare.find(isFailure) ?? bare[0]);
    findings.add('MODULE-MISSING', subject, `${objects.length} objects`, `${seen} for each`);
    return false;
  }
  for (const [i, object] of objects.entries()) await checkObject(object, bare[i], context);
  const [unassigned] = await askEach([`${module.oid}.${UNASSIGNED}`], (oids) => probe.get(oids));
  if (!isNoObject(unassigned)) {
    const subject = expectation.subject(`${module.oid}.${UNASSIGNED}`);
    findings.add('EXCEPTION-WRONG', subject, 'noSuchObject', show(unassigned));
  }
  return true;
}

async function checkObject(
  object: ExpectedObject,
  bare: Outcome | undefined,
  context: PresenceContext,
): Promise<void> {
  const { findings, instances } = context;
  const isSeen = instances.of(object).size > 0;
  if (!isSeen && isNoObject(bare)) {
    findings.add('OBJECT-MISSING', objectSubject(object), 'an object', 'noSuchObject');
    return;
  }
  if (!isNoInstance(bare)) {
    findings.add('EXCEPTION-WRONG', objectSubject(object), 'noSuchInstance', show(bare));
  }
  if (!isSeen && object.index.kind === 'scalar') await checkValueless(object, context);
}

/** A scalar without a value: its row of kpi1KpiTable or kpi1PmTable must say why. */
async function checkValueless(object: ExpectedObject, context: PresenceContext): Promise<void> {
  const { probe, findings } = context;
  const status = statusInstance(object, context);
  const oids = [`${object.oid}.0`, ...(status === undefined ? [] : [status])];
  const [value, said] = await askEach(oids, (some) => probe.get(some));
  if (value && 'smi' in value && !isException(value)) return;
  const subject = instanceSubject(object, '0');
  if (!isNoInstance(value)) findings.add('EXCEPTION-WRONG', subject, 'noSuchInstance', show(value));
  const number = said && 'smi' in said ? Number(numberOf(said) ?? 0) : 0;
  const name = FIGURE_STATUS[number - 1];
  if (name === 'noValue') return;
  const why = name === undefined ? 'no value, and no status of it' : `no value, and the status ${name}`;
  findings.add('VALUE-MISSING', subject, 'a value, or the status noValue with its reason', why);
}

/** Where KPI1-MIB says whether a figure has a value; undefined where the object is no figure. */
export function statusInstance(object: ExpectedObject, { expectation }: PresenceContext): string | undefined {
  const definition = expectation.modules.find(({ name }) => name === object.module)?.definition;
  if (!definition || !object.figure) return undefined;
  const isKpi = definition.kpis.some((kpi) => kpi === object.figure);
  const { oid } = expectation.base(isKpi ? 'kpi1KpiStatus' : 'kpi1PmStatus');
  return `${oid}.${definition.arc}.${object.figure.arc}`;
}

/** Checks that each row of KPI1-MIB has all its columns but times. */
export async function checkBaseRows(context: PresenceContext): Promise<void> {
  for (const group of BASE_GROUPS) if (group.kind === 'table') await checkRows(group, context);
}

async function checkRows(table: BaseTable, context: PresenceContext): Promise<void> {
  const { expectation, instances } = context;
  const columns = table.columns.map(({ name }) => expectation.base(name));
  const rows = new Set(columns.flatMap((column) => [...instances.of(column).keys()]));
  const mandatory = columns.filter((_, i) => table.columns[i]?.syntax.kind !== 'time');
  for (const row of rows) {
    if (mandatory.every((column) => instances.of(column).has(row))) continue;
    await checkRow(row, mandatory, context);
  }
}

/** Looks again, in one request: the row may have come or gone during the walk. */
async function checkRow(
  row: string,
  mandatory: readonly ExpectedObject[],
  { probe, findings }: PresenceContext,
): Promise<void> {
  const cells = await askEach(
    mandatory.map(({ oid }) => `${oid}.${row}`),
    (oids) => probe.get(oids),
  );
  const isMissing = (cell: Outcome | undefined) => !cell || 'failure' in cell || isException(cell);
  if (cells.every(isMissing)) return;
  for (const [i, column] of mandatory.entries()) {
    if (isMissing(cells[i]))
      findings.add('ROW-INCOMPLETE', instanceSubject(column, row), 'a value', show(cells[i]));
  }
}

function isFailure(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && 'failure' in outcome;
}

function isNoObject(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && 'smi' in outcome && outcome.smi === 'noSuchObject';
}

function isNoInstance(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && 'smi' in outcome && outcome.smi === 'noSuchInstance';
}

function show(outcome: Outcome | undefined): string {
  if (!outcome) return 'nothing';
  return 'failure' in outcome ? outcome.failure : showSeen(outcome);
}
