import { expect } from 'chai';
import { type Generated, generate } from '../../../generator/generate.ts';

const PROJECT = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';

interface Parts {
  readonly enterprise?: number;
  readonly module?: string;
  readonly prefix?: string;
  readonly objects?: readonly string[];
  readonly measurements?: readonly string[];
  readonly kpis?: readonly string[];
}

const measurement = (name: string, more = 'dataType: counter') =>
  `{ name: ${name}, description: About it., unit: items, ${more} }`;
const kpi = (name: string, more = 'dataType: integer, formula: a') =>
  `{ name: ${name}, description: About it., purpose: To show it., unit: items, reportingFrequency: 5m, reportingDuration: 1h, dataSource: X, ${more} }`;
const object = (name: string, index = '{ name: id, dataType: integer, description: Number. }') =>
  `{ name: ${name}, description: A thing., index: [${index}] }`;

function definitionFile({
  module = 'A-MIB',
  prefix = 'exA',
  objects = [],
  measurements = [],
  kpis = [],
}: Parts): string {
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? '' : `${title}:\n${items.map((item) => `  - ${item}\n`).join('')}`;
  return `module:
  name: ${module}
  prefix: ${prefix}
  description: A module.
  revisions: [{ date: 2026-11-21, description: First version. }]
${list('objects', objects)}${list('measurements', measurements)}${list('kpis', kpis)}`;
}

/** Builds one definition file, or several, with the lock of an earlier build. */
function build(parts: Parts | readonly Parts[], earlier?: Generated | string): Generated {
  const files = [parts].flat() as readonly Parts[];
  const lock = typeof earlier === 'string' ? earlier : earlier?.output?.lock;
  return generate({
    sources: [
      { file: 'project.yaml', content: PROJECT.replace('32473', String(files[0]?.enterprise ?? 32473)) },
      ...files.map((file, at) => ({ file: `m${at}.yaml`, content: definitionFile(file) })),
    ],
    ...(lock === undefined ? {} : { lock: { file: 'oid.lock.yaml', content: lock } }),
    handlers: new Map(),
    generator: 'kpi1 0.0.0',
  });
}

const errors = ({ diagnostics }: Generated) => diagnostics.filter(({ severity }) => severity === 'error');
/** Descriptor and OID of every measurement and KPI. */
const oids = ({ output }: Generated) =>
  Object.fromEntries(
    (output?.model.modules ?? []).flatMap((module) =>
      [...module.measurements, ...module.kpis].map(({ name, descriptor, oid }) => [
        name,
        `${descriptor} ${oid}`,
      ]),
    ),
  );
const mib = ({ output }: Generated, module = 'A-MIB') => output?.files.get(`mibs/${module}.mib`) ?? '';

const A = measurement('a');
const B = measurement('b');
const C = measurement('c');

describe('OIDs are decided once (O21)', () => {
  it('numbers names in their order, scalars below .1.1 and .1.2, columns below their table', () => {
    const built = build({
      objects: [object('port')],
      measurements: [A, measurement('load', 'dataType: gauge, per: port'), B],
      kpis: [kpi('"K 1"'), kpi('Ports', 'dataType: integer, formula: count(load)')],
    });
    const root = '1.3.6.1.4.1.32473.2.1';
    expect(oids(built)).to.deep.equal({
      a: `exAA ${root}.1.1`,
      load: `exALoad ${root}.3.1.1.2`,
      b: `exAB ${root}.1.3`,
      'K 1': `exAK1 ${root}.2.1`,
      Ports: `exAPorts ${root}.2.2`,
    });
    expect(built.output?.model.modules[0]?.measurements.map(({ arc }) => arc)).to.deep.equal([1, 2, 3]);
  });

  it('keeps every number when names come, go and change places', () => {
    const first = build({ measurements: [A, B] });
    const second = build({ measurements: [C, B, A] }, first);
    expect(oids(second)).to.deep.equal({ ...oids(first), c: 'exAC 1.3.6.1.4.1.32473.2.1.1.3' });
  });

  it('never uses the number of a removed name again, and keeps its object, obsolete', () => {
    const first = build({ measurements: [A, B] });
    const second = build({ measurements: [A] }, first);
    expect(mib(second)).to.match(
      /exAB OBJECT-TYPE\n.*Counter64\n.*"items"\n.*read-only\n {4}STATUS {6}obsolete/,
    );
    expect(mib(second)).to.match(/exAObsoleteGroup OBJECT-GROUP\n {4}OBJECTS {5}\{ exAB \}/);
    expect(second.output?.model.modules[0]?.measurements.map(({ name }) => name)).to.deep.equal(['a']);
    const third = build({ measurements: [A, C] }, second);
    expect(oids(third)['c']).to.match(/\.3$/);
  });

  it('gives a name that comes back its old number', () => {
    const first = build({ measurements: [A, B] });
    const third = build({ measurements: [B, A, C] }, build({ measurements: [A, C] }, first));
    expect(oids(third)['b']).to.equal(oids(first)['b']);
    expect(mib(third)).not.to.include('obsolete');
  });

  it('keeps columns of tables apart from one another, and never moves them', () => {
    const load = measurement('load', 'dataType: gauge, per: port');
    const heat = measurement('heat', 'dataType: gauge, per: port');
    const first = build({ objects: [object('port')], measurements: [load, heat] });
    const second = build(
      { objects: [object('port')], measurements: [heat, measurement('x', 'dataType: gauge, per: port')] },
      first,
    );
    expect(oids(second)['heat']).to.equal(oids(first)['heat']);
    expect(oids(second)['x']).to.match(/\.3\.1\.1\.4$/);
  });

  it('keeps the table of an object that is gone, obsolete', () => {
    const first = build({
      objects: [object('port')],
      measurements: [A, measurement('load', 'dataType: gauge, per: port')],
    });
    const second = build(
      { objects: [object('bay')], measurements: [A, measurement('load2', 'dataType: gauge, per: bay')] },
      first,
    );
    expect(mib(second)).to.match(/exAPortTable OBJECT-TYPE[^:]*obsolete[^:]*::= \{ exATables 1 \}/);
    expect(mib(second)).to.match(/exABayTable OBJECT-TYPE[^:]*current[^:]*::= \{ exATables 2 \}/);
  });

  it('keeps the number of a module that is gone', () => {
    const first = build([{ measurements: [A] }, { module: 'B-MIB', prefix: 'exB', measurements: [B] }]);
    const second = build(
      [
        { module: 'B-MIB', prefix: 'exB', measurements: [B] },
        { module: 'C-MIB', prefix: 'exC', measurements: [C] },
      ],
      first,
    );
    expect(second.output?.model.modules.map(({ arc }) => arc)).to.deep.equal([3, 4]);
    expect([...(second.output?.files.keys() ?? [])]).not.to.include('mibs/A-MIB.mib');
    expect(oids(build({ measurements: [A] }, second))).to.deep.equal({ a: 'exAA 1.3.6.1.4.1.32473.2.1.1.1' });
  });

  it('keeps a descriptor even where the name would be cut differently now', () => {
    const lock = (build({ measurements: [A] }).output?.lock ?? '').replace('exAA', 'exAFirst');
    expect(oids(build({ measurements: [A] }, lock))['a']).to.match(/^exAFirst /);
  });

  it('lets ranges and units change, and writes them down', () => {
    const first = build({ measurements: [measurement('a', 'dataType: gauge, range: 0..10')] });
    const second = build(
      { measurements: [measurement('a', 'dataType: gauge, range: 0..20').replace('items', 'pieces')] },
      first,
    );
    expect(errors(second)).to.deep.equal([]);
    expect(second.output?.lock).to.include('syntax: Gauge32 (0..20), unit: pieces');
  });
});

describe('A lock that conflicts with the definitions is refused', () => {
  const port = object('port');
  const column = measurement('a', 'dataType: gauge, per: port');
  for (const [what, before, after, rule, line, message] of [
    [
      'a type that changed',
      { measurements: [A] },
      { measurements: [measurement('a', 'dataType: gauge')] },
      'LOCK-TYPE',
      7,
      /Measurement "a" became Gauge32, .*Counter64 \(oid.lock.yaml line 11\)/,
    ],
    [
      'decimals that changed',
      { measurements: [measurement('a', 'dataType: real(1)')] },
      { measurements: [measurement('a', 'dataType: real(2)')] },
      'LOCK-TYPE',
      7,
      /Real2.*Real1/,
    ],
    [
      'a range beyond 32 bits',
      { measurements: [measurement('a', 'dataType: gauge')] },
      { measurements: [measurement('a', 'dataType: gauge, range: 0..5000000000')] },
      'LOCK-TYPE',
      7,
      /Gauge64/,
    ],
    [
      'a KPI of another type',
      { measurements: [A], kpis: [kpi('K')] },
      { measurements: [A], kpis: [kpi('K', 'dataType: real(2), formula: a')] },
      'LOCK-TYPE',
      9,
      /KPI "K" became Real2/,
    ],
    [
      'a removed name that comes back with another type',
      'removed a',
      { measurements: [measurement('a', 'dataType: string'), B] },
      'LOCK-TYPE',
      7,
      /Utf8/,
    ],
    [
      'a scalar that became a column',
      {
        objects: [port],
        measurements: [measurement('a', 'dataType: gauge'), measurement('b', 'dataType: gauge, per: port')],
      },
      { objects: [port], measurements: [column, measurement('b', 'dataType: gauge, per: port')] },
      'LOCK-PER',
      9,
      /became a column of port, but its OID is a scalar/,
    ],
    [
      'a column that moved to another table',
      { objects: [port], measurements: [column] },
      { objects: [object('bay')], measurements: [measurement('a', 'dataType: gauge, per: bay')] },
      'LOCK-PER',
      9,
      /a column of bay, .* a column of port/,
    ],
    [
      'an index of another name',
      { objects: [port], measurements: [column] },
      {
        objects: [object('port', '{ name: no, dataType: integer, description: Number. }')],
        measurements: [column],
      },
      'LOCK-INDEX',
      7,
      /no Unsigned32.*id Unsigned32/,
    ],
    [
      'an index of another type',
      { objects: [port], measurements: [column] },
      {
        objects: [object('port', '{ name: id, dataType: string(1..9), description: Number. }')],
        measurements: [column],
      },
      'LOCK-INDEX',
      7,
      /id Utf8.*id Unsigned32/,
    ],
    [
      'an index that lost its length',
      {
        objects: [object('port', '{ name: id, dataType: string(1..9), description: Name. }')],
        measurements: [column],
      },
      {
        objects: [object('port', '{ name: id, dataType: string(9..9), description: Name. }')],
        measurements: [column],
      },
      'LOCK-INDEX',
      7,
      /fixed/,
    ],
    [
      'one more index',
      { objects: [port], measurements: [column] },
      {
        objects: [
          object(
            'port',
            '{ name: id, dataType: integer, description: Number. }, { name: no, dataType: integer, description: Number. }',
          ),
        ],
        measurements: [column],
      },
      'LOCK-INDEX',
      7,
      /id Unsigned32, no Unsigned32/,
    ],
    [
      'another prefix',
      { measurements: [A] },
      { prefix: 'exNew', measurements: [A] },
      'LOCK-PREFIX',
      2,
      /exNew.*line 7 .*exA/,
    ],
    [
      'another snmpName',
      { measurements: [A] },
      { measurements: [measurement('a', 'dataType: counter, snmpName: first')] },
      'LOCK-DESCRIPTOR',
      7,
      /exAA .*not exAFirst/,
    ],
    [
      'another enterprise number',
      { measurements: [A] },
      { enterprise: 1, measurements: [A] },
      'LOCK-ENTERPRISE',
      5,
      /enterprise 1,.*enterprise 32473/,
    ],
  ] as const) {
    it(`${what}: ${rule}, with place and remedy, and nothing is written`, () => {
      const earlier =
        before === 'removed a'
          ? build({ measurements: [B] }, build({ measurements: [A, B] }))
          : build(before);
      expect(errors(earlier)).to.deep.equal([]);
      const result = build(after as Parts, earlier);
      const [found, ...others] = errors(result);
      expect(found?.rule, JSON.stringify(result.diagnostics)).to.equal(rule);
      expect(others).to.deep.equal([]);
      expect(found?.message).to.match(message);
      expect(found?.remedy).to.match(/\S/);
      expect(found?.place?.line).to.equal(line);
      expect(result.output).to.equal(undefined);
    });
  }
});

describe('Names that give one descriptor are refused (K02)', () => {
  for (const [what, parts, places] of [
    ['two measurements', { measurements: [measurement('a.b'), measurement('aB')] }, [7, 8]],
    [
      'three of them, each once',
      { measurements: [measurement('a.b'), measurement('aB'), measurement('a_b')] },
      [7, 8, 9],
    ],
    [
      'a measurement and a KPI',
      { measurements: [A, measurement('cdRatio')], kpis: [kpi('CD ratio')] },
      [8, 10],
    ],
    [
      'names that differ in case only',
      { measurements: [measurement('up.time'), measurement('uptime')] },
      [7, 8],
    ],
    [
      'names that are cut alike',
      {
        measurements: [A],
        kpis: [
          kpi('Establishment ratio of sessions by subscribers'),
          kpi('Establishing ratio of sessions with subscribed'),
        ],
      },
      [9, 10],
    ],
    [
      'an index and a measurement',
      { objects: [object('port')], measurements: [measurement('portId', 'dataType: gauge, per: port')] },
      [7, 9],
    ],
    [
      "a measurement and an object's table",
      { objects: [object('port')], measurements: [measurement('portTable', 'dataType: gauge, per: port')] },
      [7, 9],
    ],
    [
      "KPI1-MIB's",
      {
        prefix: 'kpi',
        measurements: [measurement('X1')],
        kpis: [kpi('1 Kpi Table', 'dataType: integer, formula: X1')],
      },
      [9],
    ],
    ['imported ones', { prefix: 'enter', measurements: [measurement('prises')] }, [7]],
    ['conventions, but for a capital', { prefix: 'mac', measurements: [measurement('address')] }, [7]],
  ] as const) {
    it(`${what}, at every place`, () => {
      const clashes = errors(build(parts as Parts));
      expect(clashes.map(({ rule }) => rule)).to.deep.equal(places.map(() => 'NAME-CLASH'));
      expect(clashes.map(({ place }) => place?.line)).to.deep.equal(places);
      for (const { remedy } of clashes) expect(remedy).to.include('snmpName');
    });
  }

  it('an index element and what is measured per its object, which handlers tell apart by name', () => {
    const name = '{ name: name, dataType: integer, description: Number. }';
    const clashes = errors(
      build({
        objects: [object('port', name)],
        measurements: [measurement('name', 'dataType: gauge, per: port')],
      }),
    );
    expect(clashes.map(({ rule, place }) => [rule, place?.line])).to.deep.equal([
      ['NAME-CLASH', 7],
      ['NAME-CLASH', 9],
    ]);
  });

  it('across modules', () => {
    const clashes = errors(
      build([
        { prefix: 'ex', measurements: [measurement('sipCalls')] },
        { module: 'B-MIB', prefix: 'exSip', measurements: [measurement('calls')] },
      ]),
    );
    expect(clashes.map(({ place }) => `${place?.file}:${place?.line}`)).to.deep.equal([
      'm0.yaml:7',
      'm1.yaml:7',
    ]);
  });

  it('a new name and one that only the lock has', () => {
    const earlier = build({ measurements: [measurement('a.b'), A] });
    const [clash, ...others] = errors(build({ measurements: [A, measurement('aB')] }, earlier));
    expect(others.map(({ place }) => place?.file)).to.deep.equal(['oid.lock.yaml']);
    expect(clash?.message).to.match(/"aB".*exAAB.*"a\.b".*oid.lock.yaml:11/);
  });

  it('unless snmpName tells them apart', () => {
    const built = build({
      measurements: [measurement('a.b'), measurement('aB', 'dataType: counter, snmpName: other')],
    });
    expect(errors(built)).to.deep.equal([]);
    expect(oids(built)['aB']).to.match(/^exAOther /);
  });
});

describe('Names that make no good descriptor', () => {
  it('that the module needs itself get Value at their end', () => {
    const built = build({ measurements: [measurement('objects'), measurement('real2'), measurement('mib')] });
    expect(Object.values(oids(built)).map((entry) => entry.split(' ')[0])).to.deep.equal([
      'exAObjectsValue',
      'exAReal2Value',
      'exAMibValue',
    ]);
  });

  it('are refused where they have neither letter nor digit', () => {
    const [found] = errors(build({ measurements: [A], kpis: [kpi('"%"')] }));
    expect(found).to.include({ rule: 'NAME-UNUSABLE' });
    expect(found?.place?.line).to.equal(9);
    expect(found?.remedy).to.include('snmpName');
  });

  it('are refused where the chosen one is longer than SMI allows', () => {
    const [found] = errors(
      build({
        measurements: [measurement('a', `dataType: counter, snmpName: ${'x'.repeat(60)}`)],
        prefix: 'examplePrefix',
      }),
    );
    expect(found).to.include({ rule: 'NAME-LONG' });
    expect(found?.message).to.include('at most 64');
  });

  it('are refused where an index does not fit into an OID', () => {
    const [found] = errors(
      build({
        objects: [object('port', '{ name: path, dataType: string(1..200), description: Path. }')],
        measurements: [measurement('a', 'dataType: gauge, per: port')],
      }),
    );
    expect(found).to.include({ rule: 'INDEX-LONG' });
    expect(found?.remedy).to.include('string(1..114)');
  });
});
