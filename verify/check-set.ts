import type { Expectation } from './expected.ts';
import type { Findings } from './finding.ts';
import type { Probe, Seen } from './probe.ts';

/** What refuses a SET of a read-only object (RFC 3416 section 4.2.5), as net-snmp names it. */
const REFUSALS = ['notWritable', 'noAccess', 'authorizationError'];

/** Sets an instance to the value it has: a read-only object refuses that. */
export async function checkSet(
  seen: Seen,
  context: { readonly probe: Probe; readonly expectation: Expectation; readonly findings: Findings },
): Promise<void> {
  const { probe, expectation, findings } = context;
  const answer = await probe.set(seen);
  const subject = expectation.subject(seen.oid);
  const expected = REFUSALS.join(', ');
  if (answer.ok) findings.add('SET-ACCEPTED', subject, expected, 'noError');
  else if (!REFUSALS.includes(answer.reason)) findings.add('SET-ANSWER', subject, expected, answer.reason);
}
