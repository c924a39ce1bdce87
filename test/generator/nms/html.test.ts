import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { generate } from '../../../generator/generate.ts';
import type { ReferenceNode } from '../../../generator/nms/html-view.ts';
import { goldenInput } from '../golden.ts';
import { HOSTILE, HOSTILE_SOURCES, readReference } from './reference.ts';

const PARTS = new URL('../../../generator/templates/nms/html/', import.meta.url);

/** A part of the page's script: plain JavaScript for browsers, which has no types. */
async function loadPart<T>(name: string): Promise<T> {
  return (await import(new URL(name, PARTS).href)) as T;
}

const outputOf = (name: string) => generate(goldenInput(name)).output;

/** OIDs of all objects and notifications that a MIB module defines, by descriptor. */
function readOids(mib: string): Map<string, string> {
  const values = new Map<string, string>();
  const definition =
    /^([a-z]\w*)\s+(OBJECT IDENTIFIER|OBJECT-TYPE|MODULE-IDENTITY|NOTIFICATION-TYPE)\b.*?::= \{ ([^}]*) \}/gms;
  const kinds = new Map<string, string>();
  for (const [, name = '', kind = '', value = ''] of mib.matchAll(definition)) {
    const [parent = '', ...arcs] = value.split(' ').map((part) => /\((\d+)\)/.exec(part)?.[1] ?? part);
    const above = parent === 'enterprises' ? '1.3.6.1.4.1' : values.get(parent);
    values.set(name, [above, ...arcs].join('.'));
    kinds.set(name, kind);
  }
  return new Map([...values].filter(([name]) => kinds.get(name) !== 'OBJECT IDENTIFIER'));
}

describe('nms/html/index.html, the reference of all modules', () => {
  for (const name of ['example', 'evolved']) {
    it(`has every object and notification of the modules of ${name}, with its OID`, () => {
      const output = outputOf(name);
      const { reference } = readReference(output?.files);
      const shown = new Map(reference.nodes.map((node) => [node.descriptor, node.oid]));
      const mibs = [...(output?.files ?? [])].filter(([path]) => path.endsWith('.mib'));
      expect(mibs).to.have.length(2);
      for (const [, mib] of mibs) {
        const oids = readOids(mib);
        expect(oids.size).to.be.greaterThan(5);
        for (const [descriptor, oid] of oids) expect(shown.get(descriptor), descriptor).to.equal(oid);
      }
    });
  }

  it('has its nodes in the order of their OIDs, each once', () => {
    const { reference } = readReference(outputOf('evolved')?.files);
    const oids = reference.nodes.map(({ oid }) => oid);
    const key = (oid: string) => oid.replace(/\d+/g, (arc) => arc.padStart(10, '0'));
    expect(oids).to.deep.equal([...new Set(oids)].sort((one, other) => (key(one) < key(other) ? -1 : 1)));
  });

  it('has all ten fields of a KPI, its thresholds, and its formula with what that names', () => {
    const { reference } = readReference(outputOf('example')?.files);
    const find = (descriptor: string) =>
      reference.nodes.find((node) => node.descriptor === descriptor) as ReferenceNode;
    const { oid } = find('exSipInvite200');
    expect(find('exSipSessionEstablishmentRatio')).to.deep.equal({
      kind: 'kpi',
      oid: '1.3.6.1.4.1.32473.2.1.2.1',
      descriptor: 'exSipSessionEstablishmentRatio',
      name: 'Session Establishment Ratio',
      description: 'Share of session attempts that were established.',
      syntax: 'ExSipReal2 (0..10000)',
      decimals: 2,
      unit: 'percent',
      dataType: 'real(2)',
      range: '0..100',
      module: 0,
      row: '2.1',
      kpi: {
        purpose: 'Shows whether users reach each other (RFC 6076 section 4.6).',
        formula: [
          '100 * ',
          ['invite200', oid],
          ' / (',
          ['inviteAttempts', find('exSipInviteAttempts').oid],
          ' - ',
          ['invite3xx', find('exSipInvite3Xx').oid],
          ')',
        ],
        functions: [],
        frequency: '5m',
        duration: '1h',
        dataSource: 'CPM',
        category: 'Accessibility',
        thresholds: [
          { severity: 'warning', condition: '< 98' },
          { severity: 'critical', condition: '< 95' },
        ],
      },
    });
  });

  it('has what was removed, with what the lock knows of it, and the revisions of each module', () => {
    const { reference } = readReference(outputOf('evolved')?.files);
    const gone = reference.nodes.filter(({ status }) => status === 'obsolete').map(({ name }) => name);
    expect(gone).to.include.members(['oldGauge', 'Old Ratio', 'shelf', 'shelfItems', 'requests']);
    expect(gone).not.to.include('comeback');
    expect(reference.modules[0]?.revisions.map(({ date }) => date)).to.deep.equal([
      '2026-11-21',
      '2026-10-01',
    ]);
    expect(reference.modules.map(({ name }) => name)).to.include('EXAMPLE-GONE-KPI-MIB');
  });

  it('keeps hostile texts as they are, and none of them ends or begins anything', () => {
    const { output, diagnostics } = generate({
      sources: HOSTILE_SOURCES,
      handlers: new Map(),
      generator: 'kpi1 test',
    });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
    const { page, reference } = readReference(output?.files);
    const kpi = reference.nodes.find(({ kind }) => kind === 'kpi');
    expect(kpi?.description).to.equal(HOSTILE);
    expect(kpi?.kpi?.purpose).to.equal(HOSTILE);
    expect(reference.organization).to.equal(HOSTILE);
    const plain = readReference(outputOf('example')?.files).page;
    const marks = (text: string) => text.match(/<\/?(?:script|style|title|img|!--)/gi)?.sort();
    expect(marks(page)).to.deep.equal(marks(plain));
  });

  it('allows by its policy its own style and script only, and fetches nothing', () => {
    const { page } = readReference(outputOf('example')?.files);
    const [, policy] = /content="(default-src[^"]*)"/.exec(page) ?? [];
    const hash = (open: string, close: string) => {
      const from = page.indexOf(open) + open.length;
      const text = page.slice(from, page.indexOf(close, from));
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    expect(policy).to.equal(
      `default-src 'none'; style-src ${hash('<style>', '</style>')}; script-src ${hash('<script type="module">', '</script>')}; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.to.match(/\b(?:src|srcset|poster|data-src)=|url\(|@import|https?:/i);
  });
});

describe('Search in the reference', () => {
  interface Found {
    readonly node: { readonly descriptor: string };
    readonly oid: string;
  }
  let find: (query: string) => string[];

  before(async () => {
    const { growTree } = await loadPart<{ growTree(reference: object): object }>('tree.js');
    const { search } = await loadPart<{ search(tree: object, query: string): Found[] }>('search.js');
    const tree = growTree(readReference(outputOf('evolved')?.files).reference);
    find = (query) => search(tree, query).map(({ node, oid }) => `${node.descriptor} ${oid}`);
  });

  const KEPT = 'exStoreKept 1.3.6.1.4.1.32473.3.1.2.10';
  for (const query of [
    'plan kept',
    'exStoreKept',
    'EXAMPLE-STORE-KPI-MIB::exStoreKept',
    'example-store-kpi-mib::exstorekept',
    '1.3.6.1.4.1.32473.3.1.2.10',
    '.1.3.6.1.4.1.32473.3.1.2.10',
    'iso.3.6.1.4.1.32473.3.1.2.10',
    'SNMPv2-SMI::enterprises.32473.3.1.2.10',
    'enterprises.32473.3.1.2.10',
    '32473.3.1.2.10',
  ]) {
    it(`finds a KPI by ${query}`, () => expect(find(query)[0]).to.equal(KEPT));
  }

  it('finds the instance that an OID or a name with arcs is of', () => {
    expect(find('.1.3.6.1.4.1.32473.3.1.2.10.0')).to.deep.equal([`${KEPT}.0`]);
    expect(find('EXAMPLE-STORE-KPI-MIB::exStoreKept.0')).to.deep.equal([`${KEPT}.0`]);
  });

  it('finds by words of any text, names before texts, what is gone last', () => {
    expect(find('planners ask')).to.deep.equal([KEPT]);
    const shelves = find('shel');
    expect(shelves[0]).to.match(/^exStoreShelfMark /);
    expect(shelves).to.include('exStoreShelfTable 1.3.6.1.4.1.32473.3.1.3.1');
    expect(find('neither of both')).to.deep.equal([]);
    expect(find('  ')).to.deep.equal([]);
  });

  it('takes characters that mean something in patterns for themselves', () => {
    for (const query of ['(', '[', '\\', '*', '.', '::', '.*', '1.', '°C'])
      expect(find(query)).to.be.an('array');
    expect(find('°C').join()).to.include('exStoreTemperature ');
  });
});

describe('Rows in the reference (RFC 2578 section 7.7)', () => {
  interface Part {
    readonly kind: 'number' | 'text';
    readonly min: number;
    readonly max: number;
    readonly isImplied?: true;
  }
  let encode: (index: readonly Part[], values: readonly string[]) => string | undefined;
  let decode: (index: readonly Part[], rest: string) => string[] | undefined;

  before(async () => {
    const part = await loadPart<{ encodeIndex: typeof encode; decodeIndex: typeof decode }>('instance.js');
    encode = part.encodeIndex;
    decode = part.decodeIndex;
  });

  const text: Part = { kind: 'text', min: 1, max: 8 };
  const fixed: Part = { kind: 'text', min: 2, max: 2 };
  const number: Part = { kind: 'number', min: 0, max: 99 };
  for (const [index, values, arcs] of [
    [[text], ['north'], '5.110.111.114.116.104'],
    [[fixed, number], ['eu', '7'], '101.117.7'],
    [[number, { ...text, isImplied: true as const }], ['7', 'a'], '7.97'],
    [[text], ['°C'], '3.194.176.67'],
  ] as const) {
    it(`${values.join(', ')} is .${arcs}, and the other way round`, () => {
      expect(encode(index, values)).to.equal(arcs);
      expect(decode(index, arcs)).to.deep.equal(values);
    });
  }

  it('what no row can have has no arcs, and arcs that are no row have no values', () => {
    expect(encode([text], ['much too long'])).to.equal(undefined);
    expect(encode([text], [''])).to.equal(undefined);
    expect(encode([number], ['100'])).to.equal(undefined);
    expect(encode([number], ['1e1'])).to.equal(undefined);
    for (const arcs of ['', '5.110', '0', '2.97.300', '1.97.1', '4294967295.1', '1.255'])
      expect(decode([text], arcs), arcs).to.equal(undefined);
  });
});
