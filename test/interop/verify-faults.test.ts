import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { callsEvery } from '../agent/running/calls.ts';
import { compileModel } from '../agent/running/running-agent.ts';
import { run } from '../cli/run.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startKpi1 } from './kpi1.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';
import { requirePeer } from './peers.ts';

const MODULE = 'EXAMPLE-CALL-KPI-MIB';
/** Rows that each simulation has; objects of trunks have so many instances. */
const ROWS = 3;
const TRUNK_OBJECTS = 3;
const OBJECTS = 8;
const INSTANCES = OBJECTS + TRUNK_OBJECTS * (ROWS - 1);

interface Said {
  readonly errors: number;
  readonly findings: readonly { rule: string; severity: string; seen: string }[];
  readonly coverage: readonly {
    module: string;
    seen: number;
    instances: number;
    withoutValue: Readonly<Record<string, number>>;
  }[];
}

/** A fault of the service, and how `kpi1 verify` tells of it: the agent tells the truth, so none is an error. */
interface Case {
  readonly fault: string;
  readonly finding?: RegExp;
  readonly instances: number;
  /** What its reasons have in common, and how many figures have no value. */
  readonly reason?: readonly [RegExp, number];
}

const CASES: readonly Case[] = [
  {
    fault: `source-down, at: 1s, module: ${MODULE}`,
    finding: /^warning SOURCE-DOWN down: .* is down, as the script of faults says$/,
    instances: 0,
    reason: [/ is down, as the script of faults says$/, OBJECTS],
  },
  { fault: `counter-reset, at: 1s, module: ${MODULE}`, instances: INSTANCES },
  {
    fault: 'value, at: 1s, measurement: active, value: -5',
    instances: INSTANCES - 1,
    reason: [/range|-5/, 1],
  },
  { fault: 'row-gone, at: 1s, object: trunk, row: trunk-2', instances: INSTANCES - TRUNK_OBJECTS },
  { fault: 'threshold, at: 1s, kpi: Answer Ratio', instances: INSTANCES },
];

describe('kpi1 verify at scripted faults of kpi1 simulate', function () {
  this.timeout(60_000);
  let folder: string;
  let model: string;
  const simulations: PeerProcess[] = [];
  const ports: number[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-faults-'));
    model = join(folder, 'model.json');
    writeFileSync(model, JSON.stringify(compileModel({ 'calls.yaml': callsEvery(1) })));
    for (const [i, { fault }] of CASES.entries()) {
      const port = await freePort('udp');
      const file = join(folder, `faults-${i}.yaml`);
      writeFileSync(file, `faults: [{ type: ${fault} }]\n`);
      const options = ['--every', '1s', '--rows', String(ROWS), '--fault', file];
      simulations.push(startKpi1('simulate', '--model', model, '--listen', `127.0.0.1:${port}`, ...options));
      ports.push(port);
    }
  });
  after(async () => {
    await Promise.all(simulations.map((each) => each.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  const verify = (i: number, format: string) =>
    run('verify', `127.0.0.1:${ports[i]}`, '--model', model, '--timeout', '1s', '--format', format);

  for (const [i, { fault, finding, instances, reason }] of CASES.entries()) {
    it(`tells of ${fault.split(',', 1)[0]} what the agent knows, and no error`, async () => {
      const isSaid = async () => {
        const { code, out } = await verify(i, 'json');
        if (code !== 0) throw new Error(`${code} ${out}`);
        const { findings, coverage } = JSON.parse(out) as Said;
        const own = coverage.find(({ module }) => module === MODULE)!;
        const told = findings.map(({ severity, rule, seen }) => `${severity} ${rule} ${seen}`);
        const reasons = Object.keys(own.withoutValue);
        const count = Object.values(own.withoutValue).reduce((sum, each) => sum + each, 0);
        const isReason = count === (reason?.[1] ?? 0) && reasons.every((each) => reason?.[0].test(each));
        const isFinding = finding ? told.some((each) => finding.test(each)) : told.length === 0;
        if (own.instances === instances && isReason && isFinding) return true;
        throw new Error(`${JSON.stringify(own)} ${told.join(', ')}`);
      };
      expect(await eventually('it tells of the fault', isSaid)).to.equal(true);
    });
  }

  it('in text and as JUnit, whose counts are those of its cases, as xmllint reads it', async function () {
    const xmllint = requirePeer(this, 'xmllint');
    expect((await verify(0, 'text')).out)
      .to.match(/^warning SOURCE-DOWN /m)
      .and.match(/ figures without a value: .* is down/);
    const { out } = await verify(0, 'junit');
    const file = join(folder, 'verify.xml');
    writeFileSync(file, out);
    const ask = async (path: string) => {
      const tool = startPeer(xmllint, ['--xpath', path, file]);
      expect(await tool.exited, tool.output()).to.equal(0);
      return tool.output().trim();
    };
    for (const path of [
      'number(/testsuites/@tests) = count(//testcase)',
      'number(/testsuites/@failures) = count(//failure)',
      'not(//testsuite[number(@tests) != count(testcase)])',
      'not(//testsuite[number(@failures) != count(testcase/failure)])',
      'count(//testcase[system-out]) = 1',
    ]) {
      expect(await ask(path), path).to.equal('true');
    }
  });
});
