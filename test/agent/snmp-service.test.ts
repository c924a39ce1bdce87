import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect } from 'chai';
import type { SnmpConfig } from '../../agent/config/config.ts';
import { createCounters } from '../../agent/snmp/counters.ts';
import type { ComputedSubtree } from '../../agent/snmp/mib-view.ts';
import { Notifier } from '../../agent/snmp/notify/notifier.ts';
import type { UdpListener } from '../../agent/snmp/udp-listener.ts';
import { AuthoritativeEngine } from '../../agent/snmp/usm/engine.ts';
import { ValueIndex } from '../../agent/snmp/value-index.ts';
import { serveSnmp } from '../../agent/snmp-service.ts';
import { PDU, type RequestFields, readResponse, request } from './snmp/messages.ts';
import { FakeReceiver } from './snmp/notify/fake-receiver.ts';

const CONFIG: SnmpConfig = {
  listen: [{ host: '127.0.0.1', port: 0 }],
  communities: [{ name: 'public', from: ['127.0.0.0/8'], view: 'all' }],
  users: [],
  views: new Map([['all', { include: ['1.3'], exclude: [] }]]),
  system: { contact: '', name: '', location: '' },
  maxMessageSize: 65_507,
  limits: { requestsPerSecond: 1, burst: 3, amplification: 10, trusted: ['127.0.0.0/8'] },
  authenticationTraps: true,
};

/** Two columns of which the first cannot be computed. */
const BROKEN: ComputedSubtree = {
  root: [1, 3, 6, 1, 4, 1, 32473, 9],
  objects: [
    [1, 3, 6, 1, 4, 1, 32473, 9, 1],
    [1, 3, 6, 1, 4, 1, 32473, 9, 2],
  ],
  get() {
    throw new Error('no such file');
  },
  next() {
    throw new Error('no such file');
  },
};

describe('the SNMP service', () => {
  let receiver: FakeReceiver;
  let notifier: Notifier;
  let listeners: UdpListener[] = [];
  let log: { level: string; fields: Record<string, unknown> }[] = [];
  const counters = createCounters();

  const serve = async (changes: Partial<SnmpConfig> = {}) => {
    const noting = (level: string) => (fields: object) =>
      log.push({ level, fields: fields as Record<string, unknown> });
    const index = new ValueIndex();
    for (let i = 1; i <= 20; i++) {
      const slot = index.open([1, 3, 6, 1, 4, 1, 32473, 1, i]);
      index.publish(slot, { type: 'OCTET STRING', value: 'x'.repeat(40) });
    }
    listeners = await serveSnmp({
      config: { ...CONFIG, ...changes },
      targets: [],
      engine: new AuthoritativeEngine({ engineID: Buffer.from('80007ed905c0ffee', 'hex'), engineBoots: 1 }),
      counters: Object.assign(counters, createCounters()),
      index,
      subtrees: [BROKEN],
      notifier,
      log: { info: noting('info'), warn: noting('warn'), error: noting('error') },
    });
    return listeners[0]!.endpoint.port;
  };

  const ask = async (port: number, pduType: number, names: readonly string[], fields: RequestFields = {}) => {
    const socket = createSocket('udp4');
    try {
      socket.send(request(pduType, names, fields), port, '127.0.0.1');
      const [answer] = await once(socket, 'message');
      return readResponse(answer);
    } finally {
      socket.close();
    }
  };

  beforeEach(async () => {
    log = [];
    receiver = await FakeReceiver.listen();
    notifier = new Notifier(
      [{ host: '127.0.0.1', port: receiver.port, version: 'v2c', community: 'traps', inform: false }],
      { sysUpTime: () => 0, log: { info() {}, warn() {} } },
    );
  });
  afterEach(async () => {
    await Promise.all(listeners.map((listener) => listener.close()));
    await notifier.close(0);
    receiver.close();
  });

  it('answers genErr for a value whose computation throws, says why in the log, and goes on', async () => {
    const port = await serve();
    const names = ['1.3.6.1.4.1.32473.1.1', '1.3.6.1.4.1.32473.9.1.0'];
    for (const pduType of [PDU.get, PDU.next]) {
      expect(await ask(port, pduType, names)).to.include({ status: 5, index: 2 });
    }
    expect(await ask(port, PDU.get, names.slice(0, 1))).to.include({ status: 0 });
    expect(counters).to.include({ handlerErrors: 2, internalErrors: 0 });
    expect(log.map(({ level, fields }) => [level, fields['subtree'], String(fields['err'])])).to.deep.equal([
      ['error', '1.3.6.1.4.1.32473.9', 'Error: no such file'],
      ['error', '1.3.6.1.4.1.32473.9', 'Error: no such file'],
    ]);
  });

  it('notifies of a wrong community once a minute, and logs who named it without naming it', async () => {
    const port = await serve();
    const socket = createSocket('udp4');
    for (let i = 0; i < 5; i++) {
      socket.send(request(PDU.get, [], { community: 'secret' }), port, '127.0.0.1');
    }
    const [trap] = await receiver.until(1);
    socket.close();
    // authenticationFailure is the last value, and snmpTrapOID.0 its name.
    const last = '060a2b060106030101040100 06092b0601060301010505'.replace(' ', '');
    expect(trap!.datagram.toString('hex').endsWith(last)).to.equal(true);
    expect(await ask(port, PDU.get, ['1.3.6.1.2.1.11.4.0', '1.3.6.1.2.1.11.30.0'])).to.deep.include({
      varbinds: ['1.3.6.1.2.1.11.4.0 41:05', '1.3.6.1.2.1.11.30.0 02:01'],
    });
    expect(receiver.arrived).to.have.length(1);
    expect(log.map(({ fields }) => fields)).to.deep.equal([{ address: '127.0.0.1', failures: 1 }]);
  });

  it('keeps quiet about wrong communities where it is told to, and shows that it does', async () => {
    const port = await serve({ authenticationTraps: false });
    const socket = createSocket('udp4');
    socket.send(request(PDU.get, [], { community: 'secret' }), port, '127.0.0.1');
    expect(await ask(port, PDU.get, ['1.3.6.1.2.1.11.30.0'])).to.deep.include({
      varbinds: ['1.3.6.1.2.1.11.30.0 02:02'],
    });
    socket.close();
    expect(notifier.statistics[0]).to.include({ sent: 0, outstanding: 0, waiting: 0 });
    expect(log).to.have.length(1);
  });

  it('limits whom it does not trust in how often they ask and in how much they get', async () => {
    const port = await serve({ limits: { ...CONFIG.limits, trusted: [] } });
    const bulk = await ask(port, PDU.bulk, ['1.3.6.1.4.1.32473.1'], { fields: [0, 20] });
    expect(bulk.varbinds).to.have.length.within(5, 12);
    await ask(port, PDU.get, []);
    await ask(port, PDU.get, []);
    const socket = createSocket('udp4');
    socket.send(request(PDU.get, []), port, '127.0.0.1');
    while (counters.limitedSources === 0) await new Promise(setImmediate);
    socket.close();
    expect(counters).to.include({ snmpInPkts: 4, limitedSources: 1 });
  });
});
