import { lookup } from 'node:dns/promises';
import { EventEmitter, once } from 'node:events';
import { expect } from 'chai';
import { atOnce } from '../../../../agent/slices.ts';
import { PduType } from '../../../../agent/snmp/ber.ts';
import type { Varbind } from '../../../../agent/snmp/mib-view.ts';
import type { Outcome } from '../../../../agent/snmp/notify/notification-queue.ts';
import type { NotificationTarget } from '../../../../agent/snmp/notify/notification-target.ts';
import { MAX_MESSAGE_SIZE, Notifier } from '../../../../agent/snmp/notify/notifier.ts';
import { FakeReceiver } from './fake-receiver.ts';

const COLD_START = [1, 3, 6, 1, 6, 3, 1, 1, 5, 1];
const coldStart = { trapOid: COLD_START, varbinds: [] };

const counter = (value: number): Varbind => ({
  oid: [1, 3, 6, 1, 4, 1, 32473, 1, value],
  value: { type: 'Counter32', value },
});

const hex = (octet: number) => octet.toString(16).padStart(2, '0');

/** A notifier whose outcomes and log lines a test can wait for. */
function observed(targets: readonly NotificationTarget[], trapAddress?: Uint8Array) {
  const events = new EventEmitter();
  const outcomes: [NotificationTarget, Outcome][] = [];
  const log: string[] = [];
  const note = (fields: object, message: string) => {
    log.push(`${message} ${JSON.stringify(fields)}`);
    events.emit('log');
  };
  const notifier = new Notifier(targets, {
    sysUpTime: () => 100,
    log: { info: note, warn: note },
    ...(trapAddress && { trapAddress }),
    onOutcome: (target, outcome) => {
      outcomes.push([target, outcome]);
      events.emit('outcome');
    },
  });
  const until = async (count: number) => {
    while (outcomes.length < count) await once(events, 'outcome');
    return outcomes.map(([, outcome]) => outcome);
  };
  const logged = async (count: number) => {
    while (log.length < count) await once(events, 'log');
    return log;
  };
  return { notifier, outcomes, until, logged };
}

describe('the notification originator', () => {
  let receiver: FakeReceiver;
  let started: Notifier[] = [];

  const target = (
    options: Partial<Extract<NotificationTarget, { version: 'v2c' }>> = {},
  ): NotificationTarget => ({
    host: '127.0.0.1',
    port: receiver.port,
    version: 'v2c',
    community: 'public',
    inform: true,
    timeoutMs: 20,
    retries: 2,
    ...options,
  });
  const start = (...targets: NotificationTarget[]) => {
    const all = observed(targets);
    started.push(all.notifier);
    return all;
  };

  beforeEach(async () => {
    receiver = await FakeReceiver.listen();
  });
  afterEach(async () => {
    receiver.close();
    await Promise.all(started.map((notifier) => notifier.close(0)));
    started = [];
  });

  describe('traps', () => {
    it('carry sysUpTime.0 and snmpTrapOID.0 first, then their varbinds (RFC 3416 section 4.2.6)', async () => {
      const { notifier, until } = start(target({ inform: false }));
      notifier.notify({ trapOid: COLD_START, varbinds: [counter(5)] });
      const [message] = await receiver.until(1);
      expect(message!.pduType).to.equal(PduType.SnmpV2Trap);
      expect(message!.datagram.toString('hex')).to.match(
        /0201000201003039300d06082b060102010103004301643017060a2b06010603010104010006092b0601060301010501300f060a2b0601040181fd590105410105$/,
      );
      expect(await until(1)).to.deep.equal([{ result: 'sent' }]);
    });

    it('go to every target', async () => {
      const other = await FakeReceiver.listen();
      const { notifier, outcomes, until } = start(
        target({ inform: false }),
        target({ inform: false, port: other.port }),
      );
      notifier.notify(coldStart);
      await Promise.all([receiver.until(1), other.until(1), until(2)]);
      expect(outcomes.map(([{ port }]) => port)).to.have.members([receiver.port, other.port]);
      other.close();
    });

    it('reach a receiver that came back after its port refused one', async () => {
      const { notifier, until } = start(target({ inform: false }));
      receiver.close();
      notifier.notify(coldStart);
      await until(1);
      receiver = await FakeReceiver.listen(receiver.port);
      notifier.notify(coldStart);
      await receiver.until(1);
    });

    for (const host of ['::1', 'localhost']) {
      it(`go to ${host}`, async () => {
        const other = await FakeReceiver.listen(0, (await lookup(host)).address);
        const { notifier } = start(target({ inform: false, host, port: other.port }));
        notifier.notify(coldStart);
        await other.until(1);
        other.close();
      });
    }
  });

  describe('informs', () => {
    it('are InformRequests, acknowledged by a response with their request-id', async () => {
      receiver.answerAll();
      const { notifier, until } = start(target());
      notifier.notify(coldStart);
      expect(await until(1)).to.deep.equal([{ result: 'acknowledged' }]);
      expect(receiver.arrived.map(({ pduType }) => pduType)).to.deep.equal([PduType.InformRequest]);
      expect(notifier.statistics[0]).to.include({ acknowledged: 1, retried: 0, outstanding: 0 });
    });

    it('are repeated unchanged when an answer is lost, until one comes', async () => {
      const { notifier, until } = start(target());
      notifier.notify(coldStart);
      const [first, second, third] = await receiver.until(3);
      expect(second!.datagram).to.deep.equal(first!.datagram);
      receiver.answer(third!);
      expect(await until(1)).to.deep.equal([{ result: 'acknowledged' }]);
      expect(notifier.statistics[0]).to.include({ acknowledged: 1, retried: 2, failed: 0 });
    });

    it('fail after the last try, and one log line says so, without the community', async () => {
      const { notifier, until, logged } = start(target({ community: 'secret', retries: 1 }));
      notifier.notify(coldStart);
      notifier.notify(coldStart);
      expect(await until(2)).to.deep.equal([
        { result: 'failed', reason: 'no answer to 2 tries' },
        { result: 'failed', reason: 'no answer to 2 tries' },
      ]);
      receiver.answerAll({ community: 'secret' });
      notifier.notify(coldStart);
      await until(3);
      const name = `"target":"127.0.0.1:${receiver.port}"`;
      expect(await logged(2)).to.deep.equal([
        `notifications are lost or late {${name},"reason":"no answer to 2 tries"}`,
        `notifications go out again {${name}}`,
      ]);
    });

    it('count as failed when the answer has an error-status', async () => {
      receiver.answerAll({ errorStatus: 5 });
      const { notifier, until } = start(target());
      notifier.notify(coldStart);
      expect(await until(1)).to.deep.equal([{ result: 'failed', reason: 'answered with error-status 5' }]);
    });

    it('are not settled by a wrong request-id, another community, a request or noise', async () => {
      const { notifier, outcomes, until } = start(target({ timeoutMs: 1_000 }));
      notifier.notify(coldStart);
      const [inform] = await receiver.until(1);
      receiver.answer(inform!, { requestId: inform!.requestId + 1 });
      receiver.answer(inform!, { community: 'other' });
      receiver.answer(inform!, { pduType: PduType.Report });
      receiver.send(inform!, Buffer.from('no SNMP at all'));
      receiver.send(inform!, inform!.datagram);
      receiver.answer(inform!);
      await until(1);
      expect(outcomes.map(([, outcome]) => outcome)).to.deep.equal([{ result: 'acknowledged' }]);
    });

    it('are not settled by an answer from another address', async () => {
      const other = await FakeReceiver.listen();
      const { notifier, until } = start(target({ timeoutMs: 1_000 }));
      notifier.notify(coldStart);
      const [inform] = await receiver.until(1);
      other.answer(inform!);
      notifier.notify(coldStart);
      const [, second] = await receiver.until(2);
      receiver.answer(second!);
      await until(1);
      expect(notifier.statistics[0]).to.include({ outstanding: 1 });
      receiver.answer(inform!);
      await until(2);
      expect(notifier.statistics[0]).to.include({ acknowledged: 2 });
      other.close();
    });

    it('are settled once by answers in any order, twice or late', async () => {
      const { notifier, until } = start(target({ timeoutMs: 1_000 }));
      for (let i = 0; i < 5; i++) notifier.notify({ trapOid: COLD_START, varbinds: [counter(i)] });
      const informs = await receiver.until(5);
      for (const inform of [...informs].reverse()) {
        receiver.answer(inform);
        receiver.answer(inform);
      }
      expect(await until(5)).to.deep.equal(Array(5).fill({ result: 'acknowledged' }));
      notifier.notify(coldStart);
      receiver.answer(informs[0]!);
      receiver.answer((await receiver.until(6))[5]!);
      expect(await until(6)).to.have.length(6);
      expect(notifier.statistics[0]).to.include({ acknowledged: 6, outstanding: 0 });
    });

    it('leave in the order they came, 64 at most without an answer', async () => {
      const { notifier, until } = start(target({ timeoutMs: 10_000 }));
      for (let i = 0; i < 200; i++) notifier.notify({ trapOid: COLD_START, varbinds: [counter(i)] });
      await receiver.until(64);
      expect(notifier.statistics[0]).to.include({ outstanding: 64, waiting: 136 });
      receiver.answer(receiver.arrived[10]!);
      await receiver.until(65);
      expect(notifier.statistics[0]).to.include({ outstanding: 64, waiting: 135 });
      for (const inform of receiver.arrived.filter((_, i) => i !== 10)) receiver.answer(inform);
      receiver.answerAll();
      await until(200);
      const ids = receiver.arrived.map(({ requestId }) => requestId);
      expect(ids).to.deep.equal(ids.map((_, i) => ids[0]! + i));
    });
  });

  describe('a target that is dead', () => {
    it('delays no other', async () => {
      receiver.answerAll();
      const silent = await FakeReceiver.listen();
      const { notifier, outcomes, until } = start(target({ port: silent.port, timeoutMs: 10_000 }), target());
      for (let i = 0; i < 300; i++) notifier.notify({ trapOid: COLD_START, varbinds: [counter(i)] });
      await until(300);
      expect(outcomes.every(([{ port }]) => port === receiver.port)).to.equal(true);
      expect(notifier.statistics.map(({ acknowledged }) => acknowledged)).to.deep.equal([0, 300]);
      silent.close();
    });

    it('has the oldest dropped beyond its limit, and counted', async () => {
      const { notifier, until } = start(target({ timeoutMs: 10_000, queueLimit: 10 }));
      notifier.notify(coldStart);
      await receiver.until(1);
      for (let i = 0; i < 80; i++) notifier.notify({ trapOid: COLD_START, varbinds: [counter(i)] });
      expect(await until(7)).to.deep.equal(Array(7).fill({ result: 'dropped', reason: 'the queue is full' }));
      expect(notifier.statistics[0]).to.include({ dropped: 7, waiting: 10, outstanding: 64 });
      for (const inform of await receiver.until(64)) receiver.answer(inform);
      const kept = (await receiver.until(74)).slice(64).map(({ datagram }) => datagram.at(-1));
      expect(kept).to.deep.equal([70, 71, 72, 73, 74, 75, 76, 77, 78, 79]);
    });

    it('without an address is tried again later, and waiting notifications are kept', async () => {
      const { notifier, logged } = start(target({ host: `${'x'.repeat(64)}.invalid` }));
      notifier.notify(coldStart);
      expect((await logged(1))[0]).to.include('has no address');
      expect(notifier.statistics[0]).to.include({ waiting: 1, failed: 0 });
    });
  });

  describe('a notification in parts', () => {
    const items = Array.from({ length: 300 }, (_, i) => counter(i));
    const fixed = (part: number, parts: number): Varbind[] => [
      { oid: [1, 3, 6, 1, 4, 1, 32473, 2, 1, 0], value: { type: 'Unsigned32', value: part } },
      { oid: [1, 3, 6, 1, 4, 1, 32473, 2, 2, 0], value: { type: 'Unsigned32', value: parts } },
    ];

    /** What `fixed` looks like on the wire. */
    const numbered = (part: number, parts: number) =>
      `3010060b2b0601040181fd590201004201${hex(part)}3010060b2b0601040181fd590202004201${hex(parts)}`;

    const encode = (notifier: Notifier, parts: readonly Varbind[]) =>
      atOnce(notifier.encodeInParts({ trapOid: COLD_START, fixed, items: parts }));
    /** Sends all parts to the target at a position. */
    const sendAll = (notifier: Notifier, position: number, parts: readonly Varbind[]) =>
      Promise.all(encode(notifier, parts).map((part) => notifier.send(position, part)));

    it('stays under 1,400 octets a message and numbers the parts (O26)', async () => {
      const { notifier } = start(target({ inform: false }));
      const outcomes = await sendAll(notifier, 0, items);
      const arrived = await receiver.until(outcomes.length);
      expect(outcomes.length).to.be.within(2, 6);
      expect(outcomes).to.deep.equal(outcomes.map(() => ({ result: 'sent' })));
      arrived.forEach(({ datagram }, i) => {
        expect(datagram.length).to.be.at.most(MAX_MESSAGE_SIZE);
        expect(datagram.toString('hex')).to.include(numbered(i + 1, outcomes.length));
      });
      const sizes = arrived.slice(0, -1).map(({ datagram }) => datagram.length);
      expect(Math.min(...sizes)).to.be.above(MAX_MESSAGE_SIZE - 60);
    });

    it('ends each part with snmpTrapAddress.0 where that is given, and still stays under 1,400 octets', async () => {
      const all = observed([target({ inform: false })], Uint8Array.of(192, 0, 2, 7));
      started.push(all.notifier);
      const parts = await sendAll(all.notifier, 0, items);
      all.notifier.notify(coldStart);
      // snmpTrapAddress.0 = 192.0.2.7
      const last = '3011 06092b0601060312010300 4004c0000207'.replaceAll(' ', '');
      for (const { datagram } of await receiver.until(parts.length + 1)) {
        expect(datagram.subarray(-last.length / 2).toString('hex')).to.equal(last);
        expect(datagram.length).to.be.at.most(MAX_MESSAGE_SIZE);
      }
    });

    it('is one part where it fits, or where there is nothing to tell', () => {
      const { notifier } = start(target());
      expect(encode(notifier, [])).to.have.length(1);
      expect(encode(notifier, items.slice(0, 5))).to.have.length(1);
    });

    it('tells an item that is too large alone, in a message that is larger, and none that no datagram holds', async () => {
      const text = (octets: number): Varbind => ({
        oid: [1, 3, 6, 1, 4, 1, 32473, 3, 0],
        value: { type: 'OCTET STRING', value: 'x'.repeat(octets) },
      });
      const { notifier } = start(target({ inform: false }));
      const outcomes = await sendAll(notifier, 0, [counter(1), text(3_000), text(65_535), counter(2)]);
      expect(outcomes).to.have.length(3);
      const arrived = await receiver.until(3);
      expect(arrived.map(({ datagram }) => datagram.length > MAX_MESSAGE_SIZE)).to.deep.equal([
        false,
        true,
        false,
      ]);
    });

    it('is refused, with nothing sent, where a value is none of its type', () => {
      const { notifier } = start(target());
      const wrong: Varbind = { oid: [1, 3, 1], value: { type: 'Gauge32', value: -1 } };
      expect(() => encode(notifier, [counter(1), wrong])).to.throw(RangeError);
      expect(() => notifier.notify({ trapOid: COLD_START, varbinds: [wrong] })).to.throw(RangeError);
      expect(notifier.statistics[0]).to.include({ waiting: 0, outstanding: 0 });
    });

    it('goes to the target that is meant, and says what became of it there', async () => {
      const other = await FakeReceiver.listen();
      other.answerAll();
      const { notifier, outcomes } = start(target({ retries: 0 }), target({ port: other.port }));
      const [part] = encode(notifier, items.slice(0, 1));
      expect(await notifier.send(1, part!)).to.deep.equal({ result: 'acknowledged' });
      expect(receiver.arrived).to.have.length(0);
      expect(await notifier.send(0, part!)).to.deep.equal({ result: 'failed', reason: 'no answer to 1 try' });
      expect(notifier.statistics[0]).to.include({ failed: 0, dropped: 0 });
      expect(outcomes).to.deep.equal([]);
      other.close();
    });

    it('makes no room for others, however many there are', async () => {
      const { notifier, until } = start(target({ timeoutMs: 10_000, queueLimit: 2 }));
      notifier.notify(coldStart);
      await receiver.until(1);
      for (let i = 1; i < 64; i++) notifier.notify({ trapOid: COLD_START, varbinds: [counter(i)] });
      await receiver.until(64);
      const [part] = encode(notifier, items.slice(0, 1));
      const outcome = notifier.send(0, part!);
      for (let i = 0; i < 5; i++) notifier.notify({ trapOid: COLD_START, varbinds: [counter(i)] });
      expect(await until(3)).to.deep.equal(Array(3).fill({ result: 'dropped', reason: 'the queue is full' }));
      for (const inform of receiver.arrived.slice()) receiver.answer(inform);
      receiver.answerAll();
      expect(await outcome).to.deep.equal({ result: 'acknowledged' });
      expect(notifier.statistics[0]).to.include({ dropped: 3 });
    });
  });

  describe('closing', () => {
    it('waits for what is outstanding', async () => {
      const { notifier, outcomes } = start(target({ timeoutMs: 10_000 }));
      notifier.notify(coldStart);
      const [inform] = await receiver.until(1);
      const closed = notifier.close(10_000);
      receiver.answer(inform!);
      await closed;
      expect(outcomes.map(([, outcome]) => outcome)).to.deep.equal([{ result: 'acknowledged' }]);
    });

    it('drops what is left when the grace is over, and takes no more', async () => {
      const { notifier, outcomes } = start(target({ timeoutMs: 10_000 }));
      for (let i = 0; i < 70; i++) notifier.notify(coldStart);
      await receiver.until(1);
      await notifier.close(1);
      notifier.notify(coldStart);
      expect(outcomes).to.have.length(70);
      expect(new Set(outcomes.map(([, { result }]) => result))).to.deep.equal(new Set(['dropped']));
      expect(notifier.statistics[0]).to.include({ dropped: 70, waiting: 0, outstanding: 0 });
    });

    it('says of what is left why it was not sent', async () => {
      const { notifier, outcomes, logged } = start(target({ host: `${'x'.repeat(64)}.invalid` }));
      notifier.notify(coldStart);
      await logged(1);
      await notifier.close(0);
      expect(outcomes[0]![1]).to.have.property('reason').that.includes('has no address');
    });

    it('does not wait for what its sender keeps, and takes no more of it', async () => {
      const { notifier } = start(target({ timeoutMs: 10_000 }));
      const [part] = atOnce(
        notifier.encodeInParts({ trapOid: COLD_START, fixed: () => [], items: [counter(1)] }),
      );
      const outcome = notifier.send(0, part!);
      await receiver.until(1);
      await notifier.close(60_000);
      const stopped = { result: 'dropped', reason: 'the agent stopped' };
      expect([await outcome, await notifier.send(0, part!)]).to.deep.equal([stopped, stopped]);
    });

    it('ends at once where there is nothing to wait for', async () => {
      const { notifier } = start(target());
      await notifier.close(60_000);
    });
  });
});
