import { expect } from 'chai';
import { mapDocument } from '../../../../agent/collect/json/map-document.ts';
import { type JsonMapping, resolveJsonMapping } from '../../../../agent/collect/json/mapping.ts';
import { parseJson } from '../../../../agent/collect/json/parse-json.ts';
import { atOnce } from '../../../../agent/slices.ts';
import { measurement } from '../../small-model.ts';
import { mappingFor, perTrunk, scalar, shorten } from './mapping-for.ts';

const map = (text: string, ...mappings: JsonMapping[]) =>
  shorten(atOnce(mapDocument(mappings, parseJson(text))));
const mistakes = (...given: Parameters<typeof resolveJsonMapping>) => {
  const resolved = resolveJsonMapping(...given);
  return resolved.ok ? [] : resolved.mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('readings of a JSON document', () => {
  it('are where a pointer or a path says (K17)', () => {
    const text = '{"calls":{"active":5},"nodes":[{"calls":1},{"calls":2},{}]}';
    expect(
      map(
        text,
        mappingFor(scalar(), { value: '/calls/active' }),
        mappingFor(scalar(), { value: '$.nodes[*].calls' }),
        mappingFor(scalar(), { value: '$.calls.active' }),
      ),
    ).to.deep.equal(['0[]: 5', '1[]: 1 + 2', '2[]: 5']);
  });

  it('keep the series of a path apart, for each has counter resets of its own', () => {
    const mapping = mappingFor(scalar('counter'), { value: '$.nodes[*].calls' });
    const { readings } = atOnce(mapDocument([mapping], parseJson('{"nodes":[{"calls":1},{"calls":2}]}')));
    expect([...readings[0]!.series]).to.deep.equal([
      ["$['nodes'][0]['calls']", 1],
      ["$['nodes'][1]['calls']", 2],
    ]);
  });

  it('are exact, also in quotes', () => {
    const counter = mappingFor(scalar('counter'), { value: '/n' });
    expect(map('{"n":18446744073709551615}', counter)).to.deep.equal(['0[]: 18446744073709551615']);
    expect(map('{"n":"18446744073709551615"}', counter)).to.deep.equal(['0[]: 18446744073709551615']);
    expect(map('{"n":"12.5"}', counter)).to.deep.equal(['0[]: 12.5']);
  });

  it('are of the type that is defined', () => {
    const truth = mappingFor(scalar('boolean'), { value: '/b' });
    const text = mappingFor(scalar('string'), { value: '/t' });
    expect(map('{"b":true,"t":"up"}', truth, text)).to.deep.equal(['0[]: true', '1[]: up']);
    expect(map('{"b":0,"t":"up"}', truth, text)).to.deep.equal(['0[]: false', '1[]: up']);
    expect(map('{"b":"yes","t":5}', truth, text)).to.deep.equal([
      '0[] /b is "yes" where true or false is defined',
      '1[] /t is 5 where a text is defined',
    ]);
    expect(map('{"n":"12 kB"}', mappingFor(scalar(), { value: '/n' }))).to.deep.equal([
      '0[] /n is "12 kB" where a number is defined',
    ]);
    expect(map('{"n":-1}', mappingFor(scalar('counter'), { value: '/n' }))).to.deep.equal([
      '0[] /n is -1, and a counter is never negative',
    ]);
    expect(map('{"n":{}}', mappingFor(scalar(), { value: '/n' }))).to.deep.equal([
      '0[] /n is an object where a number is defined',
    ]);
  });

  it('are none where nothing is there, or what the mapping says', () => {
    const plain = mappingFor(scalar(), { value: '/n' });
    const zero = mappingFor(scalar(), { value: '/n', whenAbsent: 0 });
    for (const text of ['{}', '{"n":null}']) {
      expect(map(text, plain, zero)).to.deep.equal(['1[]: 0', '0 there is nothing at /n']);
    }
  });

  it('do not add texts or truths', () => {
    expect(map('["a","b"]', mappingFor(scalar('string'), { value: '$[*]' }))).to.deep.equal([
      '0[] $[*] selects 2 values, which have no sum',
    ]);
  });
});

describe('rows of a JSON document', () => {
  const byName = { value: '/calls', labels: { trunkName: '/name' } };

  it('are the members of a list, of an object, or what a path selects (K17)', () => {
    const list = '{"trunks":[{"name":"a","calls":1},{"name":7,"calls":2}]}';
    expect(map(list, mappingFor(perTrunk(), { rows: '/trunks', ...byName }))).to.deep.equal([
      '0[a]: 1',
      '0[7]: 2',
    ]);
    expect(map(list, mappingFor(perTrunk(), { rows: '$.trunks[?@.calls > 1]', ...byName }))).to.deep.equal([
      '0[7]: 2',
    ]);
    const byKey = { value: '/calls', labels: { trunkName: 'key' } };
    const object = '{"trunks":{"a":{"calls":1},"it\'s\\n":{"calls":2}}}';
    for (const rows of ['/trunks', '$.trunks[*]', '$.trunks.*']) {
      expect(map(object, mappingFor(perTrunk(), { rows, ...byKey }))).to.deep.equal([
        '0[a]: 1',
        "0[it's\n]: 2",
      ]);
    }
    const plain = mappingFor(perTrunk(), { rows: '', value: '', labels: { trunkName: 'key' } });
    expect(map('{"a":1,"b":2}', plain)).to.deep.equal(['0[a]: 1', '0[b]: 2']);
  });

  it('have the index in the member of its own name unless another is said', () => {
    const mapping = mappingFor(perTrunk(), { rows: '', value: '/calls' });
    expect(map('[{"trunkName":"a","calls":1}]', mapping)).to.deep.equal(['0[a]: 1']);
  });

  it('are left out, each with its reason, where they cannot be read', () => {
    const mapping = mappingFor(perTrunk(), { rows: '', ...byName });
    const text =
      '[{"name":"a","calls":1},{"name":"b"},{"calls":1},5,{"name":"c","calls":"x"},{"name":"d","calls":1},{"name":"d","calls":2}]';
    expect(map(text, mapping)).to.deep.equal([
      '0[a]: 1',
      '0[b] there is nothing at /calls in row /1',
      '0[c] /calls in row /4 is "x" where a number is defined',
      '0[d] the row is there twice',
      '0 row /2 cannot be named: its trunkName is undefined where a text is defined (and 1 more)',
    ]);
  });

  it('may be none in a list, not where there is no list', () => {
    const mapping = mappingFor(perTrunk(), { rows: '/trunks', ...byName });
    expect(map('{"trunks":[]}', mapping)).to.deep.equal([]);
    expect(map('{}', mapping)).to.deep.equal(['0 there is nothing at /trunks where the rows should be']);
    expect(map('{"trunks":3}', mapping)).to.deep.equal(['0 /trunks is 3 where the rows should be']);
    expect(map('{}', mappingFor(perTrunk(), { rows: '$.trunks[*]', ...byName }))).to.deep.equal([
      '0 there are no rows at $.trunks[*]',
    ]);
  });
});

describe('where a measurement is in a JSON document', () => {
  it('has all its mistakes shown at once', () => {
    const labels = new Map([
      ['trunkName', 'name'],
      ['trunk', '/name'],
    ]);
    expect(mistakes(perTrunk('counter'), { value: '$.x', labels, whenAbsent: 1 })).to.deep.equal([
      'value: calls is measured of each trunk: say in rows where these are',
      'value: in a row, a value is where a JSON Pointer says, such as /calls, not $.x',
      'whenAbsent: a counter that is absent can only count as 0',
      'labels.trunkName: "name" is no JSON Pointer: write /trunkName, or key for the name of the row itself',
      'labels.trunk: trunk has no index trunk: its index is trunkName',
    ]);
    const [rows, value] = mistakes({ measurement: measurement('calls') }, { rows: '/a', value: '$.[' });
    expect(rows).to.equal('rows: calls is a scalar: it has no rows');
    expect(value).to.match(/^value: \$\.\[ is no JSONPath \(RFC 9535\): /);
    expect(mistakes(scalar(), { value: 'calls' })[0]).to.match(/^value: "calls" is neither a JSON Pointer/);
  });
});
