import { expect } from 'chai';
import type { AgentConfig, SnmpTargetConfig } from '../../agent/config/config.ts';
import { sendTestNotification } from '../../agent/test-notification.ts';
import type { Model } from '../../model/model.ts';
import { FakeReceiver } from './snmp/notify/fake-receiver.ts';

const MODEL = { enterprise: 32473, baseOid: '1.3.6.1.4.1.32473.1' } as Model;
/** snmpTrapOID.0 and kpi1TestNotification. */
const IDENTITY = '060a2b06010603010104010006 0b2b0601040181fd59010005'.replace(' ', '');

async function send(notify: readonly SnmpTargetConfig[]): Promise<string[]> {
  const config = { instanceId: 'test-01', notify, snmp: {} } as unknown as AgentConfig;
  const told: string[] = [];
  const onOutcome = (target: SnmpTargetConfig, outcome: { result: string; reason?: string }) =>
    told.push(`${target.host} ${outcome.result} ${outcome.reason ?? ''}`.trim());
  await sendTestNotification({ config, model: MODEL, software: 'kpi1 0.0.0', onOutcome });
  return told;
}

describe('a test notification', () => {
  let receiver: FakeReceiver;
  const common = { version: 'v2c', community: 'public', timeoutMs: 20, retries: 0 } as const;

  beforeEach(async () => {
    receiver = await FakeReceiver.listen();
  });
  afterEach(() => receiver.close());

  it('goes to each target as it is configured', async () => {
    receiver.answerAll();
    const { port } = receiver;
    const told = await send([
      { ...common, host: '127.0.0.1', port, inform: false },
      { ...common, host: '127.0.0.1', port, inform: true, timeoutMs: 10_000 },
    ]);
    expect(told).to.have.members(['127.0.0.1 sent', '127.0.0.1 acknowledged']);
    for (const { datagram } of await receiver.until(2)) {
      expect(datagram.toString('hex')).to.include(IDENTITY);
      expect(datagram.includes('test-01')).to.equal(true);
    }
  });

  it('is given up where nobody answers and where a name has no address, and says why', async () => {
    const told = await send([
      { ...common, host: '127.0.0.1', port: receiver.port, inform: true },
      { ...common, host: `${'x'.repeat(64)}.invalid`, port: 162, inform: false },
    ]);
    expect(told).to.include('127.0.0.1 failed no answer to 1 try');
    expect(told.find((line) => line.includes('invalid'))).to.include('has no address');
  });
});
