/**
 * One MIB module, ready to print: templates/mib.hbs loops over it and decides nothing. Texts of several lines
 * are whole, indented and wrapped, without their last line end; clauses that may be absent are either empty or
 * whole lines.
 */
export interface ModuleView {
  /** `EXAMPLE-SIP-KPI-MIB DEFINITIONS ::= BEGIN`. */
  readonly heading: string;
  /** Comment below it. */
  readonly about: string;
  readonly imports: string;
  readonly identity: IdentityView;
  readonly nodes: readonly NodeView[];
  readonly conventions: readonly ConventionView[];
  readonly sections: readonly SectionView[];
  readonly notifications: readonly NotificationView[];
  readonly compliances: readonly ComplianceView[];
  readonly groups: readonly GroupView[];
}

export interface IdentityView {
  readonly descriptor: string;
  readonly lastUpdated: string;
  /** ORGANIZATION and CONTACT-INFO clauses. */
  readonly organization: string;
  readonly contact: string;
  readonly description: string;
  readonly revisions: readonly { readonly date: string; readonly description: string }[];
  /** What stands between the braces. */
  readonly oid: string;
}

/** `exSipObjects OBJECT IDENTIFIER ::= { exSipMIB 1 }`; the descriptor is padded. */
export interface NodeView {
  readonly descriptor: string;
  readonly oid: string;
}

export interface ConventionView {
  readonly name: string;
  readonly hint: string;
  readonly description: string;
  readonly syntax: string;
}

/** Objects under a comment that says what they have in common. */
export interface SectionView {
  readonly comment: string;
  readonly objects: readonly ObjectView[];
  readonly tables: readonly TableView[];
}

export interface ObjectView {
  /** `exSipCalls OBJECT-TYPE`. */
  readonly heading: string;
  readonly syntax: string;
  /** A UNITS clause, or nothing without a unit. */
  readonly units: string;
  readonly access: 'read-only' | 'not-accessible' | 'accessible-for-notify';
  readonly status: Status;
  readonly description: string;
  /** An INDEX clause, or nothing where it is no entry. */
  readonly index: string;
  readonly oid: string;
}

export type Status = 'current' | 'deprecated' | 'obsolete';

export interface TableView {
  readonly table: ObjectView;
  readonly entry: ObjectView;
  readonly sequence: { readonly name: string; readonly fields: string };
  readonly columns: readonly ObjectView[];
}

export interface NotificationView {
  readonly descriptor: string;
  /** An OBJECTS clause, or nothing. */
  readonly objects: string;
  readonly description: string;
  readonly oid: string;
}

export interface ComplianceView {
  readonly heading: string;
  readonly status: Status;
  readonly description: string;
  /** A MANDATORY-GROUPS clause, or nothing where there is no group. */
  readonly groups: string;
  readonly oid: string;
}

export interface GroupView {
  /** `exSipKpiGroup OBJECT-GROUP`. */
  readonly heading: string;
  /** Its OBJECTS or NOTIFICATIONS clause. */
  readonly members: string;
  readonly status: Status;
  readonly description: string;
  readonly oid: string;
}
