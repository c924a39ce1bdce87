import { expect } from 'chai';
import { createCounters } from '../../../agent/snmp/counters.ts';
import { snmpGroup } from '../../../agent/snmp/snmp-group.ts';
import { systemGroup } from '../../../agent/snmp/system-group.ts';
import { agent, PDU } from './messages.ts';

let hundredths = 0;
const system = systemGroup(
  {
    sysDescr: 'a test',
    sysObjectID: '1.3.6.1.4.1.32473.9',
    sysContact: 'noc',
    sysName: 'sip-01',
    sysLocation: '',
    resources: [
      { sysORID: '1.3.6.1.6.3.1', sysORDescr: 'SNMPv2-MIB' },
      { sysORID: '1.3.6.1.6.3.16.2.2.1', sysORDescr: 'views' },
    ],
  },
  () => hundredths,
);
const hex = (text: string) => Buffer.from(text).toString('hex');

describe('the system and snmp groups (RFC 3418)', () => {
  it('has every scalar and sysORTable, in order', () => {
    hundredths = 1234.9;
    const response = agent({ subtrees: [system] }).ask(PDU.bulk, ['1.3.6.1.2.1.1'], { fields: [0, 50] });
    const s = '1.3.6.1.2.1.1';
    expect(response.varbinds).to.deep.equal([
      `${s}.1.0 04:${hex('a test')}`,
      `${s}.2.0 06:2b0601040181fd5909`,
      `${s}.3.0 43:04d2`,
      `${s}.4.0 04:${hex('noc')}`,
      `${s}.5.0 04:${hex('sip-01')}`,
      `${s}.6.0 04:`,
      `${s}.7.0 02:48`,
      `${s}.8.0 43:00`,
      `${s}.9.1.2.1 06:2b0601060301`,
      `${s}.9.1.2.2 06:2b0601060310020201`,
      `${s}.9.1.3.1 04:${hex('SNMPv2-MIB')}`,
      `${s}.9.1.3.2 04:${hex('views')}`,
      `${s}.9.1.4.1 43:00`,
      `${s}.9.1.4.2 43:00`,
      `${s}.9.1.4.2 82:`,
    ]);
  });

  it('wraps sysUpTime after 497 days', () => {
    hundredths = 2 ** 32 + 5;
    expect(agent({ subtrees: [system] }).ask(PDU.get, ['1.3.6.1.2.1.1.3.0']).varbinds).to.deep.equal([
      '1.3.6.1.2.1.1.3.0 43:05',
    ]);
  });

  it('tells a missing instance from a missing object', () => {
    const names = ['1.3.6.1.2.1.1.1.1', '1.3.6.1.2.1.1.9.1.3.7', '1.3.6.1.2.1.1.9.1.1.1'];
    expect(agent({ subtrees: [system] }).ask(PDU.get, names).varbinds).to.deep.equal([
      `${names[0]} 81:`,
      `${names[1]} 81:`,
      `${names[2]} 80:`,
    ]);
  });

  it('shows the counters of the engine', () => {
    const counters = {
      ...createCounters(),
      snmpInPkts: 2 ** 32 + 3,
      snmpInASNParseErrs: 2,
      snmpSilentDrops: 1,
    };
    const { ask } = agent({ subtrees: [snmpGroup(counters, true)] });
    const s = '1.3.6.1.2.1.11';
    expect(ask(PDU.bulk, [s], { fields: [0, 8] }).varbinds).to.deep.equal([
      `${s}.1.0 41:03`,
      `${s}.3.0 41:00`,
      `${s}.4.0 41:00`,
      `${s}.5.0 41:00`,
      `${s}.6.0 41:02`,
      `${s}.30.0 02:01`,
      `${s}.31.0 41:01`,
      `${s}.32.0 41:00`,
    ]);
  });
});
