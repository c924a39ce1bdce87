import { expect } from 'chai';
import type { SmiValue } from '../../agent/snmp/mib-view.ts';
import { VERIFY_RULES } from '../../verify/rules.ts';
import type { Answered, ScriptedAgent } from './scripted-agent.ts';
import {
  briefly,
  CALLS_ONLY,
  oidOf,
  type Snapshot,
  serveSnapshot,
  takeSnapshot,
  verifyAt,
} from './verified-calls.ts';

const TOO_BIG = 1;
const GEN_ERR = 5;
const WRONG_VALUE = 10;

/** How an agent fails, and the finding that says so. */
interface Fault {
  readonly fails: string;
  readonly finding: string;
  readonly set: (agent: ScriptedAgent) => void;
}

const RATIO = 'exCallAnswerRatio';
const LOAD = 'exCallTrunkLoad';
const ATTEMPTS = 'exCallAttempts';
const at = (descriptor: string, index = '0') => `${oidOf(descriptor)}.${index}`;
const MODULE = CALLS_ONLY[0]!;
/** The row of Answer Ratio in kpi1KpiTable. */
const ROW = `${MODULE.arc}.${MODULE.kpis[0]!.arc}`;

const replace = (descriptor: string, value: SmiValue, index?: string) => (agent: ScriptedAgent) => {
  const oid = at(descriptor, index ?? '0');
  if (!agent.values.has(oid)) throw new Error(`there is no ${oid}`);
  agent.values.set(oid, value);
};
const text = (value: string | Buffer): SmiValue => ({ type: 'OCTET STRING', value });

const FAULTS: readonly Fault[] = [
  {
    fails: 'serves nothing of a module',
    finding: 'MODULE-MISSING EXAMPLE-CALL-KPI-MIB',
    set(agent) {
      const isOwn = (oid: string) => oid.startsWith(`${oidOf(RATIO).split('.').slice(0, 8).join('.')}.`);
      for (const oid of agent.values.keys()) if (isOwn(oid)) agent.values.delete(oid);
      agent.objects = agent.objects.filter((oid) => !isOwn(oid));
    },
  },
  {
    fails: 'does not know an object',
    finding: `OBJECT-MISSING ${LOAD}`,
    set(agent) {
      for (const oid of agent.values.keys()) if (oid.startsWith(`${oidOf(LOAD)}.`)) agent.values.delete(oid);
      agent.objects = agent.objects.filter((oid) => oid !== oidOf(LOAD));
    },
  },
  {
    fails: 'has no value although it says it has',
    finding: `VALUE-MISSING ${RATIO}.0`,
    set: (agent) => agent.values.delete(at(RATIO)),
  },
  {
    fails: 'leaves out a column of a row',
    finding: `ROW-INCOMPLETE kpi1KpiReason.${ROW}`,
    set: (agent) => agent.values.delete(at('kpi1KpiReason', ROW)),
  },
  {
    fails: 'serves what the MIB does not define',
    finding: `OBJECT-UNKNOWN ${oidOf(RATIO)}9.0`,
    set: (agent) => agent.values.set(`${oidOf(RATIO)}9.0`, { type: 'Integer32', value: 1 }),
  },
  {
    fails: 'names a scalar .1',
    finding: `INSTANCE-INVALID ${RATIO}.1`,
    set: (agent) => agent.values.set(at(RATIO, '1'), { type: 'Integer32', value: 1 }),
  },
  {
    fails: 'names a row by more than its index',
    finding: `INSTANCE-INVALID ${LOAD}.1.65.66`,
    set: (agent) => agent.values.set(at(LOAD, '1.65.66'), { type: 'Integer32', value: 1 }),
  },
  {
    fails: 'encodes a gauge as text',
    finding: `TYPE-WRONG ${RATIO}.0`,
    set: replace(RATIO, text('90.00')),
  },
  {
    fails: 'forgets the scaling and leaves the range',
    finding: `VALUE-RANGE ${RATIO}.0`,
    set: replace(RATIO, { type: 'Integer32', value: 900_000 }),
  },
  {
    fails: 'says what its enumeration lacks',
    finding: `VALUE-ENUMERATION kpi1KpiStatus.${ROW}`,
    set: replace('kpi1KpiStatus', { type: 'Integer32', value: 0 }, ROW),
  },
  {
    fails: 'has an empty identifier',
    finding: 'TEXT-LENGTH kpi1InstanceId.0',
    set: replace('kpi1InstanceId', text('')),
  },
  {
    fails: 'encodes a text in Latin-1',
    finding: 'TEXT-ENCODING kpi1InstanceId.0',
    set: replace('kpi1InstanceId', text(Buffer.from([0x4d, 0xfc, 0x6e]))),
  },
  {
    fails: 'writes a time as text',
    finding: `TIME-INVALID kpi1KpiTime.${ROW}`,
    set: replace('kpi1KpiTime', text('2026-11-21'), ROW),
  },
  {
    fails: 'serves a KPI of yesterday',
    finding: `KPI-STALE kpi1KpiTime.${ROW}`,
    set: replace('kpi1KpiTime', text(Buffer.from('07ea0b140c001402', 'hex')), ROW),
  },
  {
    fails: 'is ahead of its time',
    finding: `TIME-FUTURE kpi1KpiTime.${ROW}`,
    set: replace('kpi1KpiTime', text(Buffer.from('07ea0b160c001402', 'hex')), ROW),
  },
  {
    fails: 'has a source that is down',
    finding: 'SOURCE-DOWN kpi1SourceStatus.',
    set(agent) {
      const oid = [...agent.values.keys()].find((each) => each.startsWith(`${oidOf('kpi1SourceStatus')}.`));
      agent.values.set(oid!, { type: 'Integer32', value: 2 });
    },
  },
  {
    fails: 'counts backwards',
    finding: `COUNTER-BACK ${ATTEMPTS}.0`,
    set(agent) {
      let total = 2 ** 40;
      const count = ({ get, next }: ScriptedAgent) => {
        const down = ([oid, value]: Answered): Answered =>
          oid === at(ATTEMPTS) ? [oid, { type: 'Counter64', value: --total }] : [oid, value];
        agent.get = (oid) => down(get(oid));
        agent.next = (oid) => down(next(oid));
      };
      count(agent);
    },
  },
  {
    fails: 'sorts sub-identifiers as text',
    finding: `ORDER-WRONG ${LOAD}.5.110.111.114.116.104`,
    set(agent) {
      const { next } = agent;
      const [north, south] = ['5.110.111.114.116.104', '5.115.111.117.116.104'].map((row) => at(LOAD, row));
      const swapped = new Map([
        [next(oidOf(LOAD))[0], south],
        [north, next(south as string)[0]],
        [south, north],
      ]);
      agent.next = (oid) => {
        const other = oid === oidOf(LOAD) ? south : (swapped.get(oid) as string | undefined);
        const value = other === undefined ? undefined : agent.values.get(other);
        return other !== undefined && value ? [other, value] : next(oid);
      };
    },
  },
  {
    fails: 'breaks off a walk',
    finding: `WALK-BROKEN ${RATIO}.0`,
    set(agent) {
      agent.bulk = (oid) => [agent.next(oid)];
      agent.refuse = (oid) => (oid === at(RATIO) ? GEN_ERR : undefined);
    },
  },
  {
    fails: 'answers GET with what it had before',
    finding: `GET-DIFFERS ${RATIO}.0`,
    set(agent) {
      const { get } = agent;
      agent.get = (oid) => (oid === at(RATIO) ? [oid, { type: 'Integer32', value: 1 }] : get(oid));
    },
  },
  {
    fails: 'skips an instance with GETNEXT alone',
    finding: 'GETNEXT-DIFFERS',
    set(agent) {
      const { next } = agent;
      agent.bulk = (oid) => [next(oid)];
      agent.next = (oid) => {
        const one = next(oid);
        return one[0] === at(RATIO) ? next(one[0]) : one;
      };
    },
  },
  {
    fails: 'gives more repetitions than were asked for',
    finding: 'BULK-TOO-MANY EXAMPLE-CALL-KPI-MIB',
    set(agent) {
      const { bulk } = agent;
      agent.bulk = (oid, repetitions) => bulk(oid, repetitions === 2 ? 10 : repetitions);
    },
  },
  {
    fails: 'answers tooBig to a large GETBULK',
    finding: 'BULK-REFUSED EXAMPLE-CALL-KPI-MIB',
    set(agent) {
      const { bulk } = agent;
      agent.bulk = (oid, repetitions) => (repetitions > 100 ? TOO_BIG : bulk(oid, repetitions));
    },
  },
  {
    fails: 'does not answer a large GETBULK',
    finding: 'BULK-REFUSED EXAMPLE-CALL-KPI-MIB',
    set(agent) {
      const { bulk } = agent;
      agent.bulk = (oid, repetitions) => (repetitions > 100 ? undefined : bulk(oid, repetitions));
    },
  },
  {
    fails: 'answers noSuchObject for an object without that instance',
    finding: `EXCEPTION-WRONG ${RATIO}`,
    set(agent) {
      const { get } = agent;
      agent.get = (oid) => (oid === oidOf(RATIO) ? [oid, 'noSuchObject'] : get(oid));
    },
  },
  {
    fails: 'takes a SET',
    finding: `SET-ACCEPTED ${ATTEMPTS}.0`,
    set(agent) {
      agent.set = (oids) => oids.map((oid) => agent.get(oid));
    },
  },
  {
    fails: 'refuses a SET for another reason',
    finding: `SET-ANSWER ${ATTEMPTS}.0`,
    set(agent) {
      agent.set = () => WRONG_VALUE;
    },
  },
  {
    fails: 'does not tell of a KPI',
    finding: `ROW-MISSING kpi1KpiName.${ROW}`,
    set(agent) {
      const [module, kpi] = ROW.split('.');
      for (const oid of agent.values.keys()) {
        if (
          oid.startsWith(`${oidOf('kpi1KpiName').replace(/\.\d+$/, '')}.`) &&
          oid.endsWith(`.${module}.${kpi}`)
        ) {
          agent.values.delete(oid);
        }
      }
    },
  },
  {
    fails: 'tells of a KPI that there is not',
    finding: `ROW-UNKNOWN kpi1KpiName.${MODULE.arc}.99`,
    set: (agent) => agent.values.set(at('kpi1KpiName', `${MODULE.arc}.99`), text('Another Ratio')),
  },
  {
    fails: 'has another unit',
    finding: `FIELD-DIFFERS kpi1KpiUnit.${ROW}`,
    set: replace('kpi1KpiUnit', text('permille'), ROW),
  },
  {
    fails: 'calculates by another formula',
    finding: `FORMULA-DIFFERS kpi1KpiFormula.${ROW}`,
    set: replace('kpi1KpiFormula', text('answered / attempts'), ROW),
  },
  {
    fails: 'says one thing here and another there',
    finding: `CATALOGUE-DIFFERS kpi1KpiValue.${ROW}`,
    set: replace('kpi1KpiValue', text('12.34'), ROW),
  },
];

describe('kpi1 verify at an agent that fails', function () {
  this.timeout(10_000);
  let snapshot: Snapshot;
  let agent: ScriptedAgent;
  before(async () => {
    snapshot = await takeSnapshot();
  });
  beforeEach(async () => {
    agent = await serveSnapshot(snapshot);
  });
  afterEach(() => agent.close());

  it('finds nothing where nothing is wrong: at our own agent, and at another that says the same', async () => {
    expect(snapshot.verdict.findings).to.deep.equal([]);
    const { findings, coverage } = await verifyAt(agent.port, snapshot.now);
    expect(findings).to.deep.equal([]);
    expect(coverage[0]).to.deep.include({ module: 'EXAMPLE-CALL-KPI-MIB', objects: 8, seen: 8 });
  });

  for (const { fails, finding, set } of FAULTS) {
    it(`says ${finding.split(' ', 1)[0]} where it ${fails}`, async () => {
      set(agent);
      const { findings } = await verifyAt(agent.port, snapshot.now);
      expect(briefly(findings).map((each) => (each.startsWith(finding) ? finding : each))).to.include(
        finding,
      );
    });
  }

  it('shows every rule but those of notifications', () => {
    const shown = new Set(FAULTS.map(({ finding }) => finding.split(' ', 1)[0]));
    const rules = Object.keys(VERIFY_RULES).filter((rule) => !/^(NOTIFICATION|REPORT)-/.test(rule));
    expect([...shown].sort()).to.deep.equal(rules.sort());
  });
});
