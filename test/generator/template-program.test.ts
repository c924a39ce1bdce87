import { expect } from 'chai';
import Handlebars from 'handlebars';
import { compileTemplate, run, type Vocabulary } from '../../generator/template-program.ts';

const WRITERS = { json: (text: string) => JSON.stringify(text) };
const PARTIALS: Readonly<Record<string, string>> = {
  row: '  {{name}}{{#if mark}}{{mark}}{{/if}} of {{@root.title}}\n',
};
const VOCABULARY: Vocabulary = {
  writers: WRITERS,
  partial: (name) => compileTemplate(PARTIALS[name] ?? expect.fail(`no ${name}`), name, VOCABULARY),
};

const print = (source: string, value: unknown) => run(compileTemplate(source, 'test', VOCABULARY), value);

function printByHandlebars(source: string, value: unknown): string {
  const engine = Handlebars.create();
  engine.registerHelper(WRITERS);
  engine.registerPartial(PARTIALS);
  return engine.compile(source, { noEscape: true })(value);
}

const VALUE = {
  title: 'A "title" <b>',
  none: '',
  zero: 0,
  no: false,
  empty: [],
  inner: { deep: { name: 'deep' } },
  rows: [
    { name: 'one', mark: '!', parts: ['a', 'b', 'c'] },
    { name: 'two', mark: '', parts: [] },
    { name: 'three', mark: 3, parts: ['d'] },
  ],
};

const TEMPLATES: Readonly<Record<string, string>> = {
  'values, also those that are nothing much':
    '{{title}} {{inner.deep.name}} [{{none}}{{zero}}{{no}}] \\{{title}}',
  'writers of values': '{{json title}}: {{#each rows}}{{json name}}{{/each}}',
  lists:
    'a\n{{#each rows}}\n{{@index}} {{name}}: {{#each parts}}{{#unless @first}}, {{/unless}}{{this}}{{/each}}\n{{#unless @last}}\n--\n{{/unless}}\n{{/each}}\nz\n',
  conditions:
    '{{#if title}}1{{/if}}{{#if none}}2{{else}}3{{/if}}{{#if zero}}4{{/if}}{{#if no}}5{{/if}}{{#if empty}}6{{/if}}{{#if rows}}7{{/if}}{{#unless empty}}8{{else}}9{{/unless}}{{#if rows.length}}10{{/if}}',
  'other templates': '{{#each rows}}\n{{> row}}\n{{> row mark="?"}}\n{{> row mark=name}}\n{{/each}}\n',
  'other templates of another value': '{{> row inner.deep mark=title}}',
};

describe('A template', () => {
  for (const [what, source] of Object.entries(TEMPLATES)) {
    it(`prints ${what}, as Handlebars does`, () => {
      expect(print(source, VALUE)).to.equal(printByHandlebars(source, VALUE));
    });
  }

  it('prints a list that is made while it is printed, and each item before the next but one is made', () => {
    const made: number[] = [];
    function* rows() {
      for (let name = 0; name < 5000; name++) {
        made.push(name);
        yield {
          get name() {
            expect(made.at(-1)).to.be.at.most(name + 1);
            return name;
          },
        };
      }
    }
    const text = print('{{#each rows}}{{name}}{{#unless @last}},{{/unless}}{{/each}}', { rows: rows() });
    expect(text).to.equal(Array.from({ length: 5000 }, (_, name) => name).join());
  });

  it('tells where a name stands that the value lacks', () => {
    expect(() => print('one\n  {{inner.shallow}}', VALUE)).to.throw(
      'templates/test.hbs:2:5: the value has no shallow',
    );
  });

  it('refuses what it has no meaning for', () => {
    for (const source of [
      '{{shout title}}',
      '{{#with inner}}{{/with}}',
      '{{../title}}',
      '{{@key}}',
      '{{! a comment }}',
      'text\n  {{> row}}\n',
    ]) {
      expect(() => print(source, VALUE), source).to.throw(/^templates\/test\.hbs:\d+:\d+: /);
    }
  });
});
