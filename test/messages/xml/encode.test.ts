import { expect } from 'chai';
import type { Kpi1Message } from '../../../messages/message.ts';
import { encodeMessage } from '../../../messages/xml/encode.ts';

const measurement = { identifier: 'EX-SIP', items: [{ name: 'Calls', value: '7' }] };

describe('encodeMessage', () => {
  it("writes a declaration and a line an item, under the project's namespace (O01)", () => {
    const document = encodeMessage({
      kind: 'OEPMQueryResponse',
      instanceId: 'sip-01',
      measurements: [
        { identifier: 'EX-SIP', items: [{ name: 'Answer "Seizure"', value: '98.76', description: 'a < b' }] },
      ],
      unknown: ['Foo'],
    });
    expect(document).to.equal(`\
<?xml version="1.0" encoding="UTF-8"?>
<OEPMQueryResponse xmlns="urn:kpi1:kpi-1:1" InstanceID="sip-01">
  <PerformanceMeasurement Identifier="EX-SIP">
    <PMItem Name="Answer &quot;Seizure&quot;" Value="98.76" Description="a &lt; b"/>
  </PerformanceMeasurement>
  <UnknownIdentifier>Foo</UnknownIdentifier>
</OEPMQueryResponse>
`);
  });

  it('calls the attribute of Table 5 OE, as the table does, and lists identifiers in another (O04, O05)', () => {
    const document = encodeMessage({ kind: 'OEConfigQueryRequest', oeId: 'oe', identifiers: ['a', 'b'] });
    expect(document).to.contain(' OE="oe" ConfigInfoIdentifier="a b">');
  });

  it('writes elements where an identifier of Table 5 holds white space (O05)', () => {
    const document = encodeMessage({ kind: 'OEConfigQueryRequest', oeId: 'oe', identifiers: ['a', 'b c'] });
    expect(document).to.contain(
      '\n  <ConfigInfoIdentifier>a</ConfigInfoIdentifier>\n  <ConfigInfoIdentifier>b c</ConfigInfoIdentifier>\n',
    );
    expect(document).not.to.contain('ConfigInfoIdentifier=');
  });

  it('writes the time range of a query in UTC', () => {
    const range = { begin: 0, end: 253402300799999 };
    const document = encodeMessage({ kind: 'OEPMQueryRequest', oeId: 'oe', identifiers: ['a'], range });
    expect(document).to.contain(' Begin="1970-01-01T00:00:00.000Z" End="9999-12-31T23:59:59.999Z">');
  });

  it('writes no namespace where it is to be empty (O01)', () => {
    const report: Kpi1Message = { kind: 'InstancePMReport', instanceId: 'i', measurements: [measurement] };
    expect(encodeMessage(report, '')).to.contain('<InstancePMReport InstanceID="i">');
  });

  const unsendable: readonly (readonly [string, Kpi1Message, RegExp])[] = [
    [
      'a report of nothing (K54)',
      { kind: 'InstancePMReport', instanceId: 'i', measurements: [] },
      /InstancePMReport \(Table 3\) needs at least one/,
    ],
    [
      'an answer in which all is unknown (O10)',
      { kind: 'OEPMQueryResponse', instanceId: 'i', measurements: [], unknown: ['a'] },
      /OEPMQueryResponse \(Table 8\) needs at least one/,
    ],
    [
      'a measurement without items (K63)',
      { kind: 'InstancePMReport', instanceId: 'i', measurements: [{ identifier: 'm', items: [] }] },
      /PerformanceMeasurement \(Table 11\) needs at least one/,
    ],
    [
      'a blank identifier',
      { kind: 'OEPMQueryRequest', oeId: 'oe', identifiers: [' '] },
      /PMIdentifier is blank/,
    ],
    [
      'a time beyond the year 9999',
      { kind: 'OEPMQueryRequest', oeId: 'oe', identifiers: ['a'], range: { begin: 0, end: 253402300800000 } },
      /253402300800000 ms is no time of the years 1 to 9999/,
    ],
  ];
  for (const [what, message, expected] of unsendable) {
    it(`throws on ${what}`, () => {
      expect(() => encodeMessage(message)).to.throw(expected);
    });
  }
});
