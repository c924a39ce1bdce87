import type { Change, Found } from './change.ts';
import { CHANGE_RULES, CHANGE_SEVERITIES, type ChangeRuleId, type ChangeSeverity } from './rules.ts';

/** How a project sees changes: `diff` in its project.yaml. */
export interface DiffPolicy {
  readonly severity: ReadonlyMap<ChangeRuleId, ChangeSeverity>;
  readonly accept: readonly Acceptance[];
}

/** A change that is meant. Without a name: any of the module; without a module: of all. */
export interface Acceptance {
  readonly rule: ChangeRuleId;
  readonly module?: string;
  readonly name?: string;
  readonly reason: string;
}

export interface Judged {
  /** The gravest first, otherwise in the order they were found. */
  readonly changes: readonly Change[];
  /** Acceptances that no change needed. */
  readonly idle: readonly Acceptance[];
}

/** Gives changes the severity that their project says, and marks those that it accepts. */
export function judge(found: readonly Found[], { severity, accept }: DiffPolicy): Judged {
  const used = new Set<Acceptance>();
  const changes = found.map((each): Change => {
    const acceptance = accept.find(
      ({ rule, module, name }) =>
        rule === each.rule &&
        (module === undefined || module === each.module) &&
        (name === undefined || name === each.name),
    );
    if (acceptance) used.add(acceptance);
    return {
      ...each,
      severity: severity.get(each.rule) ?? CHANGE_RULES[each.rule].severity,
      ...(acceptance && { accepted: acceptance.reason }),
    };
  });
  const rank = (change: Change) => CHANGE_SEVERITIES.indexOf(change.severity);
  changes.sort((a, b) => rank(a) - rank(b));
  return { changes, idle: accept.filter((each) => !used.has(each)) };
}

/** Whether some change that nobody accepts is at least as grave. */
export function isAtLeast(changes: readonly Change[], limit: ChangeSeverity): boolean {
  const least = CHANGE_SEVERITIES.indexOf(limit);
  return changes.some(
    ({ accepted, severity }) => accepted === undefined && CHANGE_SEVERITIES.indexOf(severity) <= least,
  );
}
