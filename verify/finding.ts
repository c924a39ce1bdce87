import { VERIFY_RULES, type VerifyRuleId, type VerifySeverity } from './rules.ts';

/** One thing that an agent does otherwise than it should. */
export interface Finding {
  readonly rule: VerifyRuleId;
  readonly severity: VerifySeverity;
  /** Name of the MIB module it is about; undefined where it is about the agent as a whole. */
  readonly module?: string;
  /** Descriptor with its index: `sipKpiInviteAttempts.0`. */
  readonly name: string;
  /** Dotted, without a leading dot. */
  readonly oid: string;
  readonly expected: string;
  readonly seen: string;
  readonly remedy: string;
  /** How many more instances of the same object have it. */
  readonly more: number;
}

/** What a finding is about. */
export interface Subject {
  readonly module?: string;
  /** Descriptor of the object. */
  readonly descriptor: string;
  /** With the index, where it is about an instance. */
  readonly name: string;
  readonly oid: string;
}

/** Of one object, a rule is told for so many instances; the others are counted. */
const SHOWN = 3;

/** Collects findings in the order they were made. */
export class Findings {
  readonly #findings: { finding: Finding; more: number }[] = [];
  readonly #latest = new Map<string, { count: number; last: { more: number } }>();

  add(rule: VerifyRuleId, { module, descriptor, name, oid }: Subject, expected: string, seen: string): void {
    const { severity, remedy } = VERIFY_RULES[rule];
    const key = `${rule} ${module} ${descriptor}`;
    const known = this.#latest.get(key);
    if (known && known.count === SHOWN) {
      known.last.more += 1;
      return;
    }
    const about = module === undefined ? {} : { module };
    const entry = {
      finding: { rule, severity, ...about, name, oid, expected, seen, remedy, more: 0 },
      more: 0,
    };
    this.#findings.push(entry);
    this.#latest.set(key, { count: (known?.count ?? 0) + 1, last: entry });
  }

  all(): Finding[] {
    return this.#findings.map(({ finding, more }) => ({ ...finding, more }));
  }
}
