import { expect } from 'chai';
import fc from 'fast-check';
import { Document, Scalar, visit } from 'yaml';
import { rangeInScalar } from '../../document/scalar-range.ts';
import { parseYaml } from '../../document/yaml-document.ts';

/** What stands in the file where the part of the value of key `a` is said to be. */
function written(text: string, part: string): string {
  const { data, locations, source } = parseYaml('f', text);
  const map = data as Record<string, string>;
  const value = map['a'] ?? '';
  const from = value.indexOf(part);
  const [start, end] = rangeInScalar(source.text, locations.valueRange(map, 'a'), value, [
    from,
    from + part.length,
  ]);
  return source.text.slice(start, end);
}

describe('A part of a scalar', () => {
  it('is found in plain text, quoted text and blocks', () => {
    expect(written('a: one two three\n', 'two')).to.equal('two');
    expect(written('a: "one two three"\n', 'two')).to.equal('two');
    expect(written("a: 'it''s two'\n", 'two')).to.equal('two');
    expect(written('a: "one\\ttwo \\x41 \\u00e9 \\U0001F600 three"\n', 'three')).to.equal('three');
    expect(written('a: |\n  one\n\n    two\n  three\n', 'two')).to.equal('two');
    expect(written('a: >2-\n  one\n\n   two\n', 'two')).to.equal('two');
    expect(written('a: | # note\r\n  one\r\n\r\n    two\r\n  three\r\n', 'one')).to.equal('one');
    expect(written('a: | # note\r\n  one\r\n\r\n    two\r\n  three\r\n', 'two')).to.equal('two');
  });

  it('is found across folded lines', () => {
    expect(written('a: one\n  two\n   three\n', 'two three')).to.equal('two\n   three');
    expect(written('a: "one\n  two \\\n   three"\n', 'three')).to.equal('three');
    expect(written('a: >-\n  one\n  two\n\n  three\n', 'two\nthree')).to.equal('two\n\n  three');
  });

  it('is found as it is written where it is escaped', () => {
    expect(written('a: "one\\ttwo"\n', '\t')).to.equal('\\t');
    expect(written("a: 'it''s'\n", "'")).to.equal("''");
  });

  it('is the alias where an alias stands for it', () => {
    const { data, locations, source } = parseYaml('f', 'b: &b one two\na: *b\n');
    const alias = locations.valueRange(data as Record<string, string>, 'a');
    expect(rangeInScalar(source.text, alias, 'one two', [4, 7])).to.deep.equal(alias);
  });

  it('is empty at the end of the text where it is empty', () => {
    expect(rangeInScalar('a: one\n', [3, 6], 'one', [3, 3])).to.deep.equal([6, 6]);
  });

  it('is found in whatever way YAML writes a text', () => {
    const styles = [
      Scalar.PLAIN,
      Scalar.QUOTE_DOUBLE,
      Scalar.QUOTE_SINGLE,
      Scalar.BLOCK_FOLDED,
      Scalar.BLOCK_LITERAL,
    ] as const;
    const word = fc.string({
      unit: fc.constantFrom('a', 'é', '"', "'", '\\', '#', '中'),
      minLength: 1,
      maxLength: 9,
    });
    const words = fc.array(word, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.constantFrom(...styles), fc.nat(), (list, type, pick) => {
        const document = new Document({ a: list.join(' ') });
        visit(document, { Scalar: (key, node) => void (key === 'value' && Object.assign(node, { type })) });
        const text = document.toString({ lineWidth: 20, minContentWidth: 0 });
        const part = list[pick % list.length] ?? '';
        const found = written(text, part);
        expect(
          found === part || unescaped(found, text.charAt(3)) === part,
          `${text}: ${part}, not ${found}`,
        ).to.equal(true);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

function unescaped(found: string, quote: string): string {
  if (quote === "'") return found.replaceAll("''", "'");
  if (quote !== '"') return found;
  return found.replace(/\\\r?\n\s*\\?/g, '').replace(/\\(["\\])/g, '$1');
}
