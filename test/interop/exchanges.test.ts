import { expect } from 'chai';
import { appendEncoded, resetWriter } from '../../agent/snmp/ber-writer.ts';
import { UdpListener } from '../../agent/snmp/udp-listener.ts';
import { PRIV_FLAG, readUsmParameters, readV3Header } from '../../agent/snmp/usm/v3-message.ts';
import { open } from '../agent/snmp/usm/v3-peer.ts';
import { createExchangeAgent, ENGINE_ID, EXCHANGE_USERS } from './exchange-agent.ts';
import { type Exchange, readRecordings, writeRecording } from './exchanges.ts';
import { startPeer } from './peer-process.ts';
import { findPeer, type Peer } from './peers.ts';
import { userOptions } from './usm-users.ts';

const ENTERPRISE = '.1.3.6.1.4.1.32473';
const SYSTEM = '.1.3.6.1.2.1.1';
const { open: nobody, signer, old, ops, strong } = EXCHANGE_USERS;
const v1 = ['-v1', '-c', 'public'];
const v2c = ['-v2c', '-c', 'public'];
const v3 = userOptions;

type Tool = Peer | 'snmpgetnext' | 'snmpbulkget' | 'snmpset';

/** What is recorded, by name: a tool of Net-SNMP, how it comes, and what it asks for. */
const CALLS: Readonly<Record<string, readonly [Tool, readonly string[], readonly string[]]>> = {
  'v1-get': ['snmpget', v1, [`${SYSTEM}.5.0`, `${ENTERPRISE}.1.1.0`, `${ENTERPRISE}.1.9.0`]],
  'v1-get-no-such-name': ['snmpget', v1, [`${SYSTEM}.5.0`, `${ENTERPRISE}.9.0`]],
  'v1-get-counter64': ['snmpget', v1, [`${ENTERPRISE}.1.4.0`]],
  'v1-walk': ['snmpwalk', v1, [`${ENTERPRISE}.2`]],
  'v1-set': ['snmpset', v1, [`${SYSTEM}.4.0`, 's', 'me']],
  'v2c-get': ['snmpget', v2c, [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${ENTERPRISE}.1.${n}.0`)],
  'v2c-get-exceptions': ['snmpget', v2c, [`${ENTERPRISE}.9.0`, `${ENTERPRISE}.2.1.1.1`, `${SYSTEM}.5.1`]],
  'v2c-getnext': ['snmpgetnext', v2c, [`${ENTERPRISE}.2.1.1.500`, `${ENTERPRISE}.3`, '.1.3.9', '.2.999']],
  'v2c-bulkget': [
    'snmpbulkget',
    [...v2c, '-Cn1', '-Cr5'],
    [`${SYSTEM}.3`, `${ENTERPRISE}.1`, `${ENTERPRISE}.2`],
  ],
  'v2c-bulkwalk': ['snmpbulkwalk', [...v2c, '-Cr50'], [ENTERPRISE]],
  'v2c-set': ['snmpset', v2c, [`${SYSTEM}.4.0`, 's', 'me', `${ENTERPRISE}.9.0`, 'i', '1']],
  'v2c-wrong-community': ['snmpget', ['-v2c', '-c', 'private', '-r0', '-t1'], [`${SYSTEM}.5.0`]],
  'v3-get-without-keys': ['snmpget', v3(nobody), [`${SYSTEM}.5.0`]],
  'v3-get-SHA-1': ['snmpget', v3(signer), [`${SYSTEM}.5.0`, `${ENTERPRISE}.9.0`]],
  'v3-get-MD5-DES': ['snmpget', v3(old), [`${SYSTEM}.5.0`]],
  'v3-get-SHA-256-AES-128': ['snmpget', v3(ops), [`${SYSTEM}.5.0`, `${ENTERPRISE}.1.4.0`]],
  'v3-bulkwalk-SHA-512-AES-256': ['snmpbulkwalk', [...v3(strong), '-Cr30'], [`${ENTERPRISE}.2`]],
  'v3-set': ['snmpset', v3(ops), [`${SYSTEM}.4.0`, 's', 'me']],
  'v3-unknown-user': ['snmpget', v3({ ...ops, name: 'nobody' }), [`${SYSTEM}.5.0`]],
  'v3-wrong-digest': [
    'snmpget',
    v3({ ...ops, auth: { protocol: 'SHA-256', passphrase: 'another passphrase' } }),
    [`${SYSTEM}.5.0`],
  ],
  'v3-unsupported-level': [
    'snmpget',
    v3({ ...ops, name: 'signer', auth: { protocol: 'SHA-1', passphrase: 'auth passphrase' } }),
    [`${SYSTEM}.5.0`],
  ],
  'v3-less-than-it-could': ['snmpget', v3({ name: 'ops', auth: ops.auth! }), [`${SYSTEM}.5.0`]],
  'v3-unknown-time': ['snmpget', [...v3(ops), '-e', ENGINE_ID.toString('hex')], [`${SYSTEM}.5.0`]],
  'v3-unknown-context': ['snmpget', [...v3(ops), '-n', 'vrf1'], [`${SYSTEM}.5.0`]],
  'v3-context-of-another-engine': ['snmpget', [...v3(ops), '-E', '80007ed905aaaaaaaa'], [`${SYSTEM}.5.0`]],
};

/** Runs the tools against the agent and keeps what they send and get. */
async function record(): Promise<void> {
  for (const [name, [tool, options, oids]] of Object.entries(CALLS)) {
    const { answer } = createExchangeAgent();
    const exchanges: Exchange[] = [];
    const listener = await UdpListener.open({ host: '127.0.0.1', port: 0 }, (datagram, _address, writer) => {
      const request = Buffer.from(datagram);
      const response = answer(request);
      exchanges.push({ request, answer: response });
      resetWriter(writer, 0);
      return response !== undefined && appendEncoded(writer, response, 0, response.length);
    });
    const program = findPeer('snmpget')?.replace(/snmpget$/, tool) ?? tool;
    const args = [...options, '-On', '-Oe'];
    const peer = startPeer(program, [...args, `127.0.0.1:${listener.endpoint.port}`, ...oids], {
      env: { ...process.env, MIBS: '' },
    });
    await peer.exited;
    await listener.close();
    const quoted = [tool, ...args, 'AGENT', ...oids].map((each) => (each.includes(' ') ? `"${each}"` : each));
    const printed = peer.output().replaceAll(/127\.0\.0\.1:\d+/g, 'AGENT');
    writeRecording({ name, comments: [quoted.join(' '), ...printed.split('\n')], exchanges });
  }
}

/** What an answer says; where it is encrypted without its salt and padding, which are never the same twice. */
function contents(message: Buffer): unknown {
  const header = readV3Header(message);
  if (!header || (header.msgFlags & PRIV_FLAG) === 0) return message.toString('hex');
  const { userName } = readUsmParameters(message, header.securityParameters)!;
  const name = message.toString('utf8', userName.start, userName.end);
  return open(message, EXCHANGE_USERS[name as keyof typeof EXCHANGE_USERS], ENGINE_ID);
}

// Records them anew, which takes Net-SNMP's tools; otherwise none of them is needed.
if (process.env['RECORD_EXCHANGES'] !== undefined) await record();

describe("exchanges recorded with Net-SNMP's tools", () => {
  const recordings = readRecordings();

  it('are all there', () => {
    expect(recordings.map(({ name }) => name)).to.have.members(Object.keys(CALLS));
  });

  for (const { name, comments, exchanges } of recordings) {
    it(`${name}: ${comments[0]}`, () => {
      const agent = createExchangeAgent();
      for (const { request, answer } of exchanges) {
        const replayed = agent.answer(request);
        expect(replayed && contents(replayed)).to.deep.equal(answer && contents(answer));
      }
      expect(agent.counters.internalErrors).to.equal(0);
    });
  }
});
