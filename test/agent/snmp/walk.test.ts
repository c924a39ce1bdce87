import { expect } from 'chai';
import fc from 'fast-check';
import { fixedInstances } from '../../../agent/snmp/fixed-instances.ts';
import type { ComputedSubtree, Oid } from '../../../agent/snmp/mib-view.ts';
import { compareOids, formatOid, isInSubtree } from '../../../agent/snmp/oid.ts';
import { agent, PDU } from './messages.ts';

const arc = fc.oneof(fc.nat(3), fc.constantFrom(127, 128, 16383, 16384, 4294967295));
const instance = fc.array(arc, { minLength: 1, maxLength: 5 }).map((rest) => [1, 3, ...rest]);

const tree = fc.record({
  /** Some are open but not published, some a Counter64. */
  instances: fc.uniqueArray(
    fc.tuple(instance, fc.constantFrom('Gauge32', 'Gauge32', 'Counter64', undefined)),
    {
      selector: ([oid]) => formatOid(oid),
      maxLength: 400,
      size: 'max',
    },
  ),
  computedRoots: fc.uniqueArray(arc, { maxLength: 2 }),
  include: fc.array(instance, { maxLength: 4 }),
  exclude: fc.array(instance, { maxLength: 4 }),
  everything: fc.boolean(),
});

/** The longest family that holds the OID decides (RFC 3415). */
function isShown(oid: Oid, include: readonly Oid[], exclude: readonly Oid[]): boolean {
  const longest = (roots: readonly Oid[]) =>
    Math.max(-1, ...roots.filter((root) => isInSubtree(oid, root)).map((root) => root.length));
  return longest(include) > longest(exclude);
}

/** Instances of which some are computed and the rest in the index, behind a view; and what is to be seen. */
const scene = tree.map(({ instances, computedRoots, include, exclude, everything }) => {
  const roots = computedRoots.map((root) => [1, 3, root]);
  const rootOf = (oid: Oid) => roots.find((root) => isInSubtree(oid, root));
  const subtrees: ComputedSubtree[] = roots.map((root) =>
    fixedInstances(
      root,
      instances
        .filter(([oid, type]) => type && rootOf(oid) === root)
        .map(([oid, type = 'Gauge32']) => ({ oid, read: () => ({ type, value: oid.length }) as const })),
    ),
  );
  const view = { include: everything ? [[1]] : include, exclude };
  const visible = instances
    .filter(([oid, type]) => type && isShown(oid, view.include, view.exclude))
    .sort(([a], [b]) => compareOids(a, b));
  const published = instances
    .filter(([oid]) => !rootOf(oid))
    .map(([oid, type]) => [formatOid(oid), type && ({ type, value: oid.length } as const)] as const);
  return {
    make: () => agent({ instances: published, subtrees, view }),
    v2: visible.map(([oid]) => formatOid(oid)),
    v1: visible.filter(([, type]) => type !== 'Counter64').map(([oid]) => formatOid(oid)),
  };
});

type Agent = ReturnType<typeof agent>;

/** Walks as a manager does; at most 1000 requests. */
function walk(next: (name: string) => string[] | undefined): string[] {
  const seen: string[] = [];
  for (let requests = 0; requests < 1000; requests++) {
    const names = next(seen.at(-1) ?? '0.0');
    if (!names) return seen;
    seen.push(...names);
  }
  throw new Error('the walk does not end');
}

function byGetNext({ ask }: Agent, version: number): string[] {
  return walk((name) => {
    const response = ask(PDU.next, [name], { version });
    return response.status === 2 || response.varbinds[0]!.endsWith('82:') ? undefined : response.names;
  });
}

function byGetBulk({ ask }: Agent, maxRepetitions: number): string[] {
  let ended = false;
  return walk((name) => {
    if (ended) return undefined;
    const { varbinds } = ask(PDU.bulk, [name], { fields: [0, maxRepetitions] });
    const found = varbinds.filter((line) => !line.endsWith(' 82:'));
    ended = found.length < varbinds.length;
    return found.map((line) => line.split(' ')[0]!);
  });
}

describe('a walk of the whole tree', () => {
  it('property: by GETNEXT it gives every instance in the view once, in order; in SNMPv1 but Counter64s', () => {
    fc.assert(
      fc.property(scene, ({ make, v2, v1 }) => {
        const it = make();
        expect(byGetNext(it, 1)).to.deep.equal(v2);
        expect(byGetNext(it, 0)).to.deep.equal(v1);
      }),
      { numRuns: 60 },
    );
  });

  it('property: by GETBULK it gives the same, whatever max-repetitions is and however little fits', () => {
    fc.assert(
      fc.property(
        scene,
        fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(2147483647)),
        ({ make, v2 }, maxRepetitions) => {
          expect(byGetBulk(make(), maxRepetitions)).to.deep.equal(v2);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('property: each repeater of a GETBULK goes its own way as if it were alone', () => {
    const starts = fc.array(instance, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(scene, starts, fc.nat(30), ({ make, v2 }, names, repetitions) => {
        const { ask } = make();
        const response = ask(PDU.bulk, names.map(formatOid), { fields: [0, repetitions] });
        names.forEach((start, column) => {
          const after = v2.filter((name) => compareOids(name.split('.').map(Number), start) > 0);
          const own = response.varbinds.filter((_, i) => i % names.length === column);
          const found = own.filter((line) => !line.endsWith(' 82:')).map((line) => line.split(' ')[0]);
          expect(found).to.deep.equal(after.slice(0, repetitions));
          const last = after.at(-1) ?? formatOid(start);
          for (const line of own.slice(found.length)) expect(line).to.equal(`${last} 82:`);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('property: every instance that it gives answers an exact GET, and nothing hidden does', () => {
    fc.assert(
      fc.property(scene, fc.array(instance, { maxLength: 20 }), ({ make, v2 }, others) => {
        const { ask } = make();
        const names = [...v2, ...others.map(formatOid)];
        ask(PDU.get, names).varbinds.forEach((line, i) => {
          expect(line.startsWith(`${names[i]} `)).to.equal(true);
          expect(/ 8[01]:$/.test(line)).to.equal(!v2.includes(names[i]!));
        });
      }),
      { numRuns: 60 },
    );
  });
});
