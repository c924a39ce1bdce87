import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readLock } from '../../generator/lock/read-lock.ts';
import type { Model } from '../../model/model.ts';
import { Folder } from './folder.ts';
import { run } from './run.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/mibs/${name}`, import.meta.url));
const PBX = fixture('ACME-PBX-MIB.mib');
const SMI = fixture('ACME-SMI.mib');

const counter = (name: string, at: string) =>
  `${name} OBJECT-TYPE SYNTAX Counter64 MAX-ACCESS read-only STATUS current DESCRIPTION "C." ::= { ${at} }`;
const table = (name: string, arc: number, columns: readonly string[]) => {
  const entry = `${name.charAt(0).toUpperCase()}${name.slice(1)}Entry`;
  const names = columns.map((column) => column.split(' ')[0]);
  return `${name}Table OBJECT-TYPE SYNTAX SEQUENCE OF ${entry} MAX-ACCESS not-accessible STATUS current
  DESCRIPTION "T." ::= { odd ${arc} }
${name}Entry OBJECT-TYPE SYNTAX ${entry} MAX-ACCESS not-accessible STATUS current DESCRIPTION "E."
  INDEX { ${names.join(', ')} } ::= { ${name}Table 1 }
${entry} ::= SEQUENCE { ${name}Count Counter64 }
${columns
  .map((column, at) => {
    const [own, ...syntax] = column.split(' ');
    return `${own} OBJECT-TYPE SYNTAX ${syntax.join(' ')} MAX-ACCESS not-accessible STATUS current
  DESCRIPTION "I." ::= { ${name}Entry ${at + 1} }`;
  })
  .join('\n')}
${counter(`${name}Count`, `${name}Entry 9`)}`;
};
/** What vendors' modules have at times, and ours never. */
const ODD_MIB = `ACME-ODD-MIB DEFINITIONS ::= BEGIN
IMPORTS enterprises FROM SNMPv2-SMI DisplayString FROM SNMPv2-TC InterfaceIndex FROM IF-MIB;
odd OBJECT IDENTIFIER ::= { enterprises 55555 7 }
${counter('oddCalls', 'odd 1')}
${counter('oddcalls', 'odd 2')}
${counter('oddSame', 'odd 1')}
${counter('oddBelow', 'odd 1 4')}
${counter('oddErrors', 'odd 3')}
${table('oddUser', 10, ['oddUserName DisplayString'])}
${table('oddIf', 11, ['oddIfIndex InterfaceIndex'])}
${table('oddPair', 12, ['oddPairOne DisplayString (SIZE (200))', 'oddPairTwo DisplayString'])}
END`;

describe('kpi1 import', () => {
  let folder: Folder;
  const importInto = (name: string, ...args: readonly string[]) =>
    run('import', ...args, '--out', folder.at(name));

  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('makes definitions that build, with the OIDs that the MIB has (O21)', async () => {
    const { code, out } = await importInto('acme', PBX, SMI);
    expect(code).to.equal(0);
    expect(out).to.include('ACME-PBX-MIB: 9 measurements, 1 table.').and.include('each has the OID it had');
    expect((await run('build', folder.at('acme'), '--out', folder.at('out'))).code).to.equal(0);
    const model: Model = JSON.parse(folder.read('out/agent/generated/model.json'));
    const [module] = model.modules;
    expect(model.baseOid).to.equal('1.3.6.1.4.1.55555.2.1');
    expect(module!.objects[0]!.entryOid).to.equal('1.3.6.1.4.1.55555.1.7.1.2.1');
    expect(
      Object.fromEntries(module!.measurements.map(({ descriptor, oid }) => [descriptor, oid])),
    ).to.deep.equal({
      acmePbxVersion: '1.3.6.1.4.1.55555.1.7.1.1.1',
      acmePbxCalls: '1.3.6.1.4.1.55555.1.7.1.1.3',
      acmePbxErrors: '1.3.6.1.4.1.55555.1.7.1.1.4',
      acmePbxLoad: '1.3.6.1.4.1.55555.1.7.1.1.6',
      acmePbxLimit: '1.3.6.1.4.1.55555.1.7.1.1.7',
      acmePbxReady: '1.3.6.1.4.1.55555.1.7.1.1.9',
      acmePbxTemperature: '1.3.6.1.4.1.55555.1.7.1.1.10',
      acmePbxTrunkCalls: '1.3.6.1.4.1.55555.1.7.1.2.1.2',
      acmePbxTrunkOctets: '1.3.6.1.4.1.55555.1.7.1.2.1.9',
    });
  });

  it('keeps units, ranges, decimals, status and texts', async () => {
    await importInto('acme', PBX, SMI);
    const text = folder.read('acme/acme-pbx.yaml');
    expect(text).to.include(
      'description: Calls -- attempted and answered -- since the start.\n    unit: calls\n    dataType: counter',
    );
    expect(text).to.include('dataType: real(2)\n    range: 0.00..100.00');
    expect(text).to.include('dataType: counter\n    status: deprecated');
    expect(text).to.include('range: -40..125');
  });

  it('says what changes, and what is not imported and why', async () => {
    const { out } = await importInto('acme', PBX, SMI);
    expect(out.split('\n').filter((line) => line.startsWith('  '))).to.deep.equal([
      '  changed: acmePbxErrors: Counter32 becomes Counter64',
      '  changed: acmePbxLimit: was read-write; the agent only reads',
      '  changed: acmePbxTrunkLine: was served as a column; now it is only in the index',
      '  not imported: acmePbxUpTime: of type TimeTicks, which definitions do not have',
      '  not imported: acmePbxState: an enumeration: definitions have no named values',
      '  not imported: acmePbxOldLoad: obsolete: only the lock has it',
      '  not imported: acmePbxTrunkPeer: of type IpAddress, which definitions do not have',
      '  not imported: acmePbxUserTable: a table with an IMPLIED index',
      '  not imported: acmePbxDown: a notification; agents send those of KPI1-MIB',
    ]);
  });

  it('gives what is defined later numbers that the MIB never had', async () => {
    await importInto('acme', PBX, SMI, '--arc', '77');
    folder.edit(
      'acme/acme-pbx.yaml',
      'measurements:\n',
      `measurements:
  - { name: fresh, description: F., unit: calls, dataType: gauge }
  - { name: trunkFresh, description: F., unit: calls, dataType: gauge, per: trunk }
`,
    );
    await run('build', folder.at('acme'), '--out', folder.at('out'));
    const [module] = (JSON.parse(folder.read('out/agent/generated/model.json')) as Model).modules;
    const oidOf = (wanted: string) => module!.measurements.find(({ name }) => name === wanted)!.oid;
    expect(oidOf('fresh')).to.match(/^1\.3\.6\.1\.4\.1\.55555\.77\.2\.1\.1\./);
    expect(oidOf('trunkFresh')).to.equal('1.3.6.1.4.1.55555.1.7.1.2.1.10');
  });

  it('leaves numbers of columns alone that were not imported', async () => {
    const text = readFileSync(PBX, 'utf8').replace('{ acmePbxTrunkEntry 5 }', '{ acmePbxTrunkEntry 12 }');
    await importInto('acme', folder.write('PBX.mib', text), SMI);
    expect(folder.read('acme/oid.lock.yaml')).to.include('lastColumn: 12');
    folder.edit(
      'acme/acme-pbx.yaml',
      'measurements:\n',
      'measurements:\n  - { name: x, description: F., unit: calls, dataType: gauge, per: trunk }\n',
    );
    await run('build', folder.at('acme'), '--out', folder.at('out'));
    expect(folder.read('acme/oid.lock.yaml')).to.match(/ x: \{.*column: 13,/);
  });

  it('refuses a lock whose imported OIDs stand twice, or where modules are', async () => {
    await importInto('acme', PBX, SMI);
    const lock = folder.read('acme/oid.lock.yaml');
    const problems = (text: string) =>
      readLock('oid.lock.yaml', text).diagnostics.map(({ message }) => message);
    expect(problems(lock)).to.deep.equal([]);
    expect(problems(lock.replace('1.7.1.1.3,', '1.7.1.1.1,'))[0]).to.include(
      'which is that of "version" or below it',
    );
    expect(problems(lock.replace('1.7.1.1.3,', '2.9.1.1.1,'))[0]).to.include(
      'below arc 2, where the modules are',
    );
    expect(problems(lock.replace('55555.1.7.1.1.3,', '9.1.7.1.1.3,'))[0]).to.include(
      'not below enterprise 55555',
    );
    expect(problems(lock.replace('arc: 2\nmodules', 'modules'))[0]).to.include(
      'has no arc that keeps modules apart',
    );
  });

  it('needs no file of the IETF, and does not import one that is named', async () => {
    const base = folder.write(
      'BASE.mib',
      `BASE-MIB DEFINITIONS ::= BEGIN
IMPORTS snmpModules FROM SNMPv2-SMI;
baseMIB OBJECT IDENTIFIER ::= { snmpModules 99 }
baseCount OBJECT-TYPE SYNTAX Counter32 MAX-ACCESS read-only STATUS current DESCRIPTION "C." ::= { baseMIB 1 }
END`,
    );
    const { code, out, err } = await importInto('acme', base, folder.write('A.mib', ODD_MIB));
    expect(code, err).to.equal(0);
    expect(out).to.include('ACME-ODD-MIB: 4 measurements, 2 tables.').and.not.include('BASE-MIB: 1');
    expect(folder.read('acme/acme-odd.yaml')).to.include('name: oddIfIndex\n        dataType: integer');
  });

  it('leaves out what cannot be served beside the rest, and says beside what', async () => {
    const { out } = await importInto('acme', folder.write('A.mib', ODD_MIB));
    expect(out.split('\n').filter((line) => line.startsWith('  '))).to.deep.equal([
      '  changed: oddUserName: has 116 octets at most: an OID has no room for more',
      '  not imported: oddcalls: its name is that of ACME-ODD-MIB::oddCalls',
      '  not imported: oddSame: its OID is that of ACME-ODD-MIB::oddCalls, or one of the two is below the other',
      '  not imported: oddBelow: its OID is that of ACME-ODD-MIB::oddCalls, or one of the two is below the other',
      '  not imported: oddPairTable: a table with an index that no OID has room for',
    ]);
    expect((await run('build', folder.at('acme'), '--out', folder.at('out'))).code).to.equal(0);
  });

  it('takes the rows of a table for rows, whatever they are named after', async () => {
    const mib = folder.write(
      'ODD.mib',
      ODD_MIB.replace('OddUserEntry ::= SEQUENCE', 'OddUserEntrY ::= SEQUENCE'),
    );
    const cut = folder.write('CUT.mib', ODD_MIB.replace(/OddUserEntry ::= SEQUENCE.*\n/, ''));
    for (const file of [mib, cut]) {
      expect((await importInto(`of-${file.slice(-7)}`, file)).out).to.include('2 tables.');
    }
    expect(folder.read('of-CUT.mib/acme-odd.yaml')).to.match(
      /name: oddUserCount\n(?: {4}.*\n)* {4}per: oddUser\n/,
    );
  });

  it('takes DisplayString for text where a module of SMIv1 defines it', async () => {
    const own = ODD_MIB.replace('DisplayString FROM SNMPv2-TC', '').replace(
      'odd OBJECT IDENTIFIER',
      'DisplayString ::= OCTET STRING\nodd OBJECT IDENTIFIER',
    );
    expect((await importInto('own', folder.write('ODD.mib', own))).out).to.include('2 tables.');
  });

  it('cuts a unit that is too long, and says so', async () => {
    const mib = ODD_MIB.replace('SYNTAX Counter64', `SYNTAX Counter64 UNITS "${'calls in all '.repeat(6)}"`);
    const { code, out } = await importInto('long', folder.write('ODD.mib', mib));
    expect(code).to.equal(0);
    expect(out).to.include('changed: oddCalls: its UNITS was cut to 64 characters');
    expect(folder.read('long/acme-odd.yaml')).to.match(/name: oddCalls\n.*\n {4}unit: .{61}\.\.\.\n/);
  });

  it('imports a name that two modules have of the first of them', async () => {
    const other = ODD_MIB.replace('ACME-ODD-MIB', 'ACME-EVEN-MIB')
      .replace('55555 7', '55555 8')
      .replaceAll(/\bodd(?!Errors|UserName)/g, 'even');
    const files = [folder.write('A.mib', ODD_MIB), folder.write('B.mib', other)];
    const { code, out, err } = await importInto('acme', ...files);
    expect(code, err).to.equal(0);
    expect(out.split('\n').filter((line) => line.includes('its name is that of ACME-ODD-MIB'))).to.deep.equal(
      [
        '  not imported: oddcalls: its name is that of ACME-ODD-MIB::oddCalls',
        '  not imported: oddErrors: its name is that of ACME-ODD-MIB::oddErrors',
        '  not imported: oddUserName: its name is that of ACME-ODD-MIB::oddUserName: the table is left out',
      ],
    );
    const same = ODD_MIB.replace('ACME-ODD-MIB', 'ACME_ODD');
    const twice = await importInto('two', folder.write('A.mib', ODD_MIB), folder.write('B.mib', same));
    expect(twice.err).to.include('ACME_ODD would be ACME-ODD-MIB, as another module is');
  });

  it('says which file is missing, and where one cannot be read', async () => {
    const alone = await importInto('acme', PBX);
    expect([alone.code, alone.err]).to.deep.equal([
      1,
      `kpi1: ${PBX}: ACME-PBX-MIB needs acmeProducts of ACME-SMI, which is not known.\nremedy: Name the file of ACME-SMI, too.\n`,
    ]);
    const none = await importInto('acme', SMI);
    expect(none.err).to.include('None of the files has an object below an enterprise number');
    const cut = folder.write('cut.mib', readFileSync(PBX, 'utf8').slice(0, 3000));
    expect((await importInto('acme', cut, SMI)).err).to.match(/cut\.mib:\d+: .* where .* is expected/);
    expect((await importInto('acme', folder.at('no.mib'))).err).to.include('no.mib does not exist');
    expect(Object.keys(folder.tree('.')).some((name) => name.startsWith('acme'))).to.equal(false);
  });

  it('does not put what is new where objects of the files are', async () => {
    const mib = folder.write('ODD.mib', ODD_MIB);
    expect(await importInto('odd', mib, '--arc', '7')).to.deep.include({
      code: 1,
      err: 'kpi1: The arc 7 is used: an object of the files is 1.3.6.1.4.1.55555.7.1.\nremedy: Choose another: --arc.\n',
    });
    const { out } = await importInto('odd', mib, '--arc', '6');
    expect(out).to.include('lie below 1.3.6.1.4.1.55555.6.');
  });

  it('does not import over definitions', async () => {
    const before = folder.tree('defs');
    expect((await importInto('defs', PBX, SMI)).err).to.include('has definitions already');
    expect(folder.tree('defs')).to.deep.equal(before);
    expect((await importInto('acme', PBX, SMI, '--arc', 'x')).code).to.equal(2);
  });

  it('ends in definitions or an error, whatever is cut out of a MIB', async () => {
    const text = readFileSync(PBX, 'utf8');
    let seed = 20261121;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 60; round++) {
      const at = random(text.length);
      const cut = folder.write('cut.mib', text.slice(0, at) + text.slice(at + random(60)));
      const { code, err } = await importInto(`out${round}`, cut, SMI);
      expect(code === 0 || err.startsWith('kpi1: '), err).to.equal(true);
    }
  });
});
