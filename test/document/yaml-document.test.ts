import { expect } from 'chai';
import type { Container } from '../../document/locations.ts';
import { parseYaml, type YamlDocument } from '../../document/yaml-document.ts';

/** `line:column rule` of each diagnostic. */
function problems(text: string | Uint8Array): string[] {
  return parseYaml('f.yaml', text).diagnostics.map(
    ({ rule, place }) => `${place?.line}:${place?.column} ${rule}`,
  );
}

function textAt({ source }: YamlDocument, [start, end]: readonly [number, number]): string {
  return source.text.slice(start, end);
}

describe('Reading YAML', () => {
  it('gives plain data of the core schema', () => {
    const text = 'a: [1, 0x1F, 1.5, true, null, text, "2", yes]\nb: { c: 2026-11-21 }\nd:\n';
    const { data, diagnostics } = parseYaml('f', text);
    expect(data).to.deep.equal({
      a: [1, 31, 1.5, true, null, 'text', '2', 'yes'],
      b: { c: '2026-11-21' },
      d: null,
    });
    expect(diagnostics).to.deep.equal([]);
  });

  it('tells where keys, values, items and maps stand', () => {
    const document = parseYaml('f', '# first\na: x\nb:\n  - c: 1\n    d: "e"\n  - f\n');
    const data = document.data as Record<string, Container>;
    const item = (data['b'] as Container[])[0] as Container;
    const { locations } = document;
    expect(textAt(document, locations.keyRange(data, 'b'))).to.equal('b');
    expect(textAt(document, locations.valueRange(item, 'd'))).to.equal('"e"');
    expect(textAt(document, locations.valueRange(data['b'] as Container, 1))).to.equal('f');
    expect(textAt(document, locations.rangeOf(item))).to.match(/^c: 1\n {4}d: "e"/);
    expect(textAt(document, locations.rangeAt(data, ['b', 0, 'c']))).to.equal('1');
    expect(textAt(document, locations.rangeAt(data, []))).to.match(/^a: x\n/);
    expect(locations.valueRange(data, 'nothing')).to.deep.equal([0, 0]);
  });

  it('shares what an alias stands for, and places it where it is written', () => {
    const document = parseYaml('f', 'a: &one { b: 1 }\nc: *one\n');
    const data = document.data as Record<string, Container>;
    expect(data['c']).to.equal(data['a']);
    expect(textAt(document, document.locations.valueRange(data, 'c'))).to.equal('*one');
    expect(textAt(document, document.locations.rangeAt(data, ['c', 'b']))).to.equal('1');
  });

  it('lets no YAML 1.1 in by its directive', () => {
    expect(parseYaml('f', '%YAML 1.1\n---\na: yes\n').data).to.deep.equal({ a: 'yes' });
  });

  it('keeps the first of two equal keys, and names the second', () => {
    expect(parseYaml('f', 'a: 1\na: 2\n').data).to.deep.equal({ a: 1 });
    expect(problems('a: 1\na: 2\nb: { c: 1, "c": 2 }\n')).to.deep.equal([
      '2:1 YAML-KEY-DUPLICATE',
      '3:12 YAML-KEY-DUPLICATE',
    ]);
  });

  it('keeps keys that objects inherit apart from those that are there', () => {
    const { data, diagnostics } = parseYaml('f', '__proto__: { x: 1 }\nconstructor: 2\ntoString: 3\n');
    expect(diagnostics).to.deep.equal([]);
    expect(Object.keys(data as object)).to.deep.equal(['__proto__', 'constructor', 'toString']);
    expect((data as { x?: unknown }).x).to.equal(undefined);
    expect(Object.getPrototypeOf(data)).to.equal(Object.prototype);
  });

  const cases: readonly (readonly [string, string | Uint8Array, readonly string[]])[] = [
    ['an empty file', '', ['1:1 YAML-EMPTY']],
    ['a file of comments', '# nothing\n\n', ['1:1 YAML-EMPTY']],
    ['a file of a null', '~\n', ['1:1 YAML-EMPTY']],
    ['a second document', 'a: 1\n---\nb: 2\n', ['2:1 YAML-DOCUMENTS']],
    ['text after the end of the document', 'a: 1\n...\nb\n', ['3:1 YAML-DOCUMENTS']],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff]), ['1:4 YAML-ENCODING']],
    ['an unknown tag', 'a: !up b\n', ['1:4 YAML-TAG']],
    ['a known tag that core has not', 'a: !!set { b, c }\n', ['1:4 YAML-TAG']],
    ['a tag that is never closed', 'a: !<up b\n', ['1:4 YAML-TAG']],
    ['an alias of nothing', 'a: *b\n', ['1:4 YAML-ALIAS']],
    ['an alias of what comes later', 'a: *b\nc: &b 1\n', ['1:4 YAML-ALIAS']],
    ['an alias without a name', 'a: *\n', ['1:4 YAML-ALIAS']],
    ['an alias of what holds it', 'a: &b [1, *b]\n', ['1:11 YAML-ALIAS']],
    ['a merge key', 'a: &b { c: 1 }\nd:\n  <<: *b\n', ['3:3 YAML-MERGE-KEY']],
    ['a key that is a list', '[a]: b\n', ['1:1 YAML-KEY']],
    ['a key that is an alias', '&a b: 1\n*a : 2\n', ['2:1 YAML-KEY']],
    [
      'a number with a zero first',
      'a: 012\nb: -007\nc: 0\nd: 0.5\n',
      ['1:4 YAML-NUMBER-ZERO', '2:4 YAML-NUMBER-ZERO'],
    ],
    [
      'numbers beyond what is exact',
      'a: 9007199254740991\nb: 9007199254740993\nc: 0x20000000000001\nd: 1e999\n',
      ['2:4 YAML-NUMBER-INEXACT', '3:4 YAML-NUMBER-INEXACT', '4:4 YAML-NUMBER-INEXACT'],
    ],
    ['a tab, and not what follows from it', 'a:\n\tb: 1\n\tc: 2\n', ['2:1 YAML-TAB', '3:1 YAML-TAB']],
    ['a tab, and nothing else', 'a:\n  b: 1\n\tc: 2\n]\n', ['3:1 YAML-TAB']],
    ['one problem a line', ']]]]\n]]\n', ['1:1 YAML-SYNTAX', '2:1 YAML-SYNTAX']],
    ['an escape that is none', 'a: "\\q"\n', ['1:5 YAML-SYNTAX']],
    ['a bracket that is never closed', 'a: [1, 2\n', ['2:1 YAML-SYNTAX']],
  ];
  for (const [what, text, expected] of cases) {
    it(`reports ${what}`, () => {
      expect(problems(text)).to.deep.equal(expected);
    });
  }

  it('has no data where a value or key had to be left out', () => {
    for (const text of ['a: *b\n', '<<: 1\n', '[a]: b\n', 'a: [\n']) {
      expect(parseYaml('f', text).data, text).to.equal(undefined);
    }
  });

  it('refuses aliases that double and double, without following them', () => {
    const doubling = Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`);
    const rules = problems(`a0: &a0 [x]\n${doubling.join('\n')}\n`);
    expect(rules).to.deep.equal(['12:18 YAML-ALIAS-EXPANSION']);
  });

  it('lets aliases stand for ten thousand values, and says once that it is enough', () => {
    const text = (aliases: number) => `- &a [${'x,'.repeat(99)}]\n${'- *a\n'.repeat(aliases)}`;
    expect(problems(text(100))).to.deep.equal([]);
    expect(problems(text(103))).to.deep.equal(['102:3 YAML-ALIAS-EXPANSION']);
  });

  it('marks a syntax problem up to the end of its line at most', () => {
    const ends = ['a: %', 'a: "\\q"\nb: 1\n', 'a: [1'].map((text) => {
      const place = parseYaml('f', text).diagnostics[0]?.place;
      return `${place?.line}:${place?.column}-${place?.endLine}:${place?.endColumn}`;
    });
    expect(ends).to.deep.equal(['1:4-1:5', '1:5-1:6', '1:6-1:7']);
  });

  for (const [what, text] of [
    ['lists in brackets', '['.repeat(50_000)],
    ['closed lists in brackets', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['maps in braces', '{a: '.repeat(20_000)],
    ['lists in one line', '- '.repeat(20_000)],
    ['keys of keys', '? '.repeat(20_000)],
    ['maps in one line', 'a: '.repeat(20_000)],
    ['maps indented', Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
  ] as const) {
    it(`refuses ${what} that nest too deeply, without exhausting the stack`, () => {
      expect(parseYaml('f', text).diagnostics.map(({ rule }) => rule)).to.deep.equal(['YAML-NESTING']);
    });
  }

  it('reads what nests as deeply as may be', () => {
    expect(problems(`${'['.repeat(64)}1${']'.repeat(64)}`)).to.deep.equal([]);
    expect(problems(`${'['.repeat(65)}1${']'.repeat(65)}`)).to.deep.equal(['1:65 YAML-NESTING']);
  });
});
