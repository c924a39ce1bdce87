import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { expect } from 'chai';
import { OeError } from '../../oe/oe-error.ts';
import { Expectation } from '../../verify/expected.ts';
import { Findings } from '../../verify/finding.ts';
import { Probe } from '../../verify/probe.ts';
import { walkTree } from '../../verify/walk.ts';
import type { ScriptedAgent } from './scripted-agent.ts';
import {
  briefly,
  CALLS_ONLY,
  MODEL,
  oidOf,
  type Snapshot,
  serveSnapshot,
  takeSnapshot,
  verifyAt,
} from './verified-calls.ts';

const TOO_BIG = 1;
const GEN_ERR = 5;
const NO_STATUS = 99;
/** Quick to be given up. */
const access = (port: number, timeoutMs = 100) => ({
  ...{ host: '127.0.0.1', port, community: 'public' },
  ...{ timeoutMs, retries: 0 },
});

describe('kpi1 verify ends, and says why,', function () {
  this.timeout(20_000);
  let snapshot: Snapshot;
  let agent: ScriptedAgent;
  before(async () => {
    snapshot = await takeSnapshot();
  });
  beforeEach(async () => {
    agent = await serveSnapshot(snapshot);
  });
  afterEach(() => agent.close());

  const failure = async (timeoutMs?: number): Promise<OeError> => {
    try {
      await verifyAt(agent.port, snapshot.now, { access: access(agent.port, timeoutMs) });
    } catch (error) {
      if (error instanceof OeError) return error;
      throw error;
    }
    throw new Error('nothing failed');
  };

  it('where an agent answers what is no SNMP', async () => {
    agent.alter = () => Buffer.from('GET / HTTP/1.1');
    const { message, remedy } = await failure();
    expect(message).to.equal(`127.0.0.1:${agent.port} answers with what is no response to what was asked.`);
    expect(remedy).to.contain('See what listens there');
  });

  it('where an agent answers with another request-id', async () => {
    agent.alter = (response) => {
      const other = Buffer.from(response);
      // SEQUENCE, version, community `public`, Response, request-id.
      const at = other.indexOf('public') + 'public'.length;
      const requestId = at + other.subarray(at).indexOf(0x02) + 2;
      other[requestId] = (other[requestId] as number) ^ 0x55;
      return other;
    };
    expect((await failure()).message).to.contain('no response to what was asked');
  });

  for (const [count, answers] of [
    [1, '1 answer'],
    [20, '20 answers'],
    [40, '40 answers'],
  ] as const) {
    it(`where an agent dies after ${answers}`, async () => {
      let left: number = count;
      agent.alter = (response) => (left-- > 0 ? response : undefined);
      const { message, kind } = await failure(1_000);
      expect(message).to.equal(`127.0.0.1:${agent.port} does not answer any longer, after ${answers}.`);
      expect(kind).to.equal('unreachable');
    });
  }

  it('where an agent leaves out answers, after ten', async () => {
    const { get } = agent;
    agent.get = (oid) => {
      agent.alter = (response) => (oid.startsWith(`${MODEL.baseOid}.`) ? undefined : response);
      return get(oid);
    };
    expect((await failure()).message).to.contain('left 10 requests without an answer');
  });

  it('where the community may see nothing', async () => {
    agent.refuse = () => 16;
    const { message, remedy } = await failure();
    expect(message).to.contain('refuses the community: authorizationError');
    expect(remedy).to.contain('Give it a view');
  });

  for (const [name, status, said] of [
    ['tooBig', TOO_BIG, 'tooBig'],
    ['genErr', GEN_ERR, 'genErr'],
    ['an error-status that there is not', NO_STATUS, 'an error-status that there is not'],
  ] as const) {
    it(`where an agent answers ${name} to everything`, async () => {
      agent.refuse = () => status;
      const { findings } = await verifyAt(agent.port, snapshot.now);
      expect(briefly(findings)).to.deep.equal(
        ['WALK-BROKEN', 'MODULE-MISSING'].flatMap((rule) => [
          `${rule} EXAMPLE-CALL-KPI-MIB`,
          `${rule} KPI1-MIB`,
        ]),
      );
      expect(findings[0]?.seen).to.equal(said);
    });
  }

  it('where GETNEXT goes in a circle', async () => {
    const { next } = agent;
    const first = next(oidOf('exCallAnswerRatio'));
    agent.next = (oid) => (oid === first[0] ? next(MODEL.baseOid) : next(oid));
    agent.bulk = (oid) => [agent.next(oid)];
    const { findings } = await verifyAt(agent.port, snapshot.now);
    expect(briefly(findings).join('\n'))
      .to.match(/^ORDER-WRONG /m)
      .and.match(/^WALK-BROKEN /m);
  });

  it('where an agent makes up an instance after each one', async () => {
    const { oid } = CALLS_ONLY[0]!;
    agent.next = (at) => {
      const last = Number(at.split('.').at(-1));
      return [
        at === oid ? `${oid}.9.1` : at.replace(/\d+$/, String(last + 1)),
        { type: 'Gauge32', value: 1 },
      ];
    };
    const probe = new Probe(access(agent.port));
    const findings = new Findings();
    const expectation = new Expectation(MODEL, CALLS_ONLY);
    await walkTree(oid, { probe, expectation, findings, mostInstances: 500, onProgress() {} });
    probe.close();
    expect(findings.all()[0]).to.include({ rule: 'WALK-BROKEN', seen: 'more than 500 instances' });
  });

  it('whatever octets an agent answers with', async () => {
    const random = randomNumbers(5);
    agent.alter = (response) => {
      const changed = Buffer.from(response);
      // Behind the request-id, so that it is taken for an answer.
      const from = Math.min(30, changed.length - 1);
      for (let left = 1 + random(3); left > 0; left--)
        changed[from + random(changed.length - from)] = random(256);
      return random(10) === 0 ? changed.subarray(0, random(changed.length)) : changed;
    };
    const ends = new Set<string>();
    for (let runs = 0; runs < 40; runs++) {
      const verdict = verifyAt(agent.port, snapshot.now, { access: { ...access(agent.port), timeoutMs: 5 } });
      ends.add(
        await verdict.then(
          () => 'verdict',
          (error: Error) => error.name,
        ),
      );
    }
    for (const end of ends) expect(end).to.be.oneOf(['verdict', 'OeError']);
  });
});

describe('kpi1 verify ends, over SNMPv3,', () => {
  let socket: Socket;
  let port: number;
  let answer: (request: Buffer) => Buffer;
  beforeEach(async () => {
    socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    ({ port } = socket.address());
    socket.on('message', (request, from) => socket.send(answer(request), from.port, from.address));
  });
  afterEach(() => socket.close());

  const failure = async () => {
    const probe = new Probe({ ...access(port), user: { name: 'ops' } });
    const error = await probe.reach().then(
      () => undefined,
      (reason: Error) => reason,
    );
    probe.close();
    return error?.message;
  };
  /** The request, as a message with another PDU. */
  const echo = (request: Buffer, type: number) => {
    const response = Buffer.from(request);
    const isPdu = (at: number) =>
      response[at + 2] === 0x02 && at + 2 + (response[at + 1] ?? 0) === response.length;
    response[response.findIndex((octet, at) => octet === 0xa0 && isPdu(at))] = type;
    return response;
  };

  it('where every request is answered by a report', async () => {
    answer = (request) => echo(request, 0xa8);
    expect(await failure()).to.contain('tells its engine ID, but does not answer what user ops asks');
  });

  it('where an answer says that it is authentic, of a user without keys', async () => {
    answer = (request) => {
      const response = echo(request, 0xa8);
      // msgFlags, an OCTET STRING of one octet before msgSecurityModel.
      const flags = response.indexOf(Buffer.from([0x04, 0x01]));
      response[flags + 2] = 0x01;
      return response;
    };
    expect(await failure()).to.contain('does not answer');
  });
});

/** Numbers below a bound, the same ones for the same seed. */
function randomNumbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
