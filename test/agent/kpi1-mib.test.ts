import { createRequire } from 'node:module';
import { expect } from 'chai';
import { BASE_ARCS, BASE_GROUPS, type BaseObject, type BaseSyntax } from '../../model/base-mib.ts';
import type { Model } from '../../model/model.ts';
import { eventually } from '../interop/eventually.ts';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from './running/calls.ts';
import { kpi1Mib } from './running/kpi1-mib.ts';
import type { Seen } from './running/manager.ts';
import { type MetricsServer, startMetricsServer } from './running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from './running/running-agent.ts';
import { startTrapReceiver, type TrapReceiver } from './running/trap-receiver.ts';

/** An object of KPI1-MIB that can be read, with the OID that its instances begin with. */
interface Readable extends BaseObject {
  readonly oid: string;
  readonly index: readonly BaseObject[];
  readonly impliedIndex: boolean;
}

function readableObjects({ baseOid }: Model): Readable[] {
  return BASE_GROUPS.flatMap((group) => {
    const below = `${baseOid}.${BASE_ARCS.objects}.${group.arc}`;
    if (group.kind === 'table') {
      const { index, impliedIndex, columns } = group;
      return columns.map((column) => ({ ...column, oid: `${below}.1.${column.arc}`, index, impliedIndex }));
    }
    if (group.access !== 'read-only') return [];
    return group.objects.map((object) => ({
      ...object,
      ...{ oid: `${below}.${object.arc}`, index: [], impliedIndex: false },
    }));
  });
}

const TYPES: Readonly<Record<BaseSyntax['kind'], string>> = {
  text: 'OctetString',
  unsigned: 'Gauge',
  enumeration: 'Integer',
  time: 'OctetString',
  oid: 'OID',
  counter: 'Counter64',
};

/** Whether a value is one of its object's syntax. */
function holds({ syntax }: BaseObject, { type, value }: Seen): boolean {
  if (type !== TYPES[syntax.kind]) return false;
  switch (syntax.kind) {
    case 'text':
      return (value as Buffer).length >= (syntax.min ?? 0) && (value as Buffer).length <= syntax.max;
    case 'unsigned':
      return Number(value) >= syntax.min && Number(value) <= syntax.max;
    case 'enumeration':
      return Number(value) >= 1 && Number(value) <= syntax.names.length;
    case 'time':
      return (value as Buffer).length === 11;
    default:
      return true;
  }
}

/** Whether sub-identifiers are an index of these components (RFC 2578 section 7.7). */
function isIndex(parts: readonly number[], index: readonly BaseObject[], impliedIndex: boolean): boolean {
  const left = [...parts];
  for (const [n, { syntax }] of index.entries()) {
    if (syntax.kind === 'unsigned') {
      const value = left.shift();
      if (value === undefined || value < syntax.min || value > syntax.max) return false;
    } else if (syntax.kind === 'text') {
      const size = impliedIndex && n === index.length - 1 ? left.length : (left.shift() ?? -1);
      if (size < (syntax.min ?? 0) || size > syntax.max) return false;
      if (left.splice(0, size).some((octet) => octet > 255)) return false;
    } else {
      return false;
    }
  }
  return left.length === 0;
}

describe('What an agent serves of KPI1-MIB', () => {
  const model = compileModel({ 'calls.yaml': CALLS });
  const objects = readableObjects(model);
  let metrics: MetricsServer;
  let traps: TrapReceiver;
  let agent: RunningAgent;
  let served: readonly Seen[];

  before(async () => {
    metrics = await startMetricsServer({
      ...CALL_SERIES,
      'trunk_calls{trunk="a name that is far longer than an index"}': 1,
    });
    const source = {
      name: 'switch',
      type: 'prometheus',
      url: metrics.url,
      every: '10s',
      measurements: CALL_MAPPINGS,
    };
    traps = await startTrapReceiver();
    const to = `127.0.0.1:${traps.port}`;
    agent = await startRunningAgent({
      ...{ model, sources: [source] },
      notify: [{ type: 'snmp', to, community: 'public', inform: true }],
    });
    await agent.says('the source answers', 'switch');
    for (let n = 0; n < 4; n++) await agent.endInterval(10);
    await eventually('a report is delivered', async () => {
      const [reports] = await agent.manager.walk(kpi1Mib(model).oid('kpi1TargetReports'));
      return Number(reports?.value) > 0 || undefined;
    });
    served = await agent.manager.walk(model.baseOid);
  });
  after(async () => {
    await agent.stop();
    traps.close();
    await metrics.close();
  });
  const instancesOf = ({ oid }: Readable) => served.filter((each) => each.oid.startsWith(`${oid}.`));

  it('is every object that can be read, and nothing else', () => {
    for (const object of objects) expect(instancesOf(object), object.name).to.not.be.empty;
    const counted = objects.reduce((sum, object) => sum + instancesOf(object).length, 0);
    expect(counted).to.equal(served.length);
  });

  it('has the type, range, size and names that KPI1-MIB says', () => {
    for (const object of objects) {
      for (const seen of instancesOf(object)) {
        expect(holds(object, seen), `${object.name}: ${seen.type} ${seen.value}`).to.equal(true);
      }
    }
  });

  it('has an index as KPI1-MIB says, within 128 sub-identifiers', () => {
    for (const object of objects) {
      for (const { oid } of instancesOf(object)) {
        const parts = oid
          .slice(object.oid.length + 1)
          .split('.')
          .map(Number);
        const isRight =
          object.index.length === 0
            ? String(parts) === '0'
            : isIndex(parts, object.index, object.impliedIndex);
        expect(isRight, `${object.name}.${parts.join('.')}`).to.equal(true);
        expect(oid.split('.').length).to.be.at.most(128);
      }
    }
  });

  it('is an object even where it has no instance', async () => {
    for (const { name, oid } of objects) {
      const { type } = await agent.manager.get(`${oid}.9.9.9.9`);
      expect(type, name).to.equal('NoSuchInstance');
    }
  });

  it('is not what only notifications carry', async () => {
    const { arc, objects: notified } = BASE_GROUPS.find(({ name }) => name === 'kpi1Notified') as {
      arc: number;
      objects: readonly BaseObject[];
    };
    for (const object of notified) {
      const { type } = await agent.manager.get(
        `${model.baseOid}.${BASE_ARCS.objects}.${arc}.${object.arc}.0`,
      );
      expect(type).to.equal('NoSuchObject');
    }
  });

  it('is what net-snmp reads of the generated module', () => {
    const snmp = createRequire(import.meta.url)('net-snmp');
    const store = snmp.createModuleStore();
    store.loadFromFile(new URL('../../mibs/KPI1-MIB.mib', import.meta.url).pathname);
    const module = store.getModule('KPI1-MIB') as Record<string, Record<string, unknown>>;
    for (const object of objects) {
      const generated = module[object.name];
      expect(generated, object.name).to.not.equal(undefined);
      expect(generated?.['MAX-ACCESS'], object.name).to.equal('read-only');
      expect(generated?.['OID'], object.name).to.equal(object.oid);
    }
    const readable = Object.values(module).filter((each) => each['MAX-ACCESS'] === 'read-only');
    expect(readable.map(({ ObjectName }) => ObjectName)).to.have.members(objects.map(({ name }) => name));
  });
});
