import { heading, nameList, quoted } from './layout.ts';
import type { ComplianceView, GroupView, Status } from './module-view.ts';
import { NODE } from './structure.ts';

/** What belongs to a group: the group's end, arc and status, and its members' descriptors. */
export interface Group {
  readonly end: string;
  readonly arc: number;
  readonly status: Status;
  readonly kind: 'objects' | 'notifications';
  readonly description: string;
  readonly members: readonly string[];
}

/** Groups without members are not in the module; OBJECT-GROUP has at least one (RFC 2580 section 3.1). */
export function groupViews(prefix: string, groups: readonly Group[]): GroupView[] {
  return groups
    .filter(({ members }) => members.length > 0)
    .map(({ end, arc, status, kind, description, members }) => ({
      heading: heading(prefix + end, kind === 'objects' ? 'OBJECT-GROUP' : 'NOTIFICATION-GROUP'),
      members: nameList(kind.toUpperCase(), members),
      status,
      description: quoted([description]),
      oid: `${prefix}${NODE.groups} ${arc}`,
    }));
}

/**
 * One current statement over the current groups; one of status deprecated over the deprecated ones, since a
 * current statement must not ask for them (RFC 2580 section 5.4).
 */
export function complianceViews(prefix: string, groups: readonly Group[]): ComplianceView[] {
  const names = (status: Status) =>
    groups
      .filter((group) => group.status === status && group.members.length > 0)
      .map(({ end }) => prefix + end);
  const view = (end: string, arc: number, status: Status, text: string): ComplianceView => ({
    heading: heading(prefix + end, 'MODULE-COMPLIANCE'),
    status,
    description: quoted([text]),
    groups: nameList('MANDATORY-GROUPS', names(status), 8),
    oid: `${prefix}${NODE.compliances} ${arc}`,
  });
  const current = view(
    NODE.compliance,
    1,
    'current',
    'An agent that conforms has every object of the groups below. An object without a value is not instantiated.',
  );
  if (names('deprecated').length === 0) return [current];
  const deprecated = view(
    NODE.deprecatedCompliance,
    2,
    'deprecated',
    'An agent that conforms still has the objects that will be removed.',
  );
  return [current, deprecated];
}
