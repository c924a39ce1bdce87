import { setTimeout as pause } from 'node:timers/promises';
import { askEach, type Outcome } from './ask-each.ts';
import type { Expectation } from './expected.ts';
import type { Findings } from './finding.ts';
import { compareOids } from './oid.ts';
import type { Probe, Seen } from './probe.ts';
import { isException, isSame, numberOf, showSeen } from './seen-value.ts';

export interface ReadContext {
  readonly probe: Probe;
  readonly expectation: Expectation;
  readonly findings: Findings;
}

/** Instances that are read in all three ways: of more, so many that lie evenly among them. */
const MOST_COMPARED = 2000;
/** How often a difference is looked at again, as values move, and how long after, in milliseconds. */
const TRIES = 3;
const BETWEEN_TRIES = 50;
/** Of sub-identifiers (RFC 2578 section 3.5). */
const LARGEST_SUB_IDENTIFIER = 2 ** 32 - 1;
/** Repetitions that no datagram holds. */
const MANY = 20_000;

/**
 * Reads again by GET and by GETNEXT what a walk by GETBULK has found: they must agree, but for what moves and for
 * rows that come and go. Counters must not have gone back.
 */
export async function compareReads(
  root: string,
  walked: readonly Seen[],
  context: ReadContext,
): Promise<void> {
  const { probe } = context;
  const chosen = choose(walked.length);
  const oids = chosen.map((i) => (walked[i] as Seen).oid);
  const before = chosen.map((i) => walked[i - 1]?.oid ?? root);
  const gets = await askEach(oids, (some) => probe.get(some));
  const nexts = await askEach(before, (some) => probe.getNext(some));
  for (const [n, i] of chosen.entries()) {
    const first = walked[i] as Seen;
    const [get, next] = [gets[n] as Outcome, nexts[n] as Outcome];
    checkCounter([first, get, next], context);
    if (!agrees(first, get)) await compareGet(first.oid, before[n] as string, context);
    if ('failure' in next || next.oid !== first.oid) await compareNext(before[n] as string, context);
  }
}

function choose(count: number): number[] {
  const compared = Math.min(count, MOST_COMPARED);
  return Array.from({ length: compared }, (_, n) => Math.floor((n * count) / compared));
}

function agrees(first: Seen, get: Outcome): boolean {
  return 'smi' in get && get.oid === first.oid && isSame(first, get);
}

/** Looks again at an instance that GET and the walk said different things of. */
async function compareGet(oid: string, before: string, { probe, expectation, findings }: ReadContext) {
  let seen = { get: '', next: '' };
  for (let left = TRIES; left > 0; left--) {
    const [earlier] = await askEach([oid], (oids) => probe.get(oids));
    const next = await readNext(before, oid, probe);
    const [later] = await askEach([oid], (oids) => probe.get(oids));
    if (!earlier || !next || !later) return;
    const isGone = isMissing(later) && ('failure' in next || next.oid !== oid);
    if (isGone || isBetween(next, earlier, later, oid)) return;
    seen = { get: show(later, oid), next: show(next, oid) };
    await pause(BETWEEN_TRIES);
  }
  findings.add('GET-DIFFERS', expectation.subject(oid), `${seen.next}, as GETNEXT says`, seen.get);
}

/** What GETNEXT says from `before` on; where instances have come between it and `oid`, from behind them all. */
async function readNext(before: string, oid: string, probe: Probe): Promise<Outcome | undefined> {
  const [next] = await askEach([before], (oids) => probe.getNext(oids));
  const isBefore =
    next && 'smi' in next && compareOids(next.oid, before) > 0 && compareOids(next.oid, oid) < 0;
  if (!isBefore) return next;
  const [last] = await askEach([rightBefore(oid)], (oids) => probe.getNext(oids));
  return last;
}

/** An OID that nothing which is served lies between and this one. */
function rightBefore(oid: string): string {
  const end = oid.lastIndexOf('.');
  const parent = oid.slice(0, end);
  const last = Number(oid.slice(end + 1));
  return last === 0 ? parent : `${parent}.${last - 1}.${LARGEST_SUB_IDENTIFIER}`;
}

function isMissing(outcome: Outcome): boolean {
  return 'smi' in outcome && isException(outcome);
}

/** Whether a walk says what GET said before or after it, or a number between the two. */
function isBetween(next: Outcome, earlier: Outcome, later: Outcome, oid: string): boolean {
  if ('failure' in next || 'failure' in earlier || 'failure' in later) return false;
  if ([next, earlier, later].some((each) => each.oid !== oid)) return false;
  if (isSame(next, earlier) || isSame(next, later)) return true;
  const [low, own, high] = [earlier, next, later].map(numberOf);
  if (low === undefined || own === undefined || high === undefined) return false;
  return next.smi === later.smi && low <= own === own <= high;
}

/** Looks again at what comes after an OID: GETNEXT and GETBULK must go the same way. */
async function compareNext(before: string, { probe, expectation, findings }: ReadContext): Promise<void> {
  let seen = { next: '', bulk: '' };
  for (let left = TRIES; left > 0; left--) {
    const [next] = await askEach([before], (oids) => probe.getNext(oids));
    const bulk = await probe.getBulk(before, 1);
    const [first] = bulk.ok ? bulk.seen : [];
    if (next && 'smi' in next && next.oid === first?.oid) return;
    seen = {
      next: next ? ('smi' in next ? next.oid : next.failure) : 'nothing',
      bulk: bulk.ok ? (first?.oid ?? 'nothing') : bulk.reason,
    };
    await pause(BETWEEN_TRIES);
  }
  findings.add('GETNEXT-DIFFERS', expectation.subject(before), `${seen.bulk}, as GETBULK goes on`, seen.next);
}

/** A running total must not go back from one reading to the next. */
function checkCounter(
  readings: readonly (Outcome | undefined)[],
  { expectation, findings }: ReadContext,
): void {
  const [first] = readings;
  if (!first || 'failure' in first || !isCounter(first.oid, expectation)) return;
  const same = readings.filter(
    (each): each is Seen => each !== undefined && 'smi' in each && each.oid === first.oid,
  );
  const totals = same.flatMap((each) => numberOf(each) ?? []);
  for (const [i, total] of totals.entries()) {
    const before = totals[i - 1];
    if (before === undefined || total >= before) continue;
    findings.add('COUNTER-BACK', expectation.subject(first.oid), `${before} or more`, String(total));
    return;
  }
}

function isCounter(oid: string, expectation: Expectation): boolean {
  const syntax = expectation.find(oid)?.object.syntax;
  if (syntax?.of === 'base') return syntax.syntax.kind === 'counter';
  return syntax?.syntax.base === 'Counter64' && syntax.syntax.convention === undefined;
}

/** GETBULK gives what was asked for and no more, and what fits where it asks for too much (RFC 3416 4.2.3). */
export async function checkBulk(root: string, { probe, expectation, findings }: ReadContext): Promise<void> {
  const few = await probe.getBulk(root, 2);
  if (few.ok && few.seen.length > 2) {
    findings.add(
      'BULK-TOO-MANY',
      expectation.subject(root),
      'at most 2 variables',
      `${few.seen.length} variables`,
    );
  }
  const many = await probe.getBulk(root, MANY);
  if (few.ok && (!many.ok || many.seen.length === 0)) {
    const seen = many.ok ? 'no variable' : many.reason;
    findings.add('BULK-REFUSED', expectation.subject(root), 'as many variables as fit', seen);
  }
}

function show(outcome: Outcome, oid: string): string {
  if ('failure' in outcome) return outcome.failure;
  return outcome.oid === oid ? showSeen(outcome) : `${outcome.oid} ${showSeen(outcome)}`;
}
