import { expect } from 'chai';
import type { Kpi1Message } from '../../../messages/message.ts';
import { decodeMessage } from '../../../messages/xml/decode.ts';
import { MESSAGE_LIMITS } from '../../../messages/xml/limits.ts';

const decode = (document: string) => decodeMessage(Buffer.from(document));

function messageOf(document: string): Kpi1Message {
  const decoded = decode(document);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems));
  return decoded.message;
}

/** Problems as `place message`. */
function problemsOf(document: string | Uint8Array, limits = MESSAGE_LIMITS): string[] {
  const decoded = decodeMessage(Buffer.from(document), limits);
  if (decoded.ok) throw new Error('there is no problem');
  return decoded.problems.map(({ place, message }) => `${place} ${message}`);
}

const REPORT = '<InstancePMReport InstanceID="i">';
const ITEM = '<PMItem Name="n" Value="v"/>';
const MEASUREMENT = `<PerformanceMeasurement Identifier="m">${ITEM}</PerformanceMeasurement>`;
const INFO = '<ConfigurationInfo Identifier="c"><ConfigItem Name="n" Value="v"/></ConfigurationInfo>';

describe('decodeMessage', () => {
  describe('takes', () => {
    it('elements of no namespace, of ours, and under a prefix (O01)', () => {
      const expected = messageOf(`${REPORT}${MEASUREMENT}</InstancePMReport>`);
      expect(expected).to.deep.equal({
        kind: 'InstancePMReport',
        instanceId: 'i',
        measurements: [{ identifier: 'm', items: [{ name: 'n', value: 'v' }] }],
      });
      const ours = `<InstancePMReport xmlns="urn:kpi1:kpi-1:1" InstanceID="i">${MEASUREMENT}</InstancePMReport>`;
      expect(messageOf(ours)).to.deep.equal(expected);
      const prefixed = ours.replaceAll(/<(\/?)/g, '<$1k:').replace('xmlns=', 'xmlns:k=');
      expect(messageOf(prefixed)).to.deep.equal(expected);
    });

    it('OE and OEID in Table 5 (O04)', () => {
      for (const name of ['OE', 'OEID']) {
        expect(messageOf(`<OEConfigQueryRequest ${name}="x" ConfigInfoIdentifier="a"/>`)).to.deep.equal({
          kind: 'OEConfigQueryRequest',
          oeId: 'x',
          identifiers: ['a'],
        });
      }
    });

    it('identifiers of Table 5 in an attribute, in elements, and in both (O05)', () => {
      const elements = '<ConfigInfoIdentifier> c d </ConfigInfoIdentifier>';
      const identifiersOf = (attribute: string, content: string) =>
        (messageOf(`<OEConfigQueryRequest OE="x" ${attribute}>${content}</OEConfigQueryRequest>`) as never)[
          'identifiers'
        ];
      expect(identifiersOf('ConfigInfoIdentifier=" a\n b"', '')).to.deep.equal(['a', 'b']);
      expect(identifiersOf('', elements)).to.deep.equal(['c d']);
      expect(identifiersOf('ConfigInfoIdentifier="a"', elements)).to.deep.equal(['a', 'c d']);
    });

    it('a time range with offsets from UTC', () => {
      const request = messageOf(
        '<OEPMQueryRequest OEID="x" Begin="2026-11-21T12:00:00+01:00" End="2026-11-21T11:00:00.5Z"><PMIdentifier>a</PMIdentifier></OEPMQueryRequest>',
      );
      const begin = Date.UTC(2026, 10, 21, 11);
      expect(request).to.deep.include({ range: { begin, end: begin + 500 } });
    });

    it('KPIs and the reserved items as items like others (O08, O09)', () => {
      const report = messageOf(
        `${REPORT}<PerformanceMeasurement Identifier="m"><PMItem Name="kpi1.sequence" Value="7"/><PMItem Name="Session Ratio" Value="98.76"/></PerformanceMeasurement></InstancePMReport>`,
      );
      expect(report).to.deep.include({
        measurements: [
          {
            identifier: 'm',
            items: [
              { name: 'kpi1.sequence', value: '7' },
              { name: 'Session Ratio', value: '98.76' },
            ],
          },
        ],
      });
    });

    it('comments, processing instructions, CDATA, references and where a schema is', () => {
      const request = messageOf(`<?xml version="1.0"?><!-- a --><?b c?>
        <OEPMQueryRequest OEID="&#x41;&lt;" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="kpi1.xsd">
          <PMIdentifier> a<!-- b --><![CDATA[<&>]]>&amp; </PMIdentifier>
        </OEPMQueryRequest>`);
      expect(request).to.deep.equal({ kind: 'OEPMQueryRequest', oeId: 'A<', identifiers: ['a<&>&'] });
    });

    it('no line break in an attribute but those that are written as references', () => {
      const error = messageOf('<KPI1Error Status="400"><Problem Message="a\n\tb&#10;c"/></KPI1Error>');
      expect(error).to.deep.include({ problems: [{ place: '', message: 'a  b\nc' }] });
    });
  });

  describe('tells, of what the tables do not have,', () => {
    const wrong: readonly (readonly [string, string, readonly string[]])[] = [
      [
        'a report of no measurements (K54)',
        `${REPORT}</InstancePMReport>`,
        ['1:1 InstancePMReport holds no PerformanceMeasurement; at least one is needed (Table 3)'],
      ],
      [
        'two ConfigurationInfos in a command (K56)',
        `<OEConfigurationCmd OEID="x">${INFO}\n${INFO}</OEConfigurationCmd>`,
        ['2:1 OEConfigurationCmd holds one ConfigurationInfo only (Table 4): send a message for each'],
      ],
      [
        'a query of no configuration, by nobody (K57)',
        '<OEConfigQueryRequest/>',
        [
          '1:1 OEConfigQueryRequest lacks the attribute OE (Table 5)',
          '1:1 OEConfigQueryRequest lacks the attribute ConfigInfoIdentifier (Table 5)',
        ],
      ],
      [
        'OE beside OEID (O04)',
        '<OEConfigQueryRequest OE="x" OEID="x" ConfigInfoIdentifier="a"/>',
        ['1:30 OEConfigQueryRequest has both OE and OEID: leave out OEID (Table 5)'],
      ],
      [
        'a list of no identifiers (O05)',
        '<OEConfigQueryRequest OE="x" ConfigInfoIdentifier=" "/>',
        ['1:30 ConfigInfoIdentifier=" " of OEConfigQueryRequest: name at least one identifier'],
      ],
      [
        'answers of nothing (K58, K60)',
        '<OEConfigQueryResponse InstanceID="i"><UnknownIdentifier>a</UnknownIdentifier></OEConfigQueryResponse>',
        ['1:1 OEConfigQueryResponse holds no ConfigurationInfo; at least one is needed (Table 6)'],
      ],
      [
        'a query of no or blank identifiers (K59)',
        '<OEPMQueryRequest OEID="x"><PMIdentifier/><PMIdentifier>\n</PMIdentifier></OEPMQueryRequest>',
        ['1:28 PMIdentifier is empty: name an identifier', '1:43 PMIdentifier is empty: name an identifier'],
      ],
      [
        'what is unknown before what is known (O10)',
        `<OEPMQueryResponse InstanceID="i"><UnknownIdentifier>a</UnknownIdentifier>${MEASUREMENT}</OEPMQueryResponse>`,
        ['1:75 <PerformanceMeasurement> comes after <UnknownIdentifier>: put it before'],
      ],
      [
        'a collection without configuration (K61)',
        '<OEPMCollectionCmd OEID="x"><PMIdentifier>a</PMIdentifier></OEPMCollectionCmd>',
        ['1:1 OEPMCollectionCmd lacks the attribute ConfigInfoIdentifier (Table 9)'],
      ],
      [
        'items without name or value, and elements in them (K62, K63)',
        `${REPORT}<PerformanceMeasurement Identifier="m">\n<PMItem Name="a"><Value>1</Value></PMItem>\n<PMItem Value="1"/></PerformanceMeasurement></InstancePMReport>`,
        [
          '2:1 PMItem lacks the attribute Value (Table 11)',
          '2:18 PMItem holds no <Value>; it holds no elements (Table 11)',
          '3:1 PMItem lacks the attribute Name (Table 11)',
        ],
      ],
      [
        'unknown elements and attributes, at their places',
        `<InstancePMReport\n  InstanceID="Id=x"\n  Id="1">${MEASUREMENT}<PmItem><b/></PmItem></InstancePMReport>`,
        [
          '3:3 InstancePMReport has no attribute Id; it has InstanceID (Table 3)',
          '3:102 InstancePMReport holds no <PmItem>; it holds PerformanceMeasurement (Table 3)',
        ],
      ],
      [
        'attributes of another namespace',
        `<InstancePMReport InstanceID="i" xmlns:a="u" a:InstanceID="j">${MEASUREMENT}</InstancePMReport>`,
        ['1:46 InstancePMReport has no attribute a:InstanceID; it has InstanceID (Table 3)'],
      ],
      [
        'names that JavaScript objects have',
        `<InstancePMReport InstanceID="i" __proto__="a" constructor="b">${MEASUREMENT}<toString/></InstancePMReport>`,
        [
          '1:34 InstancePMReport has no attribute __proto__; it has InstanceID (Table 3)',
          '1:48 InstancePMReport has no attribute constructor; it has InstanceID (Table 3)',
          '1:156 InstancePMReport holds no <toString>; it holds PerformanceMeasurement (Table 3)',
        ],
      ],
      [
        'text between elements',
        `${REPORT}${MEASUREMENT}7</InstancePMReport>`,
        ['1:1 InstancePMReport holds text; it holds PerformanceMeasurement (Table 3)'],
      ],
      [
        'another namespace, once (O01)',
        `<InstancePMReport xmlns="urn:oma" InstanceID="i">${MEASUREMENT}</InstancePMReport>`,
        [
          '1:1 InstancePMReport is of the namespace "urn:oma"; KPI-1 messages are of "urn:kpi1:kpi-1:1", or of none',
        ],
      ],
      [
        'an error that is none',
        '<KPI1Error Status="200"><Problem Message=""/></KPI1Error>',
        [
          '1:12 Status="200" of KPI1Error: write an HTTP status of 400 to 599',
          '1:34 Message="" of Problem: give it a text that is not blank',
        ],
      ],
      [
        'another message, and looks no further',
        '<Toaster><a/></Toaster>',
        [
          '1:1 <Toaster> is no KPI-1 message; they are InstancePMReport, OEConfigurationCmd, OEConfigQueryRequest, OEConfigQueryResponse, OEPMQueryRequest, OEPMQueryResponse, OEPMCollectionCmd, KPI1Error',
        ],
      ],
    ];
    for (const [what, document, expected] of wrong) {
      it(what, () => {
        expect(problemsOf(document)).to.deep.equal(expected);
      });
    }
  });

  describe('tells, of a time range,', () => {
    const query = (attributes: string) =>
      `<OEPMQueryRequest OEID="x" ${attributes}><PMIdentifier>a</PMIdentifier></OEPMQueryRequest>`;
    const remedy = 'write a time with its offset from UTC, such as 2026-11-21T12:00:00Z';
    for (const time of [
      '2026-02-30T00:00:00Z',
      '2026-11-21T12:00:00',
      '2026-11-21',
      '0000-01-01T00:00:00Z',
      '2026-11-21T12:00:00+14:30',
      'now',
    ]) {
      it(`that ${time} is no time`, () => {
        expect(problemsOf(query(`Begin="${time}" End="2026-11-21T12:00:00Z"`))).to.deep.equal([
          `1:28 Begin="${time}" of OEPMQueryRequest: ${remedy}`,
        ]);
      });
    }

    it('that it has one end only', () => {
      expect(problemsOf(query('End="2026-11-21T12:00:00Z"'))).to.deep.equal([
        '1:28 OEPMQueryRequest has End but no Begin: give both or none',
      ]);
    });

    it('that it ends where it begins', () => {
      expect(problemsOf(query('Begin="2026-11-21T12:00:00Z" End="2026-11-21T13:00:00+01:00"'))).to.deep.equal(
        [
          '1:57 End="2026-11-21T13:00:00+01:00" is not after Begin="2026-11-21T12:00:00Z": nothing is between them',
        ],
      );
    });
  });

  describe('tells, of XML that is not well-formed,', () => {
    const malformed: readonly (readonly [string, string, readonly string[]])[] = [
      ['nothing at all', '', ['1:1 document must contain a root element: send one KPI-1 message']],
      [
        'a DOCTYPE, which it reads no entity of (O17)',
        `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>${REPORT}&b;</InstancePMReport>`,
        ['2:1 a DOCTYPE is refused: send the message without it'],
      ],
      [
        'entities, attributes and prefixes all at once',
        `<InstancePMReport InstanceID="&b;"\nInstanceID="j">${MEASUREMENT}\n<a:b/></InstancePMReport>`,
        [
          '1:34 undefined entity: write &amp; for an ampersand; only amp, lt, gt, quot and apos are known',
          '2:16 duplicate attribute: InstanceID: give each attribute once',
          '3:1 InstancePMReport holds no <b>; it holds PerformanceMeasurement (Table 3)',
          '3:7 unbound namespace prefix: "a": declare the prefix by xmlns:',
        ],
      ],
      [
        'what was cut off, after what is wrong before',
        `${REPORT}<a/>`,
        [
          '1:34 InstancePMReport holds no <a>; it holds PerformanceMeasurement (Table 3)',
          '1:38 unclosed tag: InstancePMReport: the document was cut off, or an end tag is missing',
        ],
      ],
      [
        'a control character',
        '<InstancePMReport InstanceID="\u0001"/>',
        ['1:32 disallowed character: write &lt; for <; leave out control characters'],
      ],
      [
        'a reference to one',
        '<InstancePMReport InstanceID="&#1;"/>',
        ['1:35 malformed character entity: write &lt; for <; leave out control characters'],
      ],
      [
        'two messages in one document',
        `${REPORT}${MEASUREMENT}</InstancePMReport><b/>`,
        ['1:148 documents may contain only one root: send several messages as multipart/mixed'],
      ],
      [
        'XML 1.1 and another encoding',
        `<?xml version="1.1" encoding="ISO-8859-1"?>${REPORT}${MEASUREMENT}</InstancePMReport>`,
        [
          '1:1 XML 1.1 is declared: send XML 1.0',
          '1:1 the encoding ISO-8859-1 is declared, but this is UTF-8: send and declare UTF-8',
        ],
      ],
      ['no XML', '{"a": 1}', ['1:10 text data outside of root node: send well-formed XML 1.0']],
    ];
    for (const [what, document, expected] of malformed) {
      it(what, () => {
        expect(problemsOf(document)).to.deep.equal(expected);
      });
    }
  });

  describe('stops', () => {
    it('at more octets than it may read', () => {
      const problems = problemsOf('<InstancePMReport/>', { ...MESSAGE_LIMITS, octets: 18 });
      expect(problems).to.deep.equal([' the document has 19 octets; at most 18 are read: send several']);
    });

    it('at elements nested too deep', () => {
      const problems = problemsOf(REPORT + '<a>'.repeat(1_000_000));
      expect(problems).to.deep.equal([
        '1:34 InstancePMReport holds no <a>; it holds PerformanceMeasurement (Table 3)',
        '1:79 elements are nested deeper than 16: no message needs that',
      ]);
    });

    it('at too many elements', () => {
      const limits = { ...MESSAGE_LIMITS, elements: 3 };
      expect(problemsOf(REPORT + MEASUREMENT.repeat(2), limits)).to.deep.equal([
        '1:126 there are more than 3 elements: send several messages',
      ]);
    });

    it('at too many identifiers in a list', () => {
      const list = 'a '.repeat(4);
      const query = `<OEConfigQueryRequest OE="x" ConfigInfoIdentifier="${list}"/>`;
      expect(problemsOf(query, { ...MESSAGE_LIMITS, elements: 3 })).to.deep.equal([
        '1:1 there are more than 3 identifiers: send several messages',
      ]);
    });

    it('at names of any length, in what it tells', () => {
      const long = 'a'.repeat(10_000);
      const problems = [
        `<${long}/>`,
        `${REPORT}<${long}/>`,
        `${REPORT}<${long}:a/>`,
        `<InstancePMReport ${long}=""/>`,
      ].flatMap((document) => problemsOf(document));
      for (const problem of problems) expect(problem).to.have.length.below(450);
    });

    it('at an element of too many attributes, before the element ends', () => {
      const attributes = Array.from({ length: 100_000 }, (_, at) => `a${at}="b"`).join('\n');
      const problems = problemsOf(`<InstancePMReport ${attributes}`);
      expect(problems).to.deep.equal(['1:1 an element has more than 16 attributes: no message needs them']);
    });

    it('after 20 problems', () => {
      const problems = problemsOf(`${REPORT}${'<a/>'.repeat(100)}</InstancePMReport>`);
      expect(problems).to.have.length(21);
      expect(problems.at(-1)).to.equal('1:110 there may be more: the first 20 problems are listed');
    });
  });
});
