import {
  BASE_ARCS,
  BASE_GROUPS,
  BASE_NOTIFICATIONS,
  type BaseNotification,
  type BaseObject,
} from '../../model/base-mib.ts';
import type { ModelModule } from '../../model/model.ts';
import { octetsToText } from '../../oe/snmp/figure-text.ts';
import { checkIndex } from '../check-index.ts';
import { checkValue } from '../check-value.ts';
import type { Expectation } from '../expected.ts';
import type { Findings, Subject } from '../finding.ts';
import { isBelow } from '../oid.ts';
import type { Seen } from '../probe.ts';
import { numberOf } from '../seen-value.ts';
import { type Part, ReportSequences } from './report-sequences.ts';

export interface NotificationContext {
  readonly expectation: Expectation;
  readonly modules: readonly ModelModule[];
  readonly findings: Findings;
}

const SYS_UP_TIME = '1.3.6.1.2.1.1.3.0';
const SNMP_TRAP_OID = '1.3.6.1.6.3.1.1.4.1.0';

interface Scalar {
  readonly object: BaseObject;
  readonly oid: string;
}

/** Compares notifications with their definitions, and the parts of reports with each other. */
export class NotificationCheck {
  readonly #context: NotificationContext;
  readonly #scalars = new Map<string, Scalar>();
  readonly #sequences: ReportSequences;

  constructor(context: NotificationContext) {
    this.#context = context;
    this.#sequences = new ReportSequences(context.findings);
    const objects = `${context.expectation.baseOid}.${BASE_ARCS.objects}`;
    for (const group of BASE_GROUPS) {
      if (group.kind !== 'scalars') continue;
      for (const object of group.objects) {
        this.#scalars.set(object.name, { object, oid: `${objects}.${group.arc}.${object.arc}.0` });
      }
    }
  }

  /** Names of the modules of which a whole report came. */
  get reported(): ReadonlySet<string> {
    return this.#sequences.whole;
  }

  /** Checks one notification; gives whether it is one of ours. */
  take(varbinds: readonly Seen[]): boolean {
    const { findings, modules, expectation } = this.#context;
    const [upTime, trap, ...objects] = varbinds;
    const trapOid = trap?.oid === SNMP_TRAP_OID ? String(trap.value) : undefined;
    if (upTime?.oid !== SYS_UP_TIME || trapOid === undefined) {
      const subject = { descriptor: 'notification', name: 'a notification', oid: SNMP_TRAP_OID };
      const seen = varbinds.map(({ oid }) => oid).join(', ') || 'no objects (SNMPv1?)';
      findings.add('NOTIFICATION-OBJECTS', subject, 'sysUpTime.0, snmpTrapOID.0 first', seen);
      return false;
    }
    const subject = { ...expectation.subject(trapOid), descriptor: trapOid, name: trapOid };
    const definition = BASE_NOTIFICATIONS.find(({ arc }) => trapOid === this.#trapOid(arc));
    if (definition) {
      this.#checkObjects(definition, objects, { ...subject, name: definition.name });
      return true;
    }
    const isOurs = [expectation.baseOid, ...modules.map(({ oid }) => oid)].some((oid) =>
      isBelow(trapOid, oid),
    );
    if (isOurs) findings.add('NOTIFICATION-UNKNOWN', subject, 'a notification of KPI1-MIB', trapOid);
    return isOurs;
  }

  #trapOid(arc: number): string {
    return `${this.#context.expectation.baseOid}.${BASE_ARCS.notifications}.${arc}`;
  }

  #checkObjects(definition: BaseNotification, seen: readonly Seen[], subject: Subject): void {
    const { findings } = this.#context;
    const defined = definition.objects.flatMap((name) => this.#scalars.get(name) ?? []);
    if (defined.some(({ oid }, i) => seen[i]?.oid !== oid)) {
      const came = seen.slice(0, defined.length).map(({ oid }) => this.#nameOf(oid));
      findings.add('NOTIFICATION-OBJECTS', subject, definition.objects.join(', '), came.join(', ') || 'none');
      return;
    }
    for (const [i, { object, oid }] of defined.entries()) {
      const mistake = checkValue(seen[i] as Seen, { of: 'base', syntax: object.syntax });
      const about = { ...subject, descriptor: object.name, name: `${object.name}.0`, oid };
      if (mistake) findings.add(mistake.rule, about, mistake.expected, mistake.seen);
    }
    if (definition.name === 'kpi1PmReport') this.#checkReport(seen, defined, subject);
  }

  #nameOf(oid: string): string {
    for (const [name, scalar] of this.#scalars) if (scalar.oid === oid) return name;
    return oid;
  }

  #checkReport(seen: readonly Seen[], defined: readonly Scalar[], subject: Subject): void {
    const { findings, modules } = this.#context;
    const value = (name: string) => seen[defined.findIndex(({ object }) => object.name === name)] as Seen;
    const number = (name: string) => Number(numberOf(value(name)) ?? 0);
    const identifier = octetsToText(value('kpi1ReportIdentifier').value);
    const items = seen.slice(defined.length);
    const part: Part = {
      identifier,
      sequence: number('kpi1ReportSequence'),
      part: number('kpi1ReportPart'),
      parts: number('kpi1ReportParts'),
      interval: ['kpi1ReportBegin', 'kpi1ReportEnd'].map((name) => String(value(name).value)).join(),
      oids: items.map(({ oid }) => oid),
    };
    this.#sequences.take(part, subject);
    const module = modules.find(({ name }) => name === identifier);
    if (module) for (const item of items) this.#checkItem(item, module);
    else findings.add('REPORT-OBJECT', subject, 'a module of the model', JSON.stringify(identifier));
  }

  #checkItem(item: Seen, { name }: ModelModule): void {
    const { expectation, findings } = this.#context;
    const found = expectation.find(item.oid);
    const subject = { ...expectation.subject(item.oid), module: name };
    if (!found?.object.figure || found.object.module !== name) {
      findings.add('REPORT-OBJECT', subject, `a KPI or measurement of ${name}`, item.oid);
      return;
    }
    const wanted = checkIndex(found.index, found.object.index);
    if (wanted !== undefined) findings.add('INSTANCE-INVALID', subject, wanted, `.${found.index.join('.')}`);
    const mistake = checkValue(item, found.object.syntax);
    if (mistake) findings.add(mistake.rule, subject, mistake.expected, mistake.seen);
  }
}
