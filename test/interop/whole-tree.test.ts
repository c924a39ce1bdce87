import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { compareOids } from '../../agent/snmp/oid.ts';
import { PDU, type RequestFields, type Response, readResponse, request } from '../agent/snmp/messages.ts';
import { eventually } from './eventually.ts';
import type { PeerProcess } from './peer-process.ts';
import { type AgentFolder, createAgentFolder } from './served-agent.ts';

/** Where the figures of HOST-KPI-MIB are. */
const HOST_KPI_MIB = '1.3.6.1.4.1.32473.3.';

const COUNTER64 = '46:';
const END_OF_MIB_VIEW = ' 82:';

/** Groups that a manager expects to find, by a name in each, and what the agent serves of its own. */
const EXPECTED = {
  system: '1.3.6.1.2.1.1.1.0',
  sysORTable: '1.3.6.1.2.1.1.9.1.2.1',
  snmp: '1.3.6.1.2.1.11.1.0',
  snmpEnableAuthenTraps: '1.3.6.1.2.1.11.30.0',
  snmpEngine: '1.3.6.1.6.3.10.2.1.1.0',
  snmpMPDStats: '1.3.6.1.6.3.11.2.1.1.0',
  snmpTargetSpinLock: '1.3.6.1.6.3.12.1.1.0',
  snmpTargetAddrTable: `1.3.6.1.6.3.12.1.2.1.2.${[...Buffer.from('notify.1')].join('.')}`,
  snmpTargetParamsTable: `1.3.6.1.6.3.12.1.3.1.2.${[...Buffer.from('notify.1')].join('.')}`,
  snmpUnknownContexts: '1.3.6.1.6.3.12.1.5.0',
  snmpNotifyTable: `1.3.6.1.6.3.13.1.1.1.3.${[...Buffer.from('inform')].join('.')}`,
  usmStats: '1.3.6.1.6.3.15.1.1.1.0',
  kpi1InstanceId: '1.3.6.1.4.1.32473.1.1.1.1.0',
  kpi1Engine: '1.3.6.1.4.1.32473.1.1.10.1.0',
} as const;

describe('the whole tree of a running agent', () => {
  let folder: AgentFolder | undefined;
  let agent: PeerProcess | undefined;
  let socket: Socket;

  before(async () => {
    folder = await createAgentFolder(
      {
        communities: [{ name: 'public', from: ['127.0.0.0/8'], view: 'all' }],
        views: { all: { include: ['1', '2', '0'] } },
      },
      [{ type: 'snmp', to: '127.0.0.1:9', community: 'traps', inform: true }],
    );
    agent = await folder.start();
    socket = createSocket('udp4');
  });
  after(async () => {
    socket.close();
    await agent?.stop();
    await folder?.remove();
  });

  const ask = async (
    pduType: number,
    names: readonly string[],
    fields?: RequestFields,
  ): Promise<Response> => {
    socket.send(request(pduType, names, fields), folder!.port, '127.0.0.1');
    const [answer] = await once(socket, 'message');
    return readResponse(answer);
  };

  /** Walks to the end and gives each variable binding, with its value's tag but not its value, which may change. */
  async function walk(pduType: number, fields: RequestFields): Promise<string[]> {
    const seen: string[] = [];
    for (let at = '0.0'; ; ) {
      const { status, varbinds, names } = await ask(pduType, [at], fields);
      if (status !== 0) return seen;
      for (const [i, varbind] of varbinds.entries()) {
        if (varbind.endsWith(END_OF_MIB_VIEW)) return seen;
        const name = names[i] as string;
        expect(compareOids(name.split('.').map(Number), at.split('.').map(Number))).to.be.above(0);
        seen.push(varbind.slice(0, name.length + 4));
        at = name;
      }
    }
  }

  /** What is there by GETBULK, and what `look` sees of the same: again, where meanwhile something came or went. */
  async function whileSteady<T>(look: (tree: readonly string[]) => Promise<T>) {
    for (;;) {
      const tree = await walk(PDU.bulk, { fields: [0, 40] });
      const seen = await look(tree);
      if (isDeepStrictEqual(tree, await walk(PDU.bulk, { fields: [0, 40] }))) return { tree, seen };
    }
  }

  it('K70 is walked by GETBULK, each name larger than the one before', async () => {
    const sampled = await eventually(
      'a sample',
      async () => {
        const tree = await walk(PDU.bulk, { fields: [0, 40] });
        return tree.some((varbind) => varbind.startsWith(HOST_KPI_MIB)) ? tree : undefined;
      },
      15_000,
    );
    expect(sampled.map((varbind) => varbind.split(' ')[0])).to.include.members(Object.values(EXPECTED));
  });

  it('is the same by GETNEXT', async () => {
    const { tree, seen } = await whileSteady(() => walk(PDU.next, {}));
    expect(seen).to.deep.equal(tree);
  });

  it('is the same in SNMPv1 but for Counter64s', async () => {
    const { tree, seen } = await whileSteady(() => walk(PDU.next, { version: 0 }));
    expect(seen).to.deep.equal(tree.filter((varbind) => !varbind.endsWith(COUNTER64)));
    expect(seen.length).to.be.below(tree.length);
  });

  it('K66 K72 answers an exact GET for every instance, and notWritable to every SET', async () => {
    const { tree, seen } = await whileSteady(async (found) => {
      const answers: string[] = [];
      for (const varbind of found) {
        const name = varbind.split(' ')[0] as string;
        const [answer = ''] = (await ask(PDU.get, [name])).varbinds;
        answers.push(answer.slice(0, varbind.length));
        expect(await ask(PDU.set, [name])).to.include({ status: 17, index: 1 });
      }
      return answers;
    });
    expect(seen).to.deep.equal(tree);
  });
});
