import { expect } from 'chai';
import { decodeMultipart, encodeMultipart } from '../../../messages/multipart.ts';
import { encodeMessage } from '../../../messages/xml/encode.ts';
import { ask, messageIn, problemsIn, query, type Reply, type Serving, startServing } from './serving.ts';

const MEASUREMENT = { identifier: 'M', items: [{ name: 'a', value: '1' }] };
const configure = (value: string) =>
  encodeMessage({
    kind: 'OEConfigurationCmd',
    oeId: 'oe-1',
    info: { identifier: 'reporting', items: [{ name: 'interval', value }] },
  });
const collect = (...identifiers: string[]) =>
  encodeMessage({ kind: 'OEPMCollectionCmd', oeId: 'oe-1', configInfoIdentifier: 'reporting', identifiers });
const queryConfig = (...identifiers: string[]) =>
  encodeMessage({ kind: 'OEConfigQueryRequest', oeId: 'oe-1', identifiers });

/** Sends several messages; gives the status and the parts of the answer. */
async function askSeveral(url: string, documents: string[], headers: Record<string, string> = {}) {
  const { contentType, body } = encodeMultipart(documents);
  const reply = await ask(url, body, { 'content-type': contentType, ...headers });
  return { reply, parts: partsOf(reply) };
}

function partsOf({ headers, body }: Reply): Uint8Array[] {
  const decoded = decodeMultipart(headers['content-type'] ?? '', body);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.problems));
  return [...decoded.documents];
}

describe('KPI-1 over HTTP', () => {
  let serving: Serving;
  beforeEach(async () => {
    serving = await startServing();
  });
  afterEach(() => serving.server.close());

  describe('with one message', () => {
    it('K36 K39 K52 K59 K60 answers OEPMQueryRequest with OEPMQueryResponse and 200', async () => {
      const reply = await ask(serving.url, query('Ratio'), { 'content-type': 'application/xml' });
      expect([reply.status, reply.reason, reply.headers['content-type']]).to.deep.equal([
        ...[200, 'OK', 'application/xml'],
      ]);
      expect(messageIn(reply)).to.deep.equal({
        kind: 'OEPMQueryResponse',
        instanceId: 'test-01',
        measurements: [{ identifier: 'Ratio', items: [{ name: 'Ratio', value: '98.76' }] }],
        unknown: [],
      });
    });

    it('hands a time range on', async () => {
      const range = { begin: 1000, end: 2000 };
      await ask(
        serving.url,
        encodeMessage({ kind: 'OEPMQueryRequest', oeId: 'oe', identifiers: ['Ratio'], range }),
      );
      expect(serving.asked).to.deep.equal([['measurements', ['Ratio'], range]]);
    });

    it('K57 K58 answers OEConfigQueryRequest with OEConfigQueryResponse', async () => {
      const message = messageIn(await ask(serving.url, queryConfig('reporting')));
      expect(message).to.deep.equal({
        kind: 'OEConfigQueryResponse',
        instanceId: 'test-01',
        infos: [{ identifier: 'reporting', items: [{ name: 'interval', value: '60' }] }],
        unknown: [],
      });
    });

    it('K56 acknowledges OEConfigurationCmd with 200 and no body, and names who sent it', async () => {
      const reply = await ask(serving.url, configure('30'));
      expect([reply.status, reply.body.length, reply.headers['content-length']]).to.deep.equal([200, 0, '0']);
      expect(reply.headers).not.to.have.property('content-type');
      expect(serving.asked).to.deep.equal([
        [
          'configure',
          'anonymous/oe-1',
          { identifier: 'reporting', items: [{ name: 'interval', value: '30' }] },
        ],
      ]);
    });

    it('K27 K56 refuses OEConfigurationCmd with 400 and every reason', async () => {
      const reply = await ask(serving.url, configure('soon'));
      expect(reply.status).to.equal(400);
      expect(problemsIn(reply)).to.deep.equal(['interval: soon is no number; write 60']);
    });

    it('K61 acknowledges OEPMCollectionCmd, and refuses it with 409 and every reason', async () => {
      expect((await ask(serving.url, collect('Ratio'))).status).to.equal(200);
      const reply = await ask(serving.url, collect('Nought', 'Ratio', 'Nil'));
      expect([reply.status, reply.reason]).to.deep.equal([409, 'Conflict']);
      expect(problemsIn(reply)).to.deep.equal([
        'Nought: it is not known; collect Ratio',
        'Nil: it is not known; collect Ratio',
      ]);
    });

    it('O10 lists the unknown in a partial answer', async () => {
      const reply = await ask(serving.url, query('Nought', 'Ratio'));
      expect(reply.status).to.equal(200);
      expect(messageIn(reply)).to.have.deep.property('unknown', ['Nought']);
    });

    for (const [what, document, place] of [
      ['measurements', query('Nought', 'Nil'), 'PMIdentifier'],
      ['configuration', queryConfig('Nought', 'Nil'), 'ConfigInfoIdentifier'],
    ] as const) {
      it(`O10 K50 answers 404 where nothing is known of the ${what} asked for`, async () => {
        const reply = await ask(serving.url, document);
        expect([reply.status, reply.reason]).to.deep.equal([404, 'Not Found']);
        const problems = problemsIn(reply);
        expect(problems).to.have.length(2);
        expect(problems[0]).to.match(new RegExp(`^${place}: Nought is not known here; `));
      });
    }

    it('answers 404 where what is known has no value', async () => {
      await serving.server.close();
      serving = await startServing({ service: { queryMeasurements: () => ({ found: [], unknown: [] }) } });
      const reply = await ask(serving.url, query('Ratio'));
      expect(reply.status).to.equal(404);
      expect(problemsIn(reply)[0]).to.contain('no value yet');
    });

    for (const document of [
      encodeMessage({ kind: 'InstancePMReport', instanceId: 'x', measurements: [MEASUREMENT] }),
      encodeMessage({ kind: 'OEPMQueryResponse', instanceId: 'x', measurements: [MEASUREMENT], unknown: [] }),
      encodeMessage({ kind: 'OEConfigQueryResponse', instanceId: 'x', infos: [MEASUREMENT], unknown: [] }),
      encodeMessage({ kind: 'KPI1Error', status: 400, problems: [{ place: '', message: 'no' }] }),
    ]) {
      const kind = /<(\w+)/.exec(document)?.[1];
      it(`K53 K38 refuses ${kind}, which goes the other way, with 400`, async () => {
        const reply = await ask(serving.url, document);
        expect(reply.status).to.equal(400);
        expect(problemsIn(reply)[0]).to.match(new RegExp(`^${kind}: .*Table 2`));
        expect(serving.asked).to.deep.equal([]);
      });
    }

    for (const [what, document] of [
      ['malformed XML', '<OEPMQueryRequest OEID="oe"><PMIdentifier>'],
      [
        'a wrong namespace',
        '<OEPMQueryRequest xmlns="urn:x" OEID="oe"><PMIdentifier>a</PMIdentifier></OEPMQueryRequest>',
      ],
      ['a message without identifiers', '<OEPMQueryRequest OEID="oe"/>'],
      [
        'a DTD',
        '<!DOCTYPE x [<!ENTITY a "b">]><OEPMQueryRequest OEID="oe"><PMIdentifier>&a;</PMIdentifier></OEPMQueryRequest>',
      ],
      ['what is no XML', 'PMIdentifier=Ratio'],
    ] as const) {
      it(`O10 O17 answers ${what} with 400 and the place`, async () => {
        const reply = await ask(serving.url, document);
        expect([reply.status, reply.reason, reply.headers['content-type']]).to.deep.equal([
          ...[400, 'Bad Request', 'application/xml'],
        ]);
        expect(problemsIn(reply)[0]).to.match(/^(\d+:\d+)?: \S/);
        expect(serving.asked).to.deep.equal([]);
      });
    }

    it('K50 answers 500 where the instance fails, and says nothing of what failed', async () => {
      await serving.server.close();
      serving = await startServing({
        service: {
          queryMeasurements: () => {
            throw new Error('password of /var/lib/kpi1 is hunter2');
          },
        },
      });
      const reply = await ask(serving.url, query('Ratio'));
      expect([reply.status, reply.reason]).to.deep.equal([500, 'Internal Server Error']);
      expect(problemsIn(reply)).to.deep.equal([': the instance failed to answer; its log says why']);
      expect(String(serving.logged[0]?.fields['err'])).to.contain('hunter2');
    });
  });

  describe('with several messages', () => {
    it('K40 answers three with three, in their order', async () => {
      const { reply, parts } = await askSeveral(serving.url, [
        ...[query('Ratio'), queryConfig('reporting'), configure('30')],
      ]);
      expect(reply.status).to.equal(200);
      expect(parts.slice(0, 2).map((body) => messageIn({ body }).kind)).to.deep.equal([
        ...['OEPMQueryResponse', 'OEConfigQueryResponse'],
      ]);
      expect(parts[2]).to.have.length(0);
      expect(serving.asked.map(([kind]) => kind)).to.deep.equal([
        ...['measurements', 'configuration', 'configure'],
      ]);
    });

    it('K40 answers what failed with an error in its place, and serves the others', async () => {
      const { reply, parts } = await askSeveral(serving.url, ['<broken', query('Ratio'), query('Nought')]);
      expect(reply.status).to.equal(200);
      const [broken, found, unknown] = parts.map((body) => messageIn({ body }));
      expect(broken).to.have.property('status', 400);
      expect(found).to.have.property('kind', 'OEPMQueryResponse');
      expect(unknown).to.have.property('status', 404);
    });

    for (const [documents, status] of [
      [[query('a'), query('b')], 404],
      [['<broken', query('b')], 400],
      [[configure('30'), configure('40')], 200],
    ] as const) {
      it(`K50 answers ${status} to ${documents.length} messages that come to that`, async () => {
        expect((await askSeveral(serving.url, [...documents])).reply.status).to.equal(status);
      });
    }

    it('K40 carries nothing out of a body whose parts cannot be told apart', async () => {
      const { contentType, body } = encodeMultipart([configure('30'), configure('40')]);
      const torn = body.subarray(0, -6);
      const reply = await ask(serving.url, torn, { 'content-type': contentType });
      expect(reply.status).to.equal(400);
      expect(problemsIn(reply)[0]).to.contain('cut off');
      expect(serving.asked).to.deep.equal([]);
    });

    it('K47 O24 replaces what is too large for its receiver by an error', async () => {
      const { reply, parts } = await askSeveral(
        serving.url,
        [configure('30'), query('Large'), query('Ratio')],
        { 'accept-msgsize': '5000' },
      );
      expect(reply.status).to.equal(200);
      expect(reply.body.length).to.be.below(5000);
      expect(parts[0]).to.have.length(0);
      expect(messageIn({ body: parts[1]! })).to.have.property('status', 413);
      expect(messageIn({ body: parts[2]! })).to.have.property('kind', 'OEPMQueryResponse');
    });
  });
});
