import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { generate } from '../../generator/generate.ts';
import type { Model, ModelModule } from '../../model/model.ts';
import { readModel } from '../../model/read-model.ts';
import { projectArbitrary } from '../generator/arbitrary-definitions.ts';
import { expectedFolder } from '../generator/golden.ts';
import {
  compileWithPysmi,
  installBaseMibs,
  lintWithSmilint,
  loadWithModuleStore,
  loadWithNetSnmp,
  type MibFolder,
} from './mib-checkers.ts';
import { requirePeer } from './peers.ts';

const SEED = 20261121;
const PROJECTS = 60;
/** What no checker finds, in the printed text. */
const LONGEST_LINE = 72;
const LONGEST_DESCRIPTOR = 64;

/** A module to be checked, and what the agent knows of it. */
interface Sample {
  readonly module: string;
  readonly text: string;
  readonly model: ModelModule;
}

let temporary: string;
let base: string;

before(() => {
  temporary = mkdtempSync(join(tmpdir(), 'kpi1-mibs-'));
  base = join(temporary, 'base');
  installBaseMibs(base);
});
after(() => {
  rmSync(temporary, { recursive: true });
});

describe('MIB modules are clean in every checker (K67)', () => {
  for (const golden of ['example', 'evolved']) {
    describe(`those of test/golden/${golden}`, () => {
      const folder = join(expectedFolder(golden), 'mibs');
      const file = join(expectedFolder(golden), 'agent', 'generated', 'model.json');
      const model: Model = readModel(readFileSync(file, 'utf8'), file);
      const modules = readdirSync(folder).map((file) => file.replace(/\.mib$/, ''));
      checkAll(
        () => ({ folder, base, modules }),
        () => model.modules,
      );
    });
  }

  describe(`those of ${PROJECTS} random projects, as first built and as changed later`, () => {
    let samples: readonly Sample[];
    let folder: string;
    before(() => {
      samples = randomSamples();
      folder = join(temporary, 'random');
      mkdirSync(folder);
      for (const { module, text } of samples) writeFileSync(join(folder, `${module}.mib`), text);
    });
    checkAll(
      () => ({ folder, base, modules: samples.map(({ module }) => module) }),
      () => samples.map(({ model }) => model),
    );

    it('keep what no checker looks at: ASCII, 72 columns, descriptors', () => {
      for (const { module, text } of samples) checkText(module, text);
    });

    it('are indeed many', () => {
      expect(samples.length).to.be.greaterThan(PROJECTS * 1.5);
    });
  });
});

describe('The checkers find what is wrong', () => {
  let mibs: MibFolder;
  before(() => {
    const folder = join(temporary, 'broken');
    mkdirSync(folder);
    const text = readFileSync(join(expectedFolder('example'), 'mibs', 'EXAMPLE-SIP-KPI-MIB.mib'), 'utf8');
    writeFileSync(
      join(folder, 'EXAMPLE-SIP-KPI-MIB.mib'),
      text.replace('SYNTAX      Gauge32', 'SYNTAX      Gauge_33'),
    );
    mibs = { folder, base, modules: ['EXAMPLE-SIP-KPI-MIB'] };
  });

  it('smilint', function () {
    expect(lintWithSmilint(requirePeer(this, 'smilint'), mibs)).to.match(/Gauge/);
  });
  it('Net-SNMP', function () {
    const program = requirePeer(this, 'snmptranslate');
    expect(loadWithNetSnmp(program, mibs, ['EXAMPLE-SIP-KPI-MIB::exSipMIB']).complaints).to.match(
      /At line \d+ in .*EXAMPLE-SIP-KPI-MIB/,
    );
  });
  it('pysmi', function () {
    const program = requirePeer(this, 'mibdump');
    const into = mkdtempSync(join(temporary, 'pysmi-'));
    expect(compileWithPysmi(program, mibs, into).complaints).to.match(/EXAMPLE-SIP-KPI-MIB/);
  });
});

function checkAll(mibs: () => MibFolder, models: () => readonly ModelModule[]): void {
  const roots = () => models().map(({ name, prefix }) => `${name}::${prefix}MIB`);

  it('smilint -l6 says nothing', function () {
    expect(lintWithSmilint(requirePeer(this, 'smilint'), mibs())).to.equal('');
  });

  it('Net-SNMP says nothing and finds the modules', function () {
    const { complaints, oids } = loadWithNetSnmp(requirePeer(this, 'snmptranslate'), mibs(), roots());
    expect(complaints).to.equal('');
    for (const oid of oids) expect(oid).to.match(/^\.1\.3\.6\.1\.4\.1\.\d+\.\d+$/);
    expect(oids).to.have.length(roots().length);
  });

  it("pysmi's mibdump compiles them", function () {
    const program = requirePeer(this, 'mibdump');
    const into = mkdtempSync(join(temporary, 'pysmi-'));
    const { complaints, compiled } = compileWithPysmi(program, mibs(), into);
    expect(complaints).to.equal('');
    expect(compiled).to.include.members([...mibs().modules]);
  });

  it("net-snmp's ModuleStore loads them with the OIDs of the model", () => {
    const { complaints, objects } = loadWithModuleStore(mibs());
    expect(complaints).to.deep.equal([]);
    for (const { name, oid, prefix, objects: tables, measurements, kpis } of models()) {
      const stored = objects[name] ?? {};
      expect(stored[`${prefix}MIB`]?.['OID']).to.equal(oid);
      for (const figure of [...measurements, ...kpis]) {
        expect(stored[figure.descriptor]?.['OID'], figure.descriptor).to.equal(figure.oid);
      }
      for (const { descriptor, entryOid } of tables)
        expect(entryOid).to.equal(`${stored[descriptor]?.['OID']}.1`);
    }
  });
}

/** The modules of random projects; those of a project's later version are of modules that the first lacks. */
function randomSamples(): Sample[] {
  const samples: Sample[] = [];
  for (let number = 0; number < PROJECTS; number++) {
    const [project] = fc.sample(projectArbitrary(number), { numRuns: 1, seed: SEED + number });
    const options = { handlers: new Map<string, string>(), generator: 'kpi1 0.0.0' };
    const first = generate({ sources: project?.sources ?? [], ...options }).output;
    if (first === undefined) continue;
    // Half of the projects are checked as they were, half as they became.
    const lock = { file: 'oid.lock.yaml', content: first.lock };
    const output =
      number % 2 === 0 ? first : generate({ sources: project?.later ?? [], lock, ...options }).output;
    for (const model of output?.model.modules ?? []) {
      samples.push({ module: model.name, text: output?.files.get(`mibs/${model.name}.mib`) ?? '', model });
    }
  }
  return samples;
}

function checkText(module: string, text: string): void {
  expect(text, module).to.match(/^[\x20-\x7e\n]*\n$/);
  const lines = text.split('\n');
  expect(
    lines.filter((line) => line.length > LONGEST_LINE),
    module,
  ).to.deep.equal([]);
  expect(
    lines.filter((line) => /\s$/.test(line)),
    module,
  ).to.deep.equal([]);
  const descriptors = [
    ...text.matchAll(/^([a-z][A-Za-z0-9-]*) (?:OBJECT-TYPE|OBJECT IDENTIFIER|OBJECT-GROUP|MODULE-\w+)/gm),
  ].map(([, descriptor = '']) => descriptor);
  const prefix = descriptors[0]?.replace(/MIB$/, '') ?? '';
  for (const descriptor of descriptors) {
    expect(descriptor).to.match(/^[a-z][A-Za-z0-9]*$/);
    expect(descriptor.startsWith(prefix), descriptor).to.equal(true);
    expect(descriptor.length, descriptor).to.be.at.most(LONGEST_DESCRIPTOR);
  }
  expect(new Set(descriptors.map((descriptor) => descriptor.toLowerCase())).size).to.equal(
    descriptors.length,
  );
  expect(text).to.match(/MODULE-COMPLIANCE\n {4}STATUS {6}current/);
}
