import type { ConfigurationInfo, Kpi1Message, PerformanceMeasurement, TimeRange } from '../message.ts';
import { splitAtWhiteSpace, trimWhiteSpace } from './characters.ts';
import { parseDateTime } from './date-time.ts';
import type { XmlElement } from './element-tree.ts';
import type { MessageLimits } from './limits.ts';
import type { Problems } from './problems.ts';

/** The message of a root element. Where there have been problems with its elements, only those it adds matter. */
export function readMessage(root: XmlElement, problems: Problems, limits: MessageLimits): Kpi1Message {
  const kind = root.rule.name as Kpi1Message['kind'];
  switch (kind) {
    case 'InstancePMReport':
      return { kind, instanceId: value(root, 'InstanceID'), measurements: measurements(root) };
    case 'OEConfigurationCmd':
      return { kind, oeId: value(root, 'OEID'), info: configurations(root)[0] ?? NO_INFO };
    case 'OEConfigQueryRequest':
      return {
        kind,
        oeId: oeOfTable5(root, problems),
        identifiers: identifiersOfTable5(root, problems, limits),
      };
    case 'OEConfigQueryResponse': {
      const unknown = texts(root, 'UnknownIdentifier');
      return { kind, instanceId: value(root, 'InstanceID'), infos: configurations(root), unknown };
    }
    case 'OEPMQueryRequest': {
      const range = readRange(root, problems);
      const request = { kind, oeId: value(root, 'OEID'), identifiers: texts(root, 'PMIdentifier') } as const;
      return range ? { ...request, range } : request;
    }
    case 'OEPMQueryResponse': {
      const unknown = texts(root, 'UnknownIdentifier');
      return { kind, instanceId: value(root, 'InstanceID'), measurements: measurements(root), unknown };
    }
    case 'OEPMCollectionCmd':
      return {
        kind,
        oeId: value(root, 'OEID'),
        configInfoIdentifier: value(root, 'ConfigInfoIdentifier'),
        identifiers: texts(root, 'PMIdentifier'),
      };
    case 'KPI1Error':
      return { kind, status: Number(value(root, 'Status')), problems: root.children.map(problemOf) };
  }
}

const NO_INFO: ConfigurationInfo = { identifier: '', items: [] };

/** The table says OE where all others say OEID (O04). */
function oeOfTable5({ attributes, offset }: XmlElement, problems: Problems): string {
  const { OE, OEID } = attributes;
  if (OE !== undefined && OEID !== undefined) {
    problems.addAtAttribute(
      offset,
      'OEID',
      'OEConfigQueryRequest has both OE and OEID: leave out OEID (Table 5)',
    );
  }
  const oeId = OE ?? OEID;
  if (oeId === undefined) problems.add(offset, 'OEConfigQueryRequest lacks the attribute OE (Table 5)');
  return oeId ?? '';
}

/** A list in the attribute, and elements (O05); together no more than there may be elements. */
function identifiersOfTable5(root: XmlElement, problems: Problems, { elements }: MessageLimits): string[] {
  const { ConfigInfoIdentifier: list } = root.attributes;
  const identifiers = [...splitAtWhiteSpace(list ?? ''), ...texts(root, 'ConfigInfoIdentifier')];
  if (identifiers.length > elements) {
    problems.add(root.offset, `there are more than ${elements} identifiers: send several messages`);
  }
  if (identifiers.length === 0 && list === undefined) {
    problems.add(root.offset, 'OEConfigQueryRequest lacks the attribute ConfigInfoIdentifier (Table 5)');
  }
  return identifiers;
}

function readRange({ attributes, offset }: XmlElement, problems: Problems): TimeRange | undefined {
  const { Begin, End } = attributes;
  if (Begin === undefined && End === undefined) return undefined;
  if (Begin === undefined || End === undefined) {
    const [given, missing] = Begin === undefined ? ['End', 'Begin'] : ['Begin', 'End'];
    problems.addAtAttribute(
      offset,
      given,
      `OEPMQueryRequest has ${given} but no ${missing}: give both or none`,
    );
    return undefined;
  }
  const begin = parseDateTime(Begin);
  const end = parseDateTime(End);
  // What is no time has been told by its attribute's rule.
  if (begin === undefined || end === undefined) return undefined;
  if (end <= begin) {
    problems.addAtAttribute(
      offset,
      'End',
      `End="${End}" is not after Begin="${Begin}": nothing is between them`,
    );
  }
  return { begin, end };
}

function measurements({ children }: XmlElement): PerformanceMeasurement[] {
  return children
    .filter(({ rule }) => rule.name === 'PerformanceMeasurement')
    .map((child) => ({ identifier: value(child, 'Identifier'), items: child.children.map(itemOf) }));
}

function configurations({ children }: XmlElement): ConfigurationInfo[] {
  return children
    .filter(({ rule }) => rule.name === 'ConfigurationInfo')
    .map((child) => ({ identifier: value(child, 'Identifier'), items: child.children.map(itemOf) }));
}

function itemOf({ attributes }: XmlElement): { name: string; value: string; description?: string } {
  const { Name: name = '', Value: text = '', Description: description } = attributes;
  return description === undefined ? { name, value: text } : { name, value: text, description };
}

function problemOf({ attributes }: XmlElement): { place: string; message: string } {
  return { place: attributes.Place ?? '', message: attributes.Message ?? '' };
}

function texts({ children }: XmlElement, name: string): string[] {
  return children.filter(({ rule }) => rule.name === name).map(({ text }) => trimWhiteSpace(text));
}

function value({ attributes }: XmlElement, name: string): string {
  return attributes[name] ?? '';
}
