import { expect } from 'chai';
import fc from 'fast-check';
import { outlineHandler, type Part } from '../../../generator/handlers/outline.ts';

const outline = (body: string) => outlineHandler(`export default defineHandler({${body}});`);
const names = (part: Part | undefined) => (part?.kind === 'known' ? [...part.members.keys()] : part?.kind);

describe('A handler shows what it answers for', () => {
  for (const [what, body, scalars] of [
    ['methods', 'scalars: { a() { return 1; }, b() {} }', ['a', 'b']],
    [
      'arrow functions',
      'scalars: { a: () => ({ x: 1, y: 2 }), b: async (signal) => [1, 2][0], }',
      ['a', 'b'],
    ],
    ['references', 'scalars: { a, b: other.b }', ['a', 'b']],
    [
      'async methods',
      'scalars: { async a() {}, async: () => 1, get() {}, get b() { return f; } }',
      ['a', 'async', 'get', 'b'],
    ],
    ['generators, wrong as they are', 'scalars: { *a() {}, async *b() {} }', ['a', 'b']],
    ['quoted names', `scalars: { 'RM.RegInitSucc'() {}, "SM.x": () => 1 }`, ['RM.RegInitSucc', 'SM.x']],
    ['no methods', 'scalars: {}', []],
    ['comments', 'scalars: { /* b() {}, */ a() {}, // c() {},\n }', ['a']],
    ['strings that look like code', "scalars: { a: () => '}, b() {', c: () => \"'\", }", ['a', 'c']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    ['templates', 'scalars: { a: () => `} ${ { b: `}` }.b } {`, c() {} }', ['a', 'c']],
    [
      'regular expressions',
      'scalars: { a: (t) => /[/}"]+\\}/.test(t), b: () => x / y / z, c() {} }',
      ['a', 'b', 'c'],
    ],
    [
      'type annotations',
      'scalars: { a(): Promise<{ b: number }> { return f<{ c: 1 }>(); }, d() {} }',
      ['a', 'd'],
    ],
    ['other members before', 'open() { x = { scalars: { z() {} } }; }, scalars: { a() {} }', ['a']],
    ['another object literal', 'scalars: { ...shared, a() {} }', 'unknown'],
    ['a computed name', 'scalars: { [name]() {} }', 'unknown'],
    ['a variable', 'scalars: mine, tables: {}', 'unknown'],
    ['a shorthand', 'scalars', 'unknown'],
    ['no such part', 'tables: {}', 'absent'],
  ] as const) {
    it(`reads ${what}`, () => {
      expect(names(outline(body)?.scalars)).to.deep.equal(scalars);
    });
  }

  it('knows where names stand', () => {
    const text = 'export default defineHandler({ tables: { trunk() {} } });';
    const tables = outlineHandler(text)?.tables;
    const [start, end] = tables?.kind === 'known' ? (tables.members.get('trunk') ?? [0, 0]) : [0, 0];
    expect(text.slice(start, end)).to.equal('trunk');
  });

  it('does not know a handler that is put together elsewhere', () => {
    expect(outlineHandler('export default defineHandler(handler);')).to.equal(undefined);
    expect(outlineHandler('export default { scalars: {} };')).to.equal(undefined);
    expect(outlineHandler('export default defineHandler({ ...base });')).to.equal(undefined);
  });

  it('ends, whatever the text', () => {
    const pieces = fc.constantFrom(
      'defineHandler(',
      '{',
      '}',
      'scalars:',
      '`',
      '${',
      "'",
      '"',
      '/',
      '*',
      '\\',
      ',',
      '(',
      'a',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        outlineHandler(parts.join(''));
      }),
      { numRuns: 2000 },
    );
  });
});
