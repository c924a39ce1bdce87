import type { Expectation } from './expected.ts';
import type { Findings } from './finding.ts';
import { compareOids, isBelow } from './oid.ts';
import type { Answer, Probe, Seen } from './probe.ts';
import { isException } from './seen-value.ts';

/** Repetitions of one GETBULK: what fits a datagram of 1,400 octets, more or less. */
const MAX_REPETITIONS = 30;
/** An agent that goes back may do so for ever: after so many times a walk is given up. */
const MAX_BACKWARD = 20;
/** An agent that makes up an instance after each one does so for ever, too. */
const MOST_INSTANCES = 1_000_000;

export interface WalkContext {
  readonly probe: Probe;
  readonly expectation: Expectation;
  readonly findings: Findings;
  /** More instances than an agent can mean: after so many a walk is given up. Default: a million. */
  readonly mostInstances?: number;
  /** Told how many instances there are so far. */
  onProgress(instances: number): void;
}

/** All instances below a root by GETBULK, in their right order, each once. What is out of order is a finding. */
export async function walkTree(root: string, context: WalkContext): Promise<Seen[]> {
  const { expectation, findings, mostInstances = MOST_INSTANCES, onProgress } = context;
  const found = new Map<string, Seen>();
  let backward = 0;
  for (let at = root; ; ) {
    const page = await nextPage(at, context);
    if (!page.ok) {
      findings.add('WALK-BROKEN', expectation.subject(at), 'what comes next', page.reason);
      break;
    }
    let isEnd = page.seen.length === 0;
    for (const seen of page.seen) {
      isEnd = isException(seen) || isPast(seen.oid, root);
      if (isEnd) break;
      if (compareOids(seen.oid, at) <= 0) {
        backward += 1;
        findings.add('ORDER-WRONG', expectation.subject(seen.oid), `an OID after ${at}`, seen.oid);
      } else {
        at = seen.oid;
      }
      if (isBelow(seen.oid, root) && !found.has(seen.oid)) found.set(seen.oid, seen);
    }
    onProgress(found.size);
    if (isEnd) break;
    const isEndless = found.size > mostInstances;
    if (isEndless || backward > MAX_BACKWARD) {
      const seen = isEndless ? `more than ${mostInstances} instances` : `${backward} steps back`;
      findings.add('WALK-BROKEN', expectation.subject(at), 'an end of the walk', seen);
      break;
    }
  }
  return [...found.values()].sort((a, b) => compareOids(a.oid, b.oid));
}

/** Whether a walk below `root` is over at this OID. */
function isPast(oid: string, root: string): boolean {
  return !isBelow(oid, root) && compareOids(oid, root) > 0;
}

/** What comes after an OID: by GETBULK, or one instance where that is not answered. */
async function nextPage(at: string, { probe }: WalkContext): Promise<Answer> {
  const page = await probe.getBulk(at, MAX_REPETITIONS);
  return page.ok ? page : probe.getNext([at]);
}
