/** One MIB module, ready to print: templates/mib.hbs loops over it and decides nothing. */
export interface ModuleView {
  /** `EXAMPLE-SIP-KPI-MIB DEFINITIONS ::= BEGIN`. */
  readonly heading: string;
  /** Lines of comment below it. */
  readonly about: readonly string[];
  readonly imports: readonly string[];
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
  /** The lines of ORGANIZATION and CONTACT-INFO clauses. */
  readonly organization: readonly string[];
  readonly contact: readonly string[];
  readonly description: readonly string[];
  readonly revisions: readonly { readonly date: string; readonly description: readonly string[] }[];
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
  readonly description: readonly string[];
  readonly syntax: string;
}

/** Objects under a comment that says what they have in common. */
export interface SectionView {
  readonly comment: readonly string[];
  readonly objects: readonly ObjectView[];
  readonly tables: readonly TableView[];
}

export interface ObjectView {
  /** `exSipCalls OBJECT-TYPE`. */
  readonly heading: string;
  readonly syntax: string;
  /** The lines of a UNITS clause; none without a unit. */
  readonly units: readonly string[];
  readonly access: 'read-only' | 'not-accessible' | 'accessible-for-notify';
  readonly status: Status;
  /** With its quotes and indentation. */
  readonly description: readonly string[];
  /** The lines of an INDEX clause; none but of an entry. */
  readonly index: readonly string[];
  readonly oid: string;
}

export type Status = 'current' | 'deprecated' | 'obsolete';

export interface TableView {
  readonly table: ObjectView;
  readonly entry: ObjectView;
  readonly sequence: { readonly name: string; readonly fields: readonly string[] };
  readonly columns: readonly ObjectView[];
}

export interface NotificationView {
  readonly descriptor: string;
  readonly objects: readonly string[];
  readonly description: readonly string[];
  readonly oid: string;
}

export interface ComplianceView {
  readonly heading: string;
  readonly status: Status;
  readonly description: readonly string[];
  /** The lines of a MANDATORY-GROUPS clause; none where there is no group. */
  readonly groups: readonly string[];
  readonly oid: string;
}

export interface GroupView {
  /** `exSipKpiGroup OBJECT-GROUP`. */
  readonly heading: string;
  /** The lines of its OBJECTS or NOTIFICATIONS clause. */
  readonly members: readonly string[];
  readonly status: Status;
  readonly description: readonly string[];
  readonly oid: string;
}
