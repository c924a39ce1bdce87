import type { Project } from '../definition.ts';
import { GENERATED_MARK } from '../folders.ts';
import { complianceViews, type Group, groupViews } from './conformance.ts';
import { conventionsFor } from './conventions.ts';
import { importsFor } from './imports.ts';
import { comment, heading, quoted, textClause } from './layout.ts';
import type { IdentityView, ModuleView, NodeView, NotificationView, SectionView } from './module-view.ts';
import { ARC, NODE } from './structure.ts';

/** What tells one module from another; the rest follows from it. */
export interface ModuleParts {
  readonly name: string;
  readonly prefix: string;
  /** File name of the definitions, where there is one. */
  readonly source?: string;
  readonly description: string;
  /** Newest first. */
  readonly revisions: readonly { readonly date: string; readonly description: string }[];
  /** Between the braces of MODULE-IDENTITY's value. */
  readonly oid: string;
  readonly project: Project;
  /** Ends of the nodes below the module's objects, and their arcs. */
  readonly objectNodes: readonly (readonly [end: string, arc: number])[];
  /** Nodes of other trees that objects lie below. */
  readonly foreignNodes?: readonly NodeView[];
  /** Every type used, as syntax.ts writes them. */
  readonly types: ReadonlySet<string>;
  /** Octets that the module's texts hold. */
  readonly maxText: number;
  readonly sections: readonly SectionView[];
  readonly notifications: readonly NotificationView[];
  readonly groups: readonly Group[];
}

/** Puts a module together: conventions, imports and conformance follow from its objects. */
export function assembleModule(parts: ModuleParts): ModuleView {
  const { name, prefix, source, types, sections, notifications, groups } = parts;
  const from = source === undefined ? '' : ` from ${source}`;
  return {
    heading: heading(name, 'DEFINITIONS ::= BEGIN'),
    about: comment(`${GENERATED_MARK}${from}. Do not edit.`),
    imports: importsFor({
      types,
      objects: sections.length > 0,
      notifications: notifications.length > 0,
    }),
    identity: identityOf(parts),
    nodes: structureNodes(prefix, parts.objectNodes, parts.foreignNodes ?? []),
    conventions: conventionsFor(types, prefix, parts.maxText),
    sections,
    notifications,
    compliances: complianceViews(prefix, groups),
    groups: groupViews(prefix, groups),
  };
}

function identityOf({ prefix, project, description, revisions, oid }: ModuleParts): IdentityView {
  return {
    descriptor: prefix + NODE.identity,
    lastUpdated: utcTime(revisions[0]?.date ?? ''),
    organization: textClause('ORGANIZATION', project.organization),
    contact: textClause('CONTACT-INFO', project.contact),
    description: quoted([description]),
    revisions: revisions.map((revision) => ({
      date: utcTime(revision.date),
      description: quoted([revision.description]),
    })),
    oid,
  };
}

/** `2026-11-21` as ExtUTCTime (RFC 2578 section 2). */
function utcTime(date: string): string {
  return `${date.replaceAll('-', '')}0000Z`;
}

/** The nodes of a module, in the order of their OIDs. */
function structureNodes(
  prefix: string,
  ofObjects: ModuleParts['objectNodes'],
  foreign: readonly NodeView[],
): NodeView[] {
  const node = (end: string, parent: string, arc: number) => ({
    descriptor: prefix + end,
    oid: `${prefix}${parent} ${arc}`,
  });
  const nodes = [
    node(NODE.notifications, NODE.identity, ARC.notifications),
    node(NODE.objects, NODE.identity, ARC.objects),
    ...ofObjects.map(([end, arc]) => node(end, NODE.objects, arc)),
    node(NODE.conformance, NODE.identity, ARC.conformance),
    node(NODE.compliances, NODE.conformance, ARC.compliances),
    node(NODE.groups, NODE.conformance, ARC.groups),
    ...foreign,
  ];
  const width = Math.max(...nodes.map(({ descriptor }) => descriptor.length));
  return nodes.map(({ descriptor, oid }) => ({ descriptor: descriptor.padEnd(width), oid }));
}
