import { checkIndex } from './check-index.ts';
import { checkValue } from './check-value.ts';
import type { Expectation, ExpectedObject } from './expected.ts';
import type { Findings } from './finding.ts';
import type { Seen } from './probe.ts';
import { showSeen } from './seen-value.ts';

/** What a walk found, sorted out. */
export class Instances {
  readonly #byObject = new Map<ExpectedObject, Map<string, Seen>>();

  /** The instances of an object by their index as it stands in the OID. */
  of(object: ExpectedObject): ReadonlyMap<string, Seen> {
    return this.#byObject.get(object) ?? new Map();
  }

  add(object: ExpectedObject, index: string, seen: Seen): void {
    const known = this.#byObject.get(object);
    if (known) known.set(index, seen);
    else this.#byObject.set(object, new Map([[index, seen]]));
  }
}

/** Checks every instance for itself: that it is defined, its name and its value. */
export function checkInstances(
  walked: readonly Seen[],
  { expectation, findings }: { readonly expectation: Expectation; readonly findings: Findings },
): Instances {
  const instances = new Instances();
  for (const seen of walked) {
    const found = expectation.find(seen.oid);
    const subject = expectation.subject(seen.oid);
    if (!found) {
      findings.add('OBJECT-UNKNOWN', subject, 'nothing', showSeen(seen));
      continue;
    }
    const { object, index } = found;
    const wanted = checkIndex(index, object.index);
    if (wanted !== undefined) {
      findings.add('INSTANCE-INVALID', subject, wanted, `.${index.join('.')}`);
      continue;
    }
    instances.add(object, index.join('.'), seen);
    const mistake = checkValue(seen, object.syntax);
    if (mistake) findings.add(mistake.rule, subject, mistake.expected, mistake.seen);
  }
  return instances;
}
