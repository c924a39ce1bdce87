import { expect } from 'chai';
import type { ComputedSubtree, SmiValue } from '../../../agent/snmp/mib-view.ts';
import { compareOids, formatOid } from '../../../agent/snmp/oid.ts';
import { agent, octets, oid, PDU } from './messages.ts';

const integer = (value: number): SmiValue => ({ type: 'Integer32', value });
const text = (length: number): SmiValue => ({ type: 'OCTET STRING', value: 'x'.repeat(length) });
const counter64: SmiValue = { type: 'Counter64', value: 5 };

/** Two columns of three rows, and a scalar without an instance. */
const TABLE = {
  declared: ['1.3.6.1.1.1', '1.3.6.1.1.2', '1.3.6.1.9'],
  instances: [1, 2, 3].flatMap((row) => [
    [`1.3.6.1.1.1.${row}`, integer(row)] as const,
    [`1.3.6.1.1.2.${row}`, integer(10 + row)] as const,
  ]),
};

/** Gives `value` for each instance asked for; `next` goes by the list of names. */
function computed(root: string, names: string[], read: (name: string) => SmiValue): ComputedSubtree {
  const oids = names.map(oid);
  return {
    root: oid(root),
    objects: [oid(root)],
    get: (asked) => {
      const name = formatOid(asked);
      return names.includes(name) ? read(name) : undefined;
    },
    next: (asked) => {
      const found = oids.find((candidate) => compareOids(candidate, asked) > 0);
      return found && { oid: found, value: read(formatOid(found)) };
    },
  };
}

describe('GetRequest-PDU (RFC 3416 section 4.2.1)', () => {
  it('K70 answers octet for octet as it should', () => {
    const { answerOctets } = agent(TABLE);
    const request =
      '3025 020101 0406 7075626c6963 a018 020207d0 020100 020100 300c 300a 0606 2b0601010102 0500';
    const response =
      '3026 020101 0406 7075626c6963 a219 020207d0 020100 020100 300d 300b 0606 2b0601010102 020102';
    expect(answerOctets(octets(request))).to.deep.equal(octets(response));
  });

  it('gives values in the order they were asked for, the same one twice if need be', () => {
    const names = ['1.3.6.1.1.2.3', '1.3.6.1.1.1.1', '1.3.6.1.1.2.3'];
    const { status, index, varbinds } = agent(TABLE).ask(PDU.get, names);
    expect([status, index]).to.deep.equal([0, 0]);
    expect(varbinds).to.deep.equal([`${names[0]} 02:0d`, `${names[1]} 02:01`, `${names[2]} 02:0d`]);
  });

  it('gives noSuchInstance where the object is known, noSuchObject where it is not', () => {
    const names = ['1.3.6.1.1.1.4', '1.3.6.1.9.0', '1.3.6.1.1.3.1', '1.3.6.1.1', '1.3.6.1.1.1', '2.999'];
    expect(agent(TABLE).ask(PDU.get, names).varbinds).to.deep.equal([
      '1.3.6.1.1.1.4 81:',
      '1.3.6.1.9.0 81:',
      '1.3.6.1.1.3.1 80:',
      '1.3.6.1.1 80:',
      '1.3.6.1.1.1 81:',
      '2.999 80:',
    ]);
  });

  it('gives noSuchInstance for an instance that has no value now', () => {
    const { ask } = agent({ declared: ['1.3.6.1.5'], instances: [['1.3.6.1.5.0', undefined]] });
    expect(ask(PDU.get, ['1.3.6.1.5.0']).varbinds).to.deep.equal(['1.3.6.1.5.0 81:']);
  });

  it('gives noSuchObject for what the view hides, noSuchInstance where it shows a part of the object', () => {
    const include = ['1.3.6.1.1.1.2', '1.3.6.1.9'].map(oid);
    const names = ['1.3.6.1.1.1.1', '1.3.6.1.1.1.2', '1.3.6.1.1.2.1', '1.3.6.1.9.0'];
    expect(agent({ ...TABLE, view: { include } }).ask(PDU.get, names).varbinds).to.deep.equal([
      '1.3.6.1.1.1.1 81:',
      '1.3.6.1.1.1.2 02:02',
      '1.3.6.1.1.2.1 80:',
      '1.3.6.1.9.0 81:',
    ]);
  });

  it('does not mind values other than NULL', () => {
    const { answer } = agent(TABLE);
    const request =
      '3029 020101 0406 7075626c6963 a01c 020107 020100 020100 3011 300f 0606 2b0601010102 0405 6869206d65';
    expect(answer(octets(request))!.varbinds).to.deep.equal(['1.3.6.1.1.1.2 02:02']);
  });

  it('answers an empty list with an empty list', () => {
    for (const pdu of [PDU.get, PDU.next, PDU.bulk, PDU.set]) {
      const { status, varbinds } = agent(TABLE).ask(pdu, []);
      expect([status, varbinds]).to.deep.equal([0, []]);
    }
  });

  it('echoes every request-id there is', () => {
    for (const requestId of [0, 1, -1, 127, 128, -129, 65536, 2147483647, -2147483648]) {
      expect(agent(TABLE).ask(PDU.get, [], { requestId }).requestId).to.equal(requestId);
    }
  });

  it('knows names of 128 sub-identifiers, sub-identifiers of 2^32−1, and names under arc 2', () => {
    const names = [`1.3${'.4294967295'.repeat(126)}`, '2.999.1', '0.0', '2.4294967295.0'];
    const instances = names.map((name) => [name, integer(1)] as const);
    const { ask } = agent({ instances });
    expect(ask(PDU.get, names).varbinds).to.deep.equal(names.map((name) => `${name} 02:01`));
    expect(ask(PDU.bulk, ['0.0'], { fields: [0, 9] }).names).to.deep.equal([
      names[0],
      '2.999.1',
      '2.4294967295.0',
      '2.4294967295.0',
    ]);
  });
});

describe('GetNextRequest-PDU (RFC 3416 section 4.2.2)', () => {
  it('K70 gives the instance after each name, whether that is one itself or not', () => {
    const names = ['1.3.6.1.1.1.1', '1.3.6.1.1.1.3', '1.3.6.1.1', '1.3.6.1.1.1.2.0', '0.0'];
    expect(agent(TABLE).ask(PDU.next, names).varbinds).to.deep.equal([
      '1.3.6.1.1.1.2 02:02',
      '1.3.6.1.1.2.1 02:0b',
      '1.3.6.1.1.1.1 02:01',
      '1.3.6.1.1.1.3 02:03',
      '1.3.6.1.1.1.1 02:01',
    ]);
  });

  it('gives endOfMibView under the name asked for, and goes on with the others', () => {
    const { status, varbinds } = agent(TABLE).ask(PDU.next, ['1.3.6.1.1.2.3', '1.3.6.1.1.1.1']);
    expect(status).to.equal(0);
    expect(varbinds).to.deep.equal(['1.3.6.1.1.2.3 82:', '1.3.6.1.1.1.2 02:02']);
  });

  it('passes by what has no value and what the view hides', () => {
    const { ask } = agent({
      instances: [...TABLE.instances, ['1.3.6.1.1.1.0', undefined], ['1.3.6.1.1.1.99', undefined]],
      view: { include: [oid('1.3.6.1.1')], exclude: [oid('1.3.6.1.1.1.2'), oid('1.3.6.1.1.2.3')] },
    });
    expect(ask(PDU.bulk, ['1.3'], { fields: [0, 99] }).varbinds).to.deep.equal([
      '1.3.6.1.1.1.1 02:01',
      '1.3.6.1.1.1.3 02:03',
      '1.3.6.1.1.2.1 02:0b',
      '1.3.6.1.1.2.2 02:0c',
      '1.3.6.1.1.2.2 82:',
    ]);
  });
});

describe('GetBulkRequest-PDU (RFC 3416 section 4.2.3)', () => {
  const columns = ['1.3.6.1.1.1', '1.3.6.1.1.2'];

  it('K70 gives N non-repeaters, then M repeaters R times, row by row', () => {
    const response = agent(TABLE).ask(PDU.bulk, ['1.3', ...columns], { fields: [1, 2] });
    expect(response.varbinds).to.deep.equal([
      '1.3.6.1.1.1.1 02:01',
      '1.3.6.1.1.1.1 02:01',
      '1.3.6.1.1.2.1 02:0b',
      '1.3.6.1.1.1.2 02:02',
      '1.3.6.1.1.2.2 02:0c',
    ]);
  });

  it('takes negative numbers for 0', () => {
    const { ask } = agent(TABLE);
    expect(ask(PDU.bulk, columns, { fields: [0, -5] }).names).to.deep.equal([]);
    expect(ask(PDU.bulk, columns, { fields: [-2147483648, 1] }).names).to.deep.equal([
      '1.3.6.1.1.1.1',
      '1.3.6.1.1.2.1',
    ]);
  });

  it('takes more non-repeaters than there are names for all of them', () => {
    expect(agent(TABLE).ask(PDU.bulk, columns, { fields: [2147483647, 7] }).names).to.deep.equal([
      '1.3.6.1.1.1.1',
      '1.3.6.1.1.2.1',
    ]);
  });

  it('gives endOfMibView under the last name of its repeater, and stops when all are there', () => {
    const { ask } = agent(TABLE);
    const names = ['1.3.6.1.1.1.3', '1.3.6.1.1.2.2', '1.3.6.1.7'];
    expect(ask(PDU.bulk, names, { fields: [0, 2147483647] }).varbinds).to.deep.equal([
      '1.3.6.1.1.2.1 02:0b',
      '1.3.6.1.1.2.3 02:0d',
      '1.3.6.1.7 82:',
      '1.3.6.1.1.2.2 02:0c',
      '1.3.6.1.1.2.3 82:',
      '1.3.6.1.7 82:',
      '1.3.6.1.1.2.3 02:0d',
      '1.3.6.1.1.2.3 82:',
      '1.3.6.1.7 82:',
      '1.3.6.1.1.2.3 82:',
      '1.3.6.1.1.2.3 82:',
      '1.3.6.1.7 82:',
    ]);
  });

  it('leaves out at the end what does not fit, and uses nearly all of the space there is', () => {
    const instances = Array.from({ length: 5000 }, (_, i) => [`1.3.6.1.1.${i}`, text(20)] as const);
    for (const maxMessageSize of [484, 1472, 10_000, 65_507]) {
      const { ask } = agent({ instances, maxMessageSize });
      const response = ask(PDU.bulk, ['1.3.6.1.1'], { fields: [0, 2147483647] });
      expect(response.status).to.equal(0);
      expect(response.size).to.be.within(maxMessageSize - 50, maxMessageSize);
      expect(response.names).to.deep.equal(instances.slice(0, response.names.length).map(([name]) => name));
    }
  });

  it('never sends more than UDP over IPv4 takes, however large a message is configured', () => {
    const instances = Array.from({ length: 5000 }, (_, i) => [`1.3.6.1.1.${i}`, text(20)] as const);
    const { ask } = agent({ instances, maxMessageSize: 1_000_000 });
    expect(ask(PDU.bulk, ['1.3'], { fields: [0, 5000] }).size).to.be.within(65_450, 65_507);
  });

  it('is tooBig where not even the first one fits', () => {
    const { ask } = agent({ instances: [['1.3.6.1.1', text(500)]], maxMessageSize: 484 });
    const { status, index, names } = ask(PDU.bulk, ['1.3'], { fields: [0, 5] });
    expect([status, index, names]).to.deep.equal([1, 0, []]);
  });

  it('truncates among the non-repeaters too', () => {
    const instances = [1, 2, 3].map((i) => [`1.3.6.1.${i}`, text(300)] as const);
    const { ask } = agent({ instances, maxMessageSize: 484 });
    const { status, names } = ask(PDU.bulk, ['1.3.6.1.1', '1.3.6.1', '1.3.6.1.2'], { fields: [3, 5] });
    expect([status, names]).to.deep.equal([0, ['1.3.6.1.2']]);
  });
});

describe('tooBig (RFC 3416 section 4.2.1)', () => {
  const instances = [['1.3.6.1.1', text(500)] as const];

  it('has an empty list, where the values do not fit', () => {
    for (const pdu of [PDU.get, PDU.next]) {
      const name = pdu === PDU.get ? '1.3.6.1.1' : '1.3.6.1';
      const response = agent({ instances, maxMessageSize: 484 }).ask(pdu, [name]);
      expect([response.status, response.index, response.names]).to.deep.equal([1, 0, []]);
    }
  });

  it('is what an error becomes that has to give back more than fits', () => {
    const names = Array.from({ length: 60 }, (_, i) => `1.3.6.1.1.${i}`);
    const response = agent({ maxMessageSize: 484 }).ask(PDU.set, names);
    expect([response.status, response.index, response.names]).to.deep.equal([1, 0, []]);
  });

  it('counts a silent drop where even that does not fit', () => {
    const { answer, counters } = agent({ instances, maxMessageSize: 30 });
    const request =
      '3025 020101 0406 7075626c6963 a018 020207d0 020100 020100 300c 300a 0606 2b0601010102 0500';
    expect(answer(octets(request))).to.equal(undefined);
    expect(counters.snmpSilentDrops).to.equal(1);
  });
});

describe('SetRequest-PDU (RFC 3416 section 4.2.5)', () => {
  it('K72 gives notWritable for every variable, there or not, and the list as received', () => {
    const { answerOctets, counters } = agent(TABLE);
    const request =
      '302b 020101 0406 7075626c6963 a31e 020107 020100 020100 3013 300a 0606 2b0601010102 0500 3005 0601 50 0500';
    const response =
      '302b 020101 0406 7075626c6963 a21e 020107 020111 020101 3013 300a 0606 2b0601010102 0500 3005 0601 50 0500';
    expect(answerOctets(octets(request))).to.deep.equal(octets(response));
    expect(counters.snmpInBadCommunityUses).to.equal(1);
  });
});

describe('exceptions in computed subtrees', () => {
  const broken = computed('1.3.6.1.2', ['1.3.6.1.2.1', '1.3.6.1.2.2'], (name) => {
    if (name.endsWith('2.2')) throw new Error('no such luck');
    return integer(7);
  });

  it('are genErr for their variable binding, with the list as received', () => {
    for (const [pdu, name] of [
      [PDU.get, '1.3.6.1.2.2'],
      [PDU.next, '1.3.6.1.2.1'],
    ] as const) {
      const { ask, counters, failures } = agent({ subtrees: [broken] });
      const { status, index, varbinds } = ask(pdu, ['1.3.6.1.2', name]);
      expect([status, index]).to.deep.equal([5, 2]);
      expect(varbinds).to.deep.equal(['1.3.6.1.2 05:', `${name} 05:`]);
      expect([counters.handlerErrors, failures.map(String)]).to.deep.equal([1, ['Error: no such luck']]);
    }
  });

  it('are genErr in GetBulk, under the number of the repeater in the request', () => {
    const { ask } = agent({ ...TABLE, subtrees: [broken] });
    const response = ask(PDU.bulk, ['1.3', '1.3.6.1.1', '1.3.6.1.2'], { fields: [1, 5] });
    expect([response.status, response.index, response.names]).to.deep.equal([
      5,
      3,
      ['1.3', '1.3.6.1.1', '1.3.6.1.2'],
    ]);
  });

  it('are what values out of range and walks that go backwards come to', () => {
    const outOfRange = computed('1.3.6.1.2', ['1.3.6.1.2.1'], () => ({ type: 'Gauge32', value: -1 }));
    const backwards = { ...outOfRange, next: () => ({ oid: oid('1.3.6.1.2.1'), value: integer(1) }) };
    const astray = { ...outOfRange, next: () => ({ oid: oid('1.3.6.1.3.1'), value: integer(1) }) };
    for (const [subtree, name] of [
      [outOfRange, '1.3.6.1.2'],
      [backwards, '1.3.6.1.2.1'],
      [astray, '1.3.6.1.2.1'],
    ] as const) {
      const { ask, counters } = agent({ subtrees: [subtree] });
      expect(ask(PDU.next, [name])).to.include({ status: 5, index: 1 });
      expect(counters.handlerErrors).to.equal(1);
    }
  });
});

describe('computed subtrees', () => {
  const names = ['1.3.6.1.2.1', '1.3.6.1.2.2', '1.3.6.1.2.3.1'];
  const subtree = computed('1.3.6.1.2', names, (name) => integer(name.length));

  it('are walked in their place among published instances', () => {
    const instances = [['1.3.6.1.1', integer(1)] as const, ['1.3.6.1.3', integer(3)] as const];
    const { ask } = agent({ instances, subtrees: [subtree] });
    expect(ask(PDU.bulk, ['0.0'], { fields: [0, 5] }).names).to.deep.equal([
      '1.3.6.1.1',
      ...names,
      '1.3.6.1.3',
    ]);
  });

  it('show what a view shows of them, instances that are themselves the view included', () => {
    const include = [oid('1.3.6.1.2.1'), oid('1.3.6.1.2.3')];
    const { ask } = agent({ subtrees: [subtree], view: { include } });
    expect(ask(PDU.bulk, ['0.0'], { fields: [0, 5] }).names).to.deep.equal([names[0], names[2], names[2]]);
    expect(ask(PDU.get, names).varbinds.map((line) => line.split(' ')[1])).to.deep.equal([
      '02:0b',
      '81:',
      '02:0d',
    ]);
  });

  it('may find that their values do not fit', () => {
    const large = computed('1.3.6.1.2', names, () => text(300));
    const { ask } = agent({ subtrees: [large], maxMessageSize: 484 });
    expect(ask(PDU.get, ['1.3.6.1.2.1', '1.3.6.1.2.2'])).to.include({ status: 1, index: 0 });
    expect(ask(PDU.bulk, ['1.3'], { fields: [0, 5] }).names).to.deep.equal(['1.3.6.1.2.1']);
  });
});

describe('a request for very many computed values', () => {
  const names = Array.from({ length: 300 }, (_, i) => `1.3.6.1.2.${i + 1}`);
  const subtree = computed('1.3.6.1.2', names, () => integer(1));
  const instances = Array.from({ length: 300 }, (_, i) => [`1.3.6.1.1.${i}`, integer(1)] as const);
  const { ask } = agent({ instances, subtrees: [subtree] });

  it('is cut short where it is a GETBULK, which may come again for the rest', () => {
    const response = ask(PDU.bulk, ['1.3.6.1.2'], { fields: [0, 300] });
    expect([response.status, response.names]).to.deep.equal([0, names.slice(0, 128)]);
    expect(ask(PDU.bulk, ['1.3.6.1.2.128'], { fields: [0, 300] }).names[0]).to.equal('1.3.6.1.2.129');
  });

  it('is tooBig where it is a GET or GETNEXT', () => {
    for (const pduType of [PDU.get, PDU.next]) {
      expect(ask(pduType, names.slice(0, 128))).to.include({ status: 0 });
      expect(ask(pduType, names.slice(0, 129))).to.include({ status: 1, index: 0 });
    }
  });

  it('may name as many published instances as fit', () => {
    const published = instances.map(([name]) => name);
    expect(ask(PDU.get, published).varbinds).to.have.length(300);
    expect(ask(PDU.bulk, ['1.3.6.1.1'], { fields: [0, 700] }).varbinds).to.have.length(300 + 128);
  });
});

describe('O18 SNMPv1 (RFC 1157, RFC 3584 section 4)', () => {
  const version = 0;
  const { ask, answer, counters } = agent({
    declared: ['1.3.6.1.1'],
    instances: [
      ['1.3.6.1.1.1', integer(1)],
      ['1.3.6.1.1.2', counter64],
      ['1.3.6.1.1.3', integer(3)],
      ['1.3.6.1.1.4', counter64],
    ],
    subtrees: [
      computed('1.3.6.1.2', ['1.3.6.1.2.1', '1.3.6.1.2.2'], (name) =>
        name.endsWith('2.1') ? counter64 : integer(9),
      ),
    ],
  });

  it('answers GET and GETNEXT in version 1', () => {
    const response = ask(PDU.get, ['1.3.6.1.1.1', '1.3.6.1.2.2'], { version });
    expect(response).to.include({ version: 0, community: 'public', status: 0 });
    expect(response.varbinds).to.deep.equal(['1.3.6.1.1.1 02:01', '1.3.6.1.2.2 02:09']);
  });

  it('gives noSuchName, the index and the list as received for what is not there or a Counter64', () => {
    for (const missing of ['1.3.6.1.1.9', '1.3.6.1.7', '1.3.6.1.1.2', '1.3.6.1.2.1']) {
      const { status, index, varbinds } = ask(PDU.get, ['1.3.6.1.1.1', missing], { version });
      expect([status, index]).to.deep.equal([2, 2]);
      expect(varbinds).to.deep.equal(['1.3.6.1.1.1 05:', `${missing} 05:`]);
    }
  });

  it('passes by every Counter64 on GETNEXT', () => {
    expect(ask(PDU.next, ['1.3.6.1.1.1', '1.3.6.1.1.3'], { version }).varbinds).to.deep.equal([
      '1.3.6.1.1.3 02:03',
      '1.3.6.1.2.2 02:09',
    ]);
  });

  it('gives noSuchName at the end of the view', () => {
    expect(ask(PDU.next, ['1.3', '1.3.6.1.2.2'], { version })).to.include({ status: 2, index: 2 });
  });

  it('K72 gives noSuchName to SET', () => {
    expect(ask(PDU.set, ['1.3.6.1.1.1'], { version })).to.include({ status: 2, index: 1 });
  });

  it('gives the list as received with tooBig, and drops where that does not fit', () => {
    const instances = [['1.3.6.1.1', text(500)] as const];
    const small = agent({ instances, maxMessageSize: 484 });
    const { status, index, varbinds } = small.ask(PDU.get, ['1.3.6.1.1'], { version });
    expect([status, index, varbinds]).to.deep.equal([1, 0, ['1.3.6.1.1 05:']]);
    const many = Array.from({ length: 60 }, () => '1.3.6.1.1');
    expect(() => small.ask(PDU.get, many, { version })).to.throw('"snmpSilentDrops":1');
  });

  it('has no GetBulk: that is a parse error, as is a Counter64 in a request', () => {
    const before = counters.snmpInASNParseErrs;
    const bulk = '3025 020100 0406 7075626c6963 a518 020207d0 020100 020101 300c 300a 0606 2b0601010102 0500';
    const value =
      '3026 020100 0406 7075626c6963 a019 020207d0 020100 020100 300d 300b 0606 2b0601010102 460100';
    for (const message of [bulk, value]) expect(answer(octets(message))).to.equal(undefined);
    expect(counters.snmpInASNParseErrs - before).to.equal(2);
  });
});
