import { expect } from 'chai';
import { readV3Header } from '../../agent/snmp/usm/v3-message.ts';
import { drops } from '../agent/snmp/messages.ts';
import { createExchangeAgent, ENGINE_ID, EXCHANGE_USERS } from '../interop/exchange-agent.ts';
import { readRecordings } from '../interop/exchanges.ts';
import { FUZZ_RUNS, fuzz } from './fuzz.ts';
import { signer } from './sign-again.ts';

const recorded = readRecordings()
  .filter(({ name }) => name.startsWith('v3'))
  .flatMap(({ exchanges }) => exchanges.map(({ request }) => request));

describe('any SNMPv3 message sent to the engine', () => {
  const cases = [
    ['with whatever digest it has', (packet: Buffer) => packet],
    [
      'with a right digest, so that it is looked at to its end',
      signer(Object.values(EXCHANGE_USERS), ENGINE_ID),
    ],
  ] as const;
  for (const [what, prepare] of cases) {
    it(`${what}: ends in an answer, a counted report or one counted drop (${FUZZ_RUNS} packets)`, function () {
      this.timeout(0);
      const { answer, counters, statistics } = createExchangeAgent();
      const counted = () =>
        drops(counters) + Object.values(statistics).reduce((total, value) => total + value);
      const seen = { answers: 0, reports: 0, drops: 0 };
      fuzz(
        recorded,
        (packet) => {
          const before = counted();
          const response = answer(packet);
          const reasons = counted() - before;
          if (response) {
            expect(response.length).to.be.at.most(1472);
            expect(readV3Header(response)).to.not.equal(undefined);
            expect(reasons).to.be.at.most(1);
          } else expect(reasons).to.equal(1);
          seen[response ? (reasons === 0 ? 'answers' : 'reports') : 'drops'] += 1;
        },
        prepare,
      );
      expect([counters.internalErrors, counters.handlerErrors]).to.deep.equal([0, 0]);
      // Mutations that get nowhere would show nothing.
      for (const count of Object.values(seen)) expect(count).to.be.above(FUZZ_RUNS / 1000);
    });
  }
});
