import { type FixedInstance, fixedInstances } from './fixed-instances.ts';
import type { ComputedSubtree, SmiValue } from './mib-view.ts';

/** What the agent says about itself (RFC 3418, the system group). */
export interface SystemDescription {
  readonly sysDescr: string;
  /** Of the kind of product, under its vendor's enterprise. */
  readonly sysObjectID: string;
  readonly sysContact: string;
  readonly sysName: string;
  readonly sysLocation: string;
  /** The MIB modules and protocol capabilities supported, for sysORTable; they are there from the start. */
  readonly resources: readonly { readonly sysORID: string; readonly sysORDescr: string }[];
}

const SYSTEM = [1, 3, 6, 1, 2, 1, 1];
const SYS_OR_ENTRY = [...SYSTEM, 9, 1];

/** Layers 4 and 7, end-to-end and applications: 2^(4−1) + 2^(7−1) (RFC 3418, sysServices). */
const HOST_SERVICES = 72;

/**
 * The system group with sysORTable, read-only.
 *
 * @param sysUpTime hundredths of a second since the agent started, as TimeTicks has them but unwrapped
 */
export function systemGroup(description: SystemDescription, sysUpTime: () => number): ComputedSubtree {
  const scalars: (() => SmiValue)[] = [
    () => text(description.sysDescr),
    () => ({ type: 'OBJECT IDENTIFIER', value: description.sysObjectID }),
    () => ticks(sysUpTime()),
    () => text(description.sysContact),
    () => text(description.sysName),
    () => text(description.sysLocation),
    () => ({ type: 'Integer32', value: HOST_SERVICES }),
    () => ticks(0), // sysORLastChange: sysORTable has not changed since the start
  ];
  return fixedInstances(SYSTEM, [
    ...scalars.map((read, i) => ({ oid: [...SYSTEM, i + 1, 0], read })),
    ...description.resources.flatMap(({ sysORID, sysORDescr }, i): FixedInstance[] => [
      { oid: [...SYS_OR_ENTRY, 2, i + 1], read: () => ({ type: 'OBJECT IDENTIFIER', value: sysORID }) },
      { oid: [...SYS_OR_ENTRY, 3, i + 1], read: () => text(sysORDescr) },
      { oid: [...SYS_OR_ENTRY, 4, i + 1], read: () => ticks(0) },
    ]),
  ]);
}

function text(value: string): SmiValue {
  return { type: 'OCTET STRING', value };
}

function ticks(hundredths: number): SmiValue {
  return { type: 'TimeTicks', value: Math.floor(hundredths) % 2 ** 32 };
}
