import type {
  ConfigItem,
  ConfigurationInfo,
  Kpi1Message,
  MessageProblem,
  PerformanceMeasurement,
  PmItem,
} from '../message.ts';
import { escapeText, hasWhiteSpace, isBlank } from './characters.ts';
import { formatDateTime } from './date-time.ts';
import { KPI1_NAMESPACE } from './element-rules.ts';

/**
 * A message as a whole XML document that validates against agent/http/kpi1.xsd: with a declaration, in UTF-8
 * once it is octets, ending in a line break. No `<` is in it but those of its tags, so that documents one after the other
 * can be told apart by `<?xml`. Throws on a message that the tables do not allow (none of what they ask for
 * at least one of; a blank identifier). An empty namespace: the document is of none.
 */
export function encodeMessage(message: Kpi1Message, namespace: string = KPI1_NAMESPACE): string {
  const root = message.kind;
  const xmlns = namespace === '' ? '' : attribute('xmlns', namespace);
  const { attributes, children } = contentOf(message);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${xmlns}${attributes}>${children}\n</${root}>\n`;
}

/** What is inside a root element: its attributes, each with a space before it, and its children. */
interface Content {
  readonly attributes: string;
  readonly children: string;
}

function contentOf(message: Kpi1Message): Content {
  switch (message.kind) {
    case 'InstancePMReport':
      return {
        attributes: identifier('InstanceID', message.instanceId),
        children: each(message.measurements, measurementElement, 'InstancePMReport (Table 3)'),
      };
    case 'OEConfigurationCmd':
      return {
        attributes: identifier('OEID', message.oeId),
        children: configurationElement(message.info),
      };
    case 'OEConfigQueryRequest':
      return configQueryRequest(message.oeId, message.identifiers);
    case 'OEConfigQueryResponse':
      return {
        attributes: identifier('InstanceID', message.instanceId),
        children:
          each(message.infos, configurationElement, 'OEConfigQueryResponse (Table 6)') +
          unknownIdentifiers(message.unknown),
      };
    case 'OEPMQueryRequest': {
      const { range } = message;
      const time = range
        ? attribute('Begin', formatDateTime(range.begin)) + attribute('End', formatDateTime(range.end))
        : '';
      return {
        attributes: identifier('OEID', message.oeId) + time,
        children: each(message.identifiers, pmIdentifier, 'OEPMQueryRequest (Table 7)'),
      };
    }
    case 'OEPMQueryResponse':
      return {
        attributes: identifier('InstanceID', message.instanceId),
        children:
          each(message.measurements, measurementElement, 'OEPMQueryResponse (Table 8)') +
          unknownIdentifiers(message.unknown),
      };
    case 'OEPMCollectionCmd':
      return {
        attributes:
          identifier('OEID', message.oeId) + identifier('ConfigInfoIdentifier', message.configInfoIdentifier),
        children: each(message.identifiers, pmIdentifier, 'OEPMCollectionCmd (Table 9)'),
      };
    case 'KPI1Error':
      return {
        attributes: attribute('Status', String(message.status)),
        children: each(message.problems, problemElement, 'KPI1Error'),
      };
  }
}

/** Table 5 has a repeated attribute: a list, or elements where an identifier does not go into one (O05). */
function configQueryRequest(oeId: string, identifiers: readonly string[]): Content {
  const elements = each(
    identifiers,
    (text) => textElement('ConfigInfoIdentifier', text),
    'OEConfigQueryRequest (Table 5)',
  );
  const attributes = identifier('OE', oeId);
  if (identifiers.some(hasWhiteSpace)) return { attributes, children: elements };
  return { attributes: attributes + attribute('ConfigInfoIdentifier', identifiers.join(' ')), children: '' };
}

function measurementElement(measurement: PerformanceMeasurement): string {
  const items = each(measurement.items, pmItemElement, 'PerformanceMeasurement (Table 11)');
  return `\n  <PerformanceMeasurement${identifier('Identifier', measurement.identifier)}>${items}\n  </PerformanceMeasurement>`;
}

function configurationElement(info: ConfigurationInfo): string {
  const items = each(info.items, configItemElement, 'ConfigurationInfo (Table 10)');
  return `\n  <ConfigurationInfo${identifier('Identifier', info.identifier)}>${items}\n  </ConfigurationInfo>`;
}

const pmItemElement = (item: PmItem) => itemElement('PMItem', item);
const configItemElement = (item: ConfigItem) => itemElement('ConfigItem', item);

function itemElement(element: string, { name, value, description }: PmItem | ConfigItem): string {
  const more = description === undefined ? '' : attribute('Description', description);
  return `\n    <${element}${identifier('Name', name)}${attribute('Value', value)}${more}/>`;
}

function problemElement({ place, message }: MessageProblem): string {
  const where = place === '' ? '' : attribute('Place', place);
  return `\n  <Problem${where}${identifier('Message', message)}/>`;
}

const pmIdentifier = (text: string) => textElement('PMIdentifier', text);

function unknownIdentifiers(identifiers: readonly string[]): string {
  return identifiers.map((text) => textElement('UnknownIdentifier', text)).join('');
}

function textElement(element: string, text: string): string {
  return `\n  <${element}>${notBlank(element, text)}</${element}>`;
}

function each<T>(parts: readonly T[], encode: (part: T) => string, owner: string): string {
  if (parts.length === 0) throw new Error(`${owner} needs at least one element: it cannot be sent empty`);
  let all = '';
  for (const part of parts) all += encode(part);
  return all;
}

function identifier(name: string, value: string): string {
  return ` ${name}="${notBlank(name, value)}"`;
}

function notBlank(name: string, text: string): string {
  if (isBlank(text)) throw new Error(`${name} is blank: it cannot be sent`);
  return escapeText(text);
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapeText(value)}"`;
}
