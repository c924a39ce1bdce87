import { expect } from 'chai';
import { AuthenticationFailures } from '../../../../agent/snmp/notify/authentication-failures.ts';

describe('failures of authentication', () => {
  it('are told at once, and then once in every interval with their number', () => {
    const told: [address: string, failures: number][] = [];
    let clock = 0;
    const failures = new AuthenticationFailures(
      1000,
      (...each) => told.push(each),
      () => clock,
    );
    for (clock = 0; clock < 2500; clock += 10) failures.add(`192.0.2.${clock / 10}`);
    expect(told).to.deep.equal([
      ['192.0.2.0', 1],
      ['192.0.2.100', 100],
      ['192.0.2.200', 100],
    ]);
  });

  it('are told at once after a quiet time', () => {
    const told: number[] = [];
    let clock = 0;
    const failures = new AuthenticationFailures(
      1000,
      (_address, count) => told.push(count),
      () => clock,
    );
    failures.add('::1');
    failures.add('::1');
    clock = 1000;
    failures.add('::1');
    expect(told).to.deep.equal([1, 2]);
  });
});
