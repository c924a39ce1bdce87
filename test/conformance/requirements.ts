/** What the KPIinOMA specification asks of an implementation, and what it leaves open. */
export interface Requirement {
  /** As test names have it. */
  readonly id: string;
  /** Section or table of the specification. */
  readonly section: string;
  readonly text: string;
  /** How far it is kept where that is not simply so. */
  readonly limit?: string;
}

const row = (id: string, section: string, text: string, limit?: string): Requirement => ({
  id,
  section,
  text,
  ...(limit !== undefined && { limit }),
});

export const TEMPLATE: readonly Requirement[] = [
  row('K01', '5', 'A KPI follows the template; all fields but Category are mandatory.'),
  row('K02', '5.1', 'The name of a KPI is unique.'),
  row('K03', '5.2', 'Description.'),
  row('K04', '5.3', 'Purpose.'),
  row('K05', '5.4', 'The formula says how the KPI is calculated from Performance Measurements.'),
  row('K06', '5.4', 'A formula may refer to another KPI in brackets.'),
  row('K07', '5.4', 'A KPI that is referred to is defined beforehand.'),
  row('K08', '5.5', 'Unit.'),
  row('K09', '5.6', 'Data type and accuracy.'),
  row('K10', '5.7', 'Reporting Frequency: the shortest period.'),
  row('K11', '5.8', 'Reporting Duration: a multiple of the frequency.'),
  row('K12', '5.9', 'Data Source.'),
  row('K13', '5.10', 'Category, optional, by which the Operational Environment groups KPIs.'),
  row('K14', '1', 'One template for all enablers.'),
];

export const INSTANCE: readonly Requirement[] = [
  row('K15', '6.1.1', 'Performance Measurements are collected as the configuration says.'),
  row('K16', '6.1.1', 'Collection starts after the collection request.'),
  row('K17', '6.1.1', 'Collected is from running equipment, servers or clients.'),
  row('K18', '6.1.1', 'Filters discard what is not needed.'),
  row('K19', '6.1.1', 'What was collected is converted to a predefined format and reported.'),
  row('K20', '6.1.1', 'What was collected is stored for later retrieval.'),
  row('K21', '6.1.2', 'Reports go out by preset conditions or by configuration that was received.'),
  row('K22', '6.1.2', 'Queries are answered with Performance Measurements or KPIs.'),
  row('K23', '6.1.3', 'Configuration is received from the Operational Environment and applied.'),
  row('K24', '6.1.3', 'Configuration queries are answered.'),
  row('K25', '6.1.3', 'Configuration may be one file with several items.'),
  row('K26', '6.1.3', 'An item has a name, a value and perhaps a description.'),
  row('K27', '6.1.3', 'A value is verified.'),
  row('K28', '6.1.3', 'Items may be shown and operated through a user interface.'),
  row(
    'K29',
    '6.1.3',
    'Configuration may hold report criteria, collection conditions, calculation methods and items of the provider.',
  ),
  row('K30', '6.1.4', 'KPIs are calculated from Performance Measurements by definition and configuration.'),
];

export const ENVIRONMENT: readonly Requirement[] = [
  row('K31', '6.2', 'Performance Measurements are received by query and by report.'),
  row('K32', '6.2', 'Collection is requested.'),
  row('K33', '6.2', 'Configuration is initiated.'),
  row('K34', '6.2', 'Performance Measurements, KPIs and configuration are queried.'),
  row('K35', '6.2', 'KPIs are calculated from the Performance Measurements that were received.'),
];

export const BINDINGS: readonly Requirement[] = [
  row('K36', '8', 'KPI-1 is exposed by the instance: query, report, collection, configuration.'),
  row('K37', '8.1', 'At least one of the bindings is there.'),
  row('K38', '8.1, Table 1', 'Which message goes over which binding.'),
  row('K39', '8.2.1.1', 'application/xml holds one message.'),
  row('K40', '8.2.1.1', 'multipart/mixed holds several.'),
  row('K41', '8.2.1.2', 'Requests are POST.'),
  row('K42', '8.2.1.2', "The receiver's address is in the request line; Host."),
  row('K43', '8.2.1.2', 'User-Agent names the device and the sender.'),
  row('K44', '8.2.1.2', 'Accept is application/xml, multipart/mixed.'),
  row('K45', '8.2.1.2', 'Accept-Encoding and Content-Encoding: deflate, gzip.'),
  row('K46', '8.2.1.2', 'Accept-Language.'),
  row('K47', '8.2.1.2', 'Accept-MsgSize.'),
  row('K48', '8.2.1.2', 'Content-Length and Content-Type, both ways.'),
  row('K49', '8.2.1.2', 'Headers that are absent have their defaults.'),
  row('K50', '8.2.1.2', 'The status line reflects the outcome.'),
  row('K51', '8.2.1.2', 'ETag is unique.'),
  row('K52', '8.2.1.2', 'The answer holds the message where all went well.'),
  row('K53', 'Table 2', 'Reports are POSTs of the instance, answers ride on the response.'),
  row('K54', '8.2.2', 'InstancePMReport: InstanceID and one or more PerformanceMeasurements.'),
  row('K55', '8.2.2.1', 'The transport acknowledges a report.'),
  row('K56', '8.2.3', 'OEConfigurationCmd: OEID and one ConfigurationInfo.'),
  row('K57', '8.2.4.1', 'OEConfigQueryRequest: OE and one or more ConfigInfoIdentifiers.'),
  row('K58', '8.2.4.2', 'OEConfigQueryResponse: InstanceID and one or more ConfigurationInfos.'),
  row('K59', '8.2.5.1', 'OEPMQueryRequest: OEID and one or more PMIdentifiers.'),
  row('K60', '8.2.5.2', 'OEPMQueryResponse: InstanceID and one or more PerformanceMeasurements.'),
  row('K61', '8.2.6', 'OEPMCollectionCmd: OEID, ConfigInfoIdentifier, one or more PMIdentifiers (optional).'),
  row('K62', '8.2.7.1', 'ConfigurationInfo: Identifier, and items of Name, Value and perhaps Description.'),
  row(
    'K63',
    '8.2.7.2',
    'PerformanceMeasurement: Identifier, and items of Name, Value and perhaps Description.',
  ),
  row('K64', '3.1.1', 'Elements, attributes, nesting and cardinality as the tables note them.'),
  row('K65', '8.3', 'The agent watches for events and sends traps.'),
  row('K66', '8.3', 'The master polls by GET.'),
  row('K67', '8.3', 'KPIs and Performance Measurements are defined as MIB.'),
  row('K68', '8.3', 'The Operational Environment is the SNMP master, the instance the agent.'),
  row('K69', '8.3.1', 'Reports are traps.', 'informs too, where a target is configured so'),
  row('K70', '8.3.2', 'Performance Measurements are polled.'),
  row('K71', '8.3.3', 'Configuration is queried by GET.'),
  row('K72', '8.1, Table 1', 'No command is mapped to SNMP.'),
  row('K73', '8.1', 'SNMP version 2.', 'as RFC 1901 and RFC 3416 have it; and versions 1 and 3'),
  row('K74', '8.4', 'Reports may go over FTP.'),
  row('K75', '8.4', 'No other message goes over FTP.'),
  row('K76', '8.4.1', 'APPE, which creates the file where there is none.'),
  row('K77', '8.4.1, Table 12', 'The six parameters of FTP are configured beforehand.'),
];

export const OPEN_POINTS: readonly Requirement[] = [
  row(
    'O01',
    '8.2',
    'There is no XML namespace and no schema.',
    'a URN of this project; kpi1.xsd is shipped; messages without a namespace are taken',
  ),
  row(
    'O02',
    'Tables 3, 4, 6, 8',
    'Structures to be determined, references to sections that are not there.',
    'the structures of 8.2.7',
  ),
  row(
    'O04',
    'Table 5',
    'The attribute is OE here and OEID elsewhere.',
    'sent as the table has it; both are taken',
  ),
  row(
    'O05',
    'Table 5',
    'An attribute that occurs more than once cannot be XML.',
    'a list separated by blanks; elements are taken too',
  ),
  row('O08', '6.1.2', 'KPIs have no element.', "a KPI is a PMItem that has the KPI's name"),
  row('O09', '8.2.7.2', 'Time, granularity and validity have no place.', 'reserved items'),
  row(
    'O10',
    '8.2',
    'There is no error and no partial answer.',
    '4xx with a small XML body; a partial answer lists what is unknown',
  ),
  row('O11', '8.2.6', 'Nothing stops collection.', 'it ends at its duration, or by a configuration item'),
  row('O12', 'Table 11', 'All values are strings.', "decimal numbers in the definition's accuracy"),
  row(
    'O13',
    '6.1.1, 6.1.3',
    'The names of filters, criteria and items are not defined.',
    'a typed catalogue, docs/settings.md',
  ),
  row(
    'O14',
    '8.4',
    'The format over FTP is for further study.',
    'file names after 3GPP TS 32.432; whole documents one after the other; a torn one is found',
  ),
  row('O15', '8.4', 'Passive mode, binary and TLS are not mentioned.', 'EPSV or PASV, TYPE I, explicit FTPS'),
  row('O17', '9', 'Security considerations are empty.', 'docs/security.md'),
  row('O18', '8.1', 'RFC 1448 is obsolete.', 'SNMPv2c after RFC 3416; v3; v1 after RFC 3584'),
  row(
    'O19',
    '5.6',
    'The list of data types ends in "etc.".',
    'integer, counter, gauge, real(p), string, boolean',
  ),
  row('O20', '8.3', 'There is no root for OIDs.', 'the enterprise number is configured'),
  row('O21', '8.3', 'Whether OIDs stay is not said.', 'a lock file; nothing is used again'),
  row(
    'O22',
    '5.4',
    'Grammar, division by zero and missing data are not settled.',
    'docs/formulas.md; no value, never 0',
  ),
  row('O23', 'Appendix B', 'The conformance tables are placeholders.', 'this page'),
  row('O24', '8.2.1.2', 'The unit of Accept-MsgSize is not given.', 'octets'),
  row(
    'O25',
    '5.7',
    '"Minimal" is not explained.',
    'the shortest period; a configured one is a whole multiple',
  ),
  row('O26', '8.3.1', 'The size of a trap is not limited.', 'parts of at most 1,400 octets, numbered'),
];
