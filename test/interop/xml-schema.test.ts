import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';
import { messagesOfAnyUnits, sendableMessages } from '../messages/arbitrary-messages.ts';
import { SCHEMA } from '../messages/schema.ts';
import { requirePeer } from './peers.ts';

/** Documents that neither the schema nor our decoder takes: the rows of the tables, one broken at a time. */
const INVALID: Readonly<Record<string, string>> = {
  'no measurement (K54)': '<InstancePMReport _ InstanceID="i"/>',
  'no InstanceID (K54)':
    '<InstancePMReport _><PerformanceMeasurement Identifier="m"><PMItem Name="n" Value="v"/></PerformanceMeasurement></InstancePMReport>',
  'two ConfigurationInfos (K56)':
    '<OEConfigurationCmd _ OEID="x"><ConfigurationInfo Identifier="c"><ConfigItem Name="n" Value="v"/></ConfigurationInfo><ConfigurationInfo Identifier="c"><ConfigItem Name="n" Value="v"/></ConfigurationInfo></OEConfigurationCmd>',
  'no OE (K57)': '<OEConfigQueryRequest _ ConfigInfoIdentifier="a"/>',
  'OE and OEID (O04)': '<OEConfigQueryRequest _ OE="x" OEID="x" ConfigInfoIdentifier="a"/>',
  'an empty list (O05)': '<OEConfigQueryRequest _ OE="x" ConfigInfoIdentifier=" "/>',
  'no ConfigurationInfo (K58)':
    '<OEConfigQueryResponse _ InstanceID="i"><UnknownIdentifier>a</UnknownIdentifier></OEConfigQueryResponse>',
  'no PMIdentifier (K59)': '<OEPMQueryRequest _ OEID="x"/>',
  'a blank PMIdentifier (K59)':
    '<OEPMQueryRequest _ OEID="x"><PMIdentifier> </PMIdentifier></OEPMQueryRequest>',
  'a time without offset':
    '<OEPMQueryRequest _ OEID="x" Begin="2026-11-21T12:00:00" End="2026-11-21T13:00:00Z"><PMIdentifier>a</PMIdentifier></OEPMQueryRequest>',
  'known after unknown (K60)':
    '<OEPMQueryResponse _ InstanceID="i"><UnknownIdentifier>a</UnknownIdentifier><PerformanceMeasurement Identifier="m"><PMItem Name="n" Value="v"/></PerformanceMeasurement></OEPMQueryResponse>',
  'no ConfigInfoIdentifier (K61)':
    '<OEPMCollectionCmd _ OEID="x"><PMIdentifier>a</PMIdentifier></OEPMCollectionCmd>',
  'no ConfigItem (K62)':
    '<OEConfigurationCmd _ OEID="x"><ConfigurationInfo Identifier="c"/></OEConfigurationCmd>',
  'no Value (K63)':
    '<InstancePMReport _ InstanceID="i"><PerformanceMeasurement Identifier="m"><PMItem Name="n"/></PerformanceMeasurement></InstancePMReport>',
  'a status that is no error': '<KPI1Error _ Status="200"><Problem Message="m"/></KPI1Error>',
  'another attribute':
    '<OEPMQueryRequest _ OEID="x" Id="y"><PMIdentifier>a</PMIdentifier></OEPMQueryRequest>',
  text: '<OEPMQueryRequest _ OEID="x">7<PMIdentifier>a</PMIdentifier></OEPMQueryRequest>',
};

describe('xmllint and the schema of the messages', () => {
  let xmllint: string;
  let folder: string;
  before(function () {
    xmllint = requirePeer(this, 'xmllint');
    folder = mkdtempSync(join(tmpdir(), 'kpi1-xml-'));
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  /** Documents that do not validate, by their place, and what xmllint says of all. */
  function invalidOf(documents: readonly string[]): {
    readonly invalid: readonly number[];
    readonly output: string;
  } {
    const files = documents.map((document, at) => {
      writeFileSync(join(folder, `${at}.xml`), document);
      return `${at}.xml`;
    });
    const schema = join(process.cwd(), SCHEMA);
    const run = spawnSync(xmllint, ['--noout', '--nonet', '--schema', schema, ...files], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (run.error) throw run.error;
    const validated = new Set(
      [...run.stderr.matchAll(/^(\d+)\.xml validates$/gm)].map(([, at]) => Number(at)),
    );
    const invalid = documents.flatMap((_, at) => (validated.has(at) ? [] : [at]));
    return { invalid, output: run.stderr };
  }

  it('take every message that we encode (K19, K58, K60, K62, K63)', () => {
    const messages = [...fc.sample(sendableMessages, 400), ...fc.sample(messagesOfAnyUnits, 100)];
    expect(new Set(messages.map(({ kind }) => kind)).size).to.equal(8);
    const documents = messages.map((message) => encodeMessage(message));
    const { invalid, output } = invalidOf(documents);
    expect(
      invalid.map((at) => documents[at]),
      output,
    ).to.deep.equal([]);
  });

  it('refuse what our decoder refuses (K64)', () => {
    const documents = Object.values(INVALID).map((document) =>
      document.replace(' _', ' xmlns="urn:kpi1:kpi-1:1"'),
    );
    expect(invalidOf(documents).invalid).to.deep.equal(documents.map((_, at) => at));
    const taken = Object.keys(INVALID).filter((_, at) => decodeMessage(Buffer.from(documents[at]!)).ok);
    expect(taken).to.deep.equal([]);
  });

  it('take every example of docs/kpi-1.md, and so does our decoder', () => {
    const text = readFileSync('docs/kpi-1.md', 'utf8');
    const examples = [...text.matchAll(/^```xml\n([\s\S]*?)^```$/gm)].map(([, example]) => example!);
    const kinds = examples.map((example) => {
      const decoded = decodeMessage(Buffer.from(example));
      return decoded.ok ? decoded.message.kind : decoded;
    });
    expect(kinds).to.include.members([
      'InstancePMReport',
      'OEConfigurationCmd',
      'OEConfigQueryRequest',
      'OEConfigQueryResponse',
      'OEPMQueryRequest',
      'OEPMQueryResponse',
      'OEPMCollectionCmd',
      'KPI1Error',
    ]);
    expect(kinds.filter((kind) => typeof kind !== 'string')).to.deep.equal([]);
    const { invalid, output } = invalidOf(examples);
    expect(invalid, output).to.deep.equal([]);
  });
});
