import { expect } from 'chai';
import { createCounters } from '../../../../agent/snmp/counters.ts';
import type { ComputedSubtree, Oid } from '../../../../agent/snmp/mib-view.ts';
import { securityGroups, snmpEngineGroup } from '../../../../agent/snmp/usm/engine-groups.ts';
import { BOOTS, createPeer, ENGINE_ID, messageOf, OPS } from './v3-peer.ts';

/** All instances of a subtree, in the order a walk finds them. */
function walk(subtree: ComputedSubtree): [string, unknown][] {
  const found: [string, unknown][] = [];
  let at: Oid = subtree.root;
  for (let next = subtree.next(at); next; next = subtree.next(at)) {
    expect(subtree.get(next.oid)).to.deep.equal(next.value);
    found.push([next.oid.join('.'), next.value.value]);
    at = next.oid;
  }
  return found;
}

describe('the groups of the SNMP engine', () => {
  it('show snmpEngine with its clock running', () => {
    const { engine, clock } = createPeer();
    clock.seconds = 1_180;
    expect(walk(snmpEngineGroup(engine, 1472))).to.deep.equal([
      ['1.3.6.1.6.3.10.2.1.1.0', ENGINE_ID],
      ['1.3.6.1.6.3.10.2.1.2.0', BOOTS],
      ['1.3.6.1.6.3.10.2.1.3.0', 1_180],
      ['1.3.6.1.6.3.10.2.1.4.0', 1472],
    ]);
  });

  it('show every counter of the security subsystem, each below its own root', () => {
    const { statistics, processor } = createPeer();
    processor.process(messageOf({ ...OPS, name: 'nobody' }), '192.0.2.1');
    const counters = createCounters();
    counters.snmpUnknownPDUHandlers = 2;
    statistics.snmpUnknownPDUHandlers = 3;
    expect(securityGroups(statistics, counters).flatMap(walk)).to.deep.equal([
      ['1.3.6.1.6.3.11.2.1.1.0', 0],
      ['1.3.6.1.6.3.11.2.1.2.0', 0],
      ['1.3.6.1.6.3.11.2.1.3.0', 5],
      ['1.3.6.1.6.3.12.1.4.0', 0],
      ['1.3.6.1.6.3.12.1.5.0', 0],
      ['1.3.6.1.6.3.15.1.1.1.0', 0],
      ['1.3.6.1.6.3.15.1.1.2.0', 0],
      ['1.3.6.1.6.3.15.1.1.3.0', 1],
      ['1.3.6.1.6.3.15.1.1.4.0', 0],
      ['1.3.6.1.6.3.15.1.1.5.0', 0],
      ['1.3.6.1.6.3.15.1.1.6.0', 0],
    ]);
  });
});
