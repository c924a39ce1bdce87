/**
 * What the script of nms/html/index.html is given, as JSON within the page: every node of the OID tree with all
 * that is known of it. Texts are as the definitions have them; the page only ever shows them as text. OIDs are
 * dotted, without a leading dot. What does not apply is absent.
 */
export interface Reference {
  readonly organization: string;
  readonly contact: string;
  /** Name and version of the program that wrote it. */
  readonly generator: string;
  readonly modules: readonly ReferenceModule[];
  /** In the order of their OIDs, so that each stands before those below it. */
  readonly nodes: readonly ReferenceNode[];
  /** What each function of the formula language means, by name. */
  readonly functions: Readonly<Record<string, string>>;
}

export interface ReferenceModule {
  readonly name: string;
  readonly oid: string;
  readonly description: string;
  /** Name of the definition file, where there is one. */
  readonly file?: string;
  /** Newest first; none of a module that only the lock still knows. */
  readonly revisions: readonly { readonly date: string; readonly description: string }[];
}

export interface ReferenceNode {
  readonly kind:
    | 'root'
    | 'module'
    | 'group'
    | 'kpi'
    | 'measurement'
    | 'object'
    | 'table'
    | 'entry'
    | 'index'
    | 'notification';
  readonly oid: string;
  /** Empty of the root, which no module names. */
  readonly descriptor: string;
  /** Which of the modules; the root has none. */
  readonly module?: number;
  /** As the definitions call it, where that is not the descriptor. */
  readonly name?: string;
  readonly description: string;
  /** Absent where it is current. */
  readonly status?: 'deprecated' | 'obsolete';
  /** What the SYNTAX clause says. */
  readonly syntax?: string;
  /** The figure is the wire's number × 10^-decimals. */
  readonly decimals?: number;
  /** Names of the wire's numbers, from 1 on. */
  readonly choices?: readonly string[];
  readonly unit?: string;
  readonly dataType?: string;
  /** As declared: `0..100`. */
  readonly range?: string;
  /** No instance can be asked for: it is only sent, in notifications. */
  readonly isNotifyOnly?: true;
  /** Index of its row in kpi1KpiTable or kpi1PmTable: the module's arc and its own. */
  readonly row?: string;
  readonly kpi?: KpiFields;
  /** Of a table: how the last arcs of an instance are made. */
  readonly index?: readonly ReferenceIndex[];
  /** Of a notification: OIDs of the objects that it carries. */
  readonly objects?: readonly string[];
}

/** The fields of a KPI's definition (KPIinOMA section 5) that other nodes have not. */
export interface KpiFields {
  readonly purpose: string;
  readonly formula: readonly FormulaPart[];
  /** Names of the functions that the formula uses. */
  readonly functions: readonly string[];
  readonly frequency: string;
  readonly duration: string;
  readonly dataSource: string;
  readonly category?: string;
  readonly thresholds: readonly { readonly severity: 'warning' | 'critical'; readonly condition: string }[];
}

/** A piece of the formula's text; with an OID where it names a measurement or KPI. */
export type FormulaPart = string | readonly [text: string, oid: string];

/** A part of an index and how it stands in an OID (RFC 2578 section 7.7). */
export interface ReferenceIndex {
  readonly oid: string;
  readonly descriptor: string;
  readonly kind: 'number' | 'text';
  /** Bounds of the number, or of the text's octets. */
  readonly min: number;
  readonly max: number;
  /** The text has no length before it. */
  readonly isImplied?: true;
}
