import { expect } from 'chai';
import { eventually } from '../eventually.ts';
import { requirePeer } from '../peers.ts';
import { type Kamailio, startKamailio } from './kamailio.ts';
import { type MessageCounts, sumMessageCounts } from './message-counts.ts';
import { runSipp } from './sipp.ts';

const NORTH = { answer: 130, 'status-302': 30, 'status-486': 20, 'status-503': 10, 'status-404': 10 };
const SOUTH = { answer: 90, 'status-302': 10, 'status-480': 40, 'status-603': 30, 'status-408': 30 };
const USERS = { alice: 20, slow: 5, 'status-401': 6, 'status-403': 7, 'status-503': 2 };

describe('Kamailio with examples/kamailio/kamailio.cfg under SIPp', function () {
  this.timeout(60_000);
  let kamailio: Kamailio;
  let north: MessageCounts;
  let south: MessageCounts;
  let registrations: MessageCounts;
  let registerDelays: readonly number[];
  let metrics: ReadonlyMap<string, number>;

  before(async function () {
    const sipp = requirePeer(this, 'sipp');
    kamailio = await startKamailio(requirePeer(this, 'kamailio'));
    const port = kamailio.sipPort;
    const results = await Promise.all([
      runSipp(sipp, { scenario: 'call', mix: NORTH, rate: 50, from: '127.0.0.2', port }),
      runSipp(sipp, { scenario: 'call', mix: SOUTH, rate: 50, from: '127.0.0.3', port }),
      runSipp(sipp, { scenario: 'register', mix: USERS, rate: 20, from: '127.0.0.1', port }),
    ]);
    [north, south, registrations] = results.map((result) => result.counts) as [
      MessageCounts,
      MessageCounts,
      MessageCounts,
    ];
    registerDelays = results[2].registerDelays;
    // An ACK has no response: SIPp may be gone before Kamailio has read the last one.
    const acks = sumMessageCounts([north, south]).sent('ACK');
    metrics = await eventually('Kamailio has read every ACK', async () => {
      const now = await kamailio.metrics();
      return now.get('kamailio_core_rcv_requests_ack') === acks ? now : undefined;
    });
  });
  after(() => kamailio?.stop());
  afterEach(function () {
    if (this.currentTest?.isFailed()) console.log(kamailio.output());
  });

  it('counts every request SIPp sent, by method and trunk', () => {
    expect(north.sent('INVITE')).to.equal(230); // 200 calls, 30 of them redirected and sent again
    expect(south.sent('INVITE')).to.equal(210);
    for (const [trunk, counts] of Object.entries({ north, south })) {
      for (const method of ['INVITE', 'ACK', 'BYE']) {
        const series = `kamailio_sip_requests_total{method="${method}", trunk="${trunk}"}`;
        expect(metrics.get(series), series).to.equal(counts.sent(method));
      }
    }
    const registers = 'kamailio_sip_requests_total{method="REGISTER", trunk="access"}';
    expect(metrics.get(registers)).to.equal(registrations.sent('REGISTER'));
  });

  it('answers as it was asked to', () => {
    expect(north.received('INVITE', 200)).to.equal(130 + 30); // the redirected ones on their second attempt
    expect(north.received('INVITE', 302)).to.equal(30);
    expect(north.received('INVITE', 486)).to.equal(20);
    expect(south.received('INVITE', 603)).to.equal(30);
    expect(registrations.received('REGISTER', 200)).to.equal(25);
    expect(registrations.received('REGISTER', 401)).to.equal(6);
    expect(registrations.received('REGISTER', 403)).to.equal(7);
  });

  it('counts every final response SIPp received, by method, code and trunk', () => {
    const expected = new Map<string, number>();
    const note = (method: string, code: number, trunk: string, counts: MessageCounts) => {
      const count = counts.received(method, code);
      const series = `kamailio_sip_responses_total{method="${method}", code="${code}", trunk="${trunk}"}`;
      if (count > 0) expected.set(series, count);
    };
    for (let code = 200; code < 700; code += 1) {
      for (const method of ['INVITE', 'BYE']) {
        note(method, code, 'north', north);
        note(method, code, 'south', south);
      }
      note('REGISTER', code, 'access', registrations);
    }
    const counted = [...metrics].filter(([series]) => series.startsWith('kamailio_sip_responses_total'));
    expect(Object.fromEntries(counted)).to.deep.equal(Object.fromEntries(expected));
  });

  it('agrees with its own transaction statistics', () => {
    const all = sumMessageCounts([north, south, registrations]);
    const requests = ['INVITE', 'BYE', 'REGISTER'].map((method) => all.sent(method));
    expect(metrics.get('kamailio_tmx_UAS_transactions')).to.equal(requests.reduce((a, b) => a + b));
    expect(metrics.get('kamailio_tmx_3xx_transactions')).to.equal(all.received('INVITE', 302));
  });

  it('measures the delay of successful registrations only, and no more of it than the caller sees', () => {
    const sum = metrics.get('kamailio_register_delay_microseconds_sum')!;
    expect(metrics.get('kamailio_register_delay_microseconds_count')).to.equal(25);
    expect(registerDelays).to.have.lengthOf(25);
    expect(sum).to.be.at.least(5 * 20_000); // sip:slow is held for 20 ms
    const seen = registerDelays.reduce((total, delay) => total + (delay + 1) * 1000, 0);
    expect(sum).to.be.at.most(seen);
  });
});
