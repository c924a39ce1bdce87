/**
 * The elements of KPI-1 messages as KPIinOMA Tables 3 to 11 have them (3.1.1 explains their notation; where they
 * give no cardinality it is 1), and ours where they have none. `docs/kpi-1.md` says why each extension is there.
 */

/** The project's own name for the messages: the specification has none (O01). */
export const KPI1_NAMESPACE = 'urn:kpi1:kpi-1:1';

/** What an attribute may hold: `identifier` and `identifiers` (between white space) no blank text. */
export type AttributeType = 'identifier' | 'identifiers' | 'text' | 'dateTime' | 'status';

export interface AttributeRule {
  readonly type: AttributeType;
  readonly required: boolean;
}

export interface ElementRule {
  readonly name: string;
  /** Where it is defined, for people. */
  readonly origin: string;
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  /** In the order in which they have to come. */
  readonly children: readonly ChildRule[];
  /** Holds text and no elements. */
  readonly text: boolean;
}

export interface ChildRule {
  readonly element: ElementRule;
  readonly least: 0 | 1;
  readonly most: 1 | 'unbounded';
}

const required = (type: AttributeType): AttributeRule => ({ type, required: true });
const optional = (type: AttributeType): AttributeRule => ({ type, required: false });

const one = (element: ElementRule): ChildRule => ({ element, least: 1, most: 1 });
const many = (element: ElementRule): ChildRule => ({ element, least: 1, most: 'unbounded' });
const any = (element: ElementRule): ChildRule => ({ element, least: 0, most: 'unbounded' });

function element(
  name: string,
  origin: string,
  attributes: ElementRule['attributes'],
  ...children: readonly ChildRule[]
): ElementRule {
  return { name, origin, attributes, children, text: false };
}

function textElement(name: string, origin: string): ElementRule {
  return { name, origin, attributes: {}, children: [], text: true };
}

const item = { Name: required('identifier'), Value: required('text'), Description: optional('text') };
const identifier = { Identifier: required('identifier') };
const instanceId = { InstanceID: required('identifier') };
const oeId = { OEID: required('identifier') };

const configItem = element('ConfigItem', 'Table 10', item);
const configurationInfo = element('ConfigurationInfo', 'Table 10', identifier, many(configItem));
const pmItem = element('PMItem', 'Table 11', item);
const performanceMeasurement = element('PerformanceMeasurement', 'Table 11', identifier, many(pmItem));
const configInfoIdentifier = textElement('ConfigInfoIdentifier', 'Table 5');
const pmIdentifier = textElement('PMIdentifier', 'Tables 7 and 9');
const unknownIdentifier = textElement('UnknownIdentifier', 'extension O10');
const problem = element('Problem', 'extension O10', {
  Place: optional('text'),
  Message: required('identifier'),
});

/** What a document may be: its root element by name. */
export const MESSAGE_RULES: Readonly<Record<string, ElementRule>> = Object.fromEntries(
  [
    element('InstancePMReport', 'Table 3', instanceId, many(performanceMeasurement)),
    element('OEConfigurationCmd', 'Table 4', oeId, one(configurationInfo)),
    // One of OE and OEID, and at least one identifier in either form (O04, O05): checked where it is read.
    element(
      'OEConfigQueryRequest',
      'Table 5',
      {
        OE: optional('identifier'),
        OEID: optional('identifier'),
        ConfigInfoIdentifier: optional('identifiers'),
      },
      any(configInfoIdentifier),
    ),
    element('OEConfigQueryResponse', 'Table 6', instanceId, many(configurationInfo), any(unknownIdentifier)),
    element(
      'OEPMQueryRequest',
      'Table 7',
      { ...oeId, Begin: optional('dateTime'), End: optional('dateTime') },
      many(pmIdentifier),
    ),
    element('OEPMQueryResponse', 'Table 8', instanceId, many(performanceMeasurement), any(unknownIdentifier)),
    element(
      'OEPMCollectionCmd',
      'Table 9',
      { ...oeId, ConfigInfoIdentifier: required('identifier') },
      many(pmIdentifier),
    ),
    element('KPI1Error', 'extension O10', { Status: required('status') }, many(problem)),
  ].map((rule) => [rule.name, rule]),
);
