import { DOCUMENT_RULES, diagnoseBy, type Rule } from '../document/rules.ts';
import { FORMULA_RULES } from '../model/formula/problem.ts';

/**
 * Every rule the generator knows, by id. docs/rules.md has a section for each, and a test holds the two
 * against each other. Ids are upper-case words that say the subject first: `NAME-DUPLICATE`.
 */
export const RULES = {
  ...DOCUMENT_RULES,
  ...FORMULA_RULES,
  'PROJECT-MISSING': { severity: 'error', title: 'The folder has no project.yaml' },
  'DEFINITIONS-MISSING': { severity: 'error', title: 'The folder has no definitions' },
  'MODULE-NAME': { severity: 'error', title: 'A module name is not one of SMI' },
  'MODULE-NAME-LONG': { severity: 'warning', title: 'A module name is long' },
  'MODULE-RESERVED': { severity: 'error', title: 'A module name or prefix is taken' },
  'MODULE-PREFIX': { severity: 'error', title: 'A prefix cannot begin a descriptor' },
  'MODULE-EMPTY': { severity: 'error', title: 'A module defines nothing' },
  'REVISION-DATE': { severity: 'error', title: 'A date is none of the calendar' },
  'REVISION-ORDER': { severity: 'error', title: 'Revisions are not newest first' },
  'NAME-FORM': { severity: 'error', title: 'A name has a form that cannot be used' },
  'NAME-RESERVED': { severity: 'error', title: 'A name is reserved' },
  'SNMP-NAME': { severity: 'error', title: 'A chosen descriptor is none' },
  'DATA-TYPE': { severity: 'error', title: 'A data type is not known' },
  'DURATION-FORM': { severity: 'error', title: 'A duration is not written as one' },
  'DURATION-MULTIPLE': { severity: 'error', title: 'The duration is no multiple of the frequency' },
  'RANGE-FORM': { severity: 'error', title: 'A range is not written as one' },
  'RANGE-ORDER': { severity: 'error', title: 'A range runs backwards' },
  'RANGE-TYPE': { severity: 'error', title: 'A range does not fit the data type' },
  'THRESHOLD-FORM': { severity: 'error', title: 'A threshold is not written as one' },
  'THRESHOLD-TYPE': { severity: 'error', title: 'A threshold needs a number' },
  'THRESHOLD-RANGE': { severity: 'error', title: 'A threshold parts nothing of the range' },
  'THRESHOLD-ORDER': { severity: 'warning', title: 'A warning comes no earlier than the critical alarm' },
  'PER-UNKNOWN': { severity: 'error', title: 'An object is not defined' },
  'OBJECT-UNUSED': { severity: 'warning', title: 'Nothing is measured per object' },
  'FORMULA-RESULT': { severity: 'error', title: 'A formula gives another type than its KPI has' },
  'KPI-COUNTER': { severity: 'warning', title: 'A KPI is no running total' },
  'TEXT-TRANSLITERATED': { severity: 'warning', title: 'A text holds what SMI cannot' },
  'NAME-DUPLICATE': { severity: 'error', title: 'A name is used twice' },
  'NAME-CLASH': { severity: 'error', title: 'Two names give one descriptor' },
  'NAME-UNUSABLE': { severity: 'error', title: 'A name gives no descriptor' },
  'NAME-LONG': { severity: 'error', title: 'A descriptor is longer than SMI allows' },
  'RANGE-UNSUPPORTED': { severity: 'error', title: 'No SMI type holds the range' },
  'INDEX-TYPE': { severity: 'error', title: 'A type or range cannot be an index' },
  'INDEX-LONG': { severity: 'error', title: 'An index does not fit into an OID' },
  'LOCK-VERSION': { severity: 'error', title: 'The lock is of another version' },
  'LOCK-ARC': { severity: 'error', title: 'A number of the lock is used twice or wrongly' },
  'LOCK-DESCRIPTOR': { severity: 'error', title: 'A descriptor of the lock is used twice or differs' },
  'LOCK-ENTERPRISE': { severity: 'error', title: 'The enterprise number differs from the lock' },
  'LOCK-PREFIX': { severity: 'error', title: 'The prefix differs from the lock' },
  'LOCK-TYPE': { severity: 'error', title: 'The type differs from the lock' },
  'LOCK-PER': { severity: 'error', title: 'A scalar became a column, or the other way' },
  'LOCK-INDEX': { severity: 'error', title: 'The index of a table differs from the lock' },
  'HANDLER-MISSING': { severity: 'warning', title: 'A handler does not answer for a measurement' },
  'HANDLER-ORPHAN': { severity: 'warning', title: 'A handler answers for what is not defined' },
  'HANDLER-UNUSED': { severity: 'warning', title: 'A handler belongs to no module' },
  'OUTPUT-DRIFT': { severity: 'error', title: 'A file is not what the definitions give' },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;

/** A finding after a rule, with the rule's severity. */
export const diagnose = diagnoseBy<RuleId>(RULES);
