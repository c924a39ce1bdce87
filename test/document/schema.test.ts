import { expect } from 'chai';
import { inOrder } from '../../document/order.ts';
import { type Form, schemaCheck } from '../../document/schema.ts';
import { parseYaml } from '../../document/yaml-document.ts';

const EVEN: Form = {
  words: 'an even number of letters',
  accepts: (text) => text.length % 2 === 0,
  remedy: (text) => `Write \`${text}${text.slice(-1)}\`.`,
  rule: 'LETTERS-EVEN',
};

const WATER = {
  'x-form': 'a tap, or a map of tap and hours',
  oneOf: [
    { type: 'string' },
    {
      type: 'object',
      additionalProperties: false,
      required: ['tap'],
      properties: { tap: { type: 'string' }, hours: { type: 'integer' } },
    },
  ],
};

const check = schemaCheck(
  {
    title: 'Garden',
    type: 'object',
    additionalProperties: false,
    required: ['name'],
    properties: {
      name: {
        type: 'string',
        minLength: 1,
        maxLength: 5,
        description: 'What it is called. Nobody knows why.',
      },
      owner: { type: 'string', 'x-maxOctets': 6 },
      word: { type: 'string', format: 'even' },
      plot: { type: 'string', pattern: '^[a-z]\\d$', 'x-form': 'a letter and a digit' },
      kind: { enum: ['kitchen', 'roof'] },
      area: { type: 'integer', minimum: 1, maximum: 9 },
      open: { type: 'boolean' },
      since: { type: ['string', 'integer'] },
      version: { const: 2 },
      beds: {
        type: 'array',
        minItems: 1,
        maxItems: 2,
        items: {
          title: 'Bed',
          type: 'object',
          required: ['crop'],
          properties: { crop: { type: 'string' }, name: {} },
        },
      },
      tools: { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } },
      water: WATER,
      waters: { type: 'object', additionalProperties: WATER },
    },
    allOf: [
      {
        if: { type: 'object', properties: { kind: { const: 'roof' } }, required: ['kind'] },
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
        then: { type: 'object', properties: { beds: {} }, required: ['beds'] },
      },
    ],
  },
  { even: EVEN },
);

/** `line:column-endColumn rule message remedy` of each problem. */
function problems(text: string): string[] {
  return inOrder(check(parseYaml('f.yaml', text))).map(({ rule, message, remedy = '', place }) =>
    `${place?.line}:${place?.column}-${place?.endColumn} ${rule} ${message} ${remedy}`.trimEnd(),
  );
}

const FILL = 'Write a value, or leave the field out where it is optional.';

describe('A schema check', () => {
  it('has nothing to say of what the schema allows', () => {
    const text =
      'name: Eden\nword: abcd\nplot: a1\nkind: kitchen\nbeds: [{ crop: peas }]\nwater: { tap: a }\n';
    expect(problems(text)).to.deep.equal([]);
  });

  it('reports all problems of a file at once, in the order of their places', () => {
    const text = 'naem: Eden\nword: abc\narea: 12\nopen: yes\nbeds: []\n';
    expect(problems(text).map((problem) => problem.split(' ')[1])).to.deep.equal([
      'FIELD-MISSING',
      'FIELD-UNKNOWN',
      'LETTERS-EVEN',
      'FIELD-RANGE',
      'FIELD-TYPE',
      'FIELD-EMPTY',
    ]);
  });

  const cases: readonly (readonly [string, string, string])[] = [
    [
      'names a missing field at the map, with what it is for',
      'owner: me\n',
      '1:1-1 FIELD-MISSING The garden has no `name`. Add `name`: What it is called.',
    ],
    [
      'tells a map by its name where it has one',
      'name: Eden\nbeds:\n  - { name: A }\n',
      '3:5-16 FIELD-MISSING The bed `A` has no `crop`. Add `crop`.',
    ],
    [
      'points at an unknown key, and says which was meant',
      'name: Eden\nonwer: me\n',
      '2:1-6 FIELD-UNKNOWN The garden `Eden` has no field `onwer`. Did you mean `owner`?',
    ],
    [
      'lists the fields where none is near',
      'name: Eden\nwater: { tap: a, colour: red }\n',
      '2:18-24 FIELD-UNKNOWN `water` has no field `colour`. Its fields are tap, hours.',
    ],
    [
      'does not suggest a field that is there already',
      'name: Eden\nwater: { tap: a, tape: b }\n',
      '2:18-22 FIELD-UNKNOWN `water` has no field `tape`. Its fields are tap, hours.',
    ],
    [
      'asks for quotes around a number that was meant as text, as it was written',
      'name: 1.0\n',
      '1:7-10 FIELD-TYPE `name` must be text, not `1.0`. Write it in quotes: "1.0".',
    ],
    [
      'asks for quotes around a truth that was meant as text',
      'name: true\n',
      '1:7-11 FIELD-TYPE `name` must be text, not `true`. Write it in quotes: "true".',
    ],
    [
      'knows what YAML 1.1 took for true',
      'name: Eden\nopen: yes\n',
      '2:7-10 FIELD-TYPE `open` must be true or false, not the text `yes`. Write `true`.',
    ],
    [
      'knows what YAML 1.1 took for false',
      'name: Eden\nopen: Off\n',
      '2:7-10 FIELD-TYPE `open` must be true or false, not the text `Off`. Write `false`.',
    ],
    [
      'says which types there may be',
      'name: Eden\nsince: [1]\n',
      '2:8-11 FIELD-TYPE `since` must be text or a whole number, not a list.',
    ],
    [
      'says how a list is written',
      'name: Eden\nbeds: { crop: peas }\n',
      '2:7-21 FIELD-TYPE `beds` must be a list, not a map. Begin each item with a dash and a space.',
    ],
    [
      'counts the items of a list from one',
      'name: Eden\nbeds: [{ crop: peas }, peas]\n',
      '2:24-28 FIELD-TYPE Item 2 of `beds` must be a map of fields, not the text `peas`.',
    ],
    [
      'uses the words of a form also for values that are no text',
      'name: Eden\nplot: [a, 1]\n',
      '2:7-13 FIELD-TYPE `plot` must be a letter and a digit, not a list.',
    ],
    [
      'never prints a regular expression',
      'name: Eden\nplot: 1a\n',
      '2:7-9 FIELD-FORM `plot` is `1a`, but must be a letter and a digit.',
    ],
    [
      'takes rule, words and remedy from a form',
      'name: Eden\nword: abc\n',
      '2:7-10 LETTERS-EVEN `word` is `abc`, but must be an even number of letters. Write `abcc`.',
    ],
    [
      'calls blank what is blank, whatever its form',
      'name: Eden\nword: " "\n',
      `2:7-10 FIELD-EMPTY \`word\` is blank. ${FILL}`,
    ],
    ['calls empty what is empty', 'name: ""\n', `1:7-9 FIELD-EMPTY \`name\` is empty. ${FILL}`],
    [
      'points at the key of a value that is not there',
      'name:\nowner: me\n',
      `1:1-5 FIELD-EMPTY \`name\` has no value. ${FILL}`,
    ],
    [
      'sees a value that became a comment',
      'name: #1\n',
      '1:1-5 FIELD-EMPTY `name` has no value. Put the value in quotes if it begins with #, which begins a comment.',
    ],
    [
      'counts characters, not UTF-16 units',
      'name: 😀😀😀😀😀😀\n',
      '1:7-19 FIELD-LENGTH `name` has 6 characters; at most 5 are allowed.',
    ],
    [
      'counts octets of UTF-8',
      'name: Eden\nowner: éééé\n',
      '2:8-12 FIELD-LENGTH `owner` takes 8 octets in UTF-8; at most 6 are allowed.',
    ],
    [
      'says what may be chosen, and what was meant',
      'name: Eden\nkind: kichen\n',
      '2:7-13 FIELD-VALUE `kind` is `kichen`, but must be `kitchen` or `roof`. Did you mean `kitchen`?',
    ],
    [
      'knows the one value there is',
      'name: Eden\nversion: 3\n',
      '2:10-11 FIELD-VALUE `version` is `3`, but must be `2`.',
    ],
    [
      'knows that the one value is no text',
      'name: Eden\nversion: two\n',
      '2:10-13 FIELD-VALUE `version` is `two`, but must be `2`.',
    ],
    [
      'knows the least number',
      'name: Eden\narea: 0\n',
      '2:7-8 FIELD-RANGE `area` must be at least 1, not 0.',
    ],
    [
      'knows the greatest number',
      'name: Eden\narea: 10\n',
      '2:7-9 FIELD-RANGE `area` must be at most 9, not 10.',
    ],
    [
      'knows the longest list',
      'name: Eden\nbeds: [{ crop: a }, { crop: b }, { crop: c }]\n',
      '2:7-46 FIELD-LENGTH `beds` has 3 items; at most 2 are allowed.',
    ],
    [
      'reports an empty list',
      'name: Eden\nbeds: []\n',
      `2:7-9 FIELD-EMPTY \`beds\` is an empty list. ${FILL}`,
    ],
    [
      'reports an empty map',
      'name: Eden\ntools: {}\n',
      `2:8-10 FIELD-EMPTY \`tools\` is an empty map. ${FILL}`,
    ],
    [
      'speaks of the alternative that was meant',
      'name: Eden\nwater: { tap: 5 }\n',
      '2:15-16 FIELD-TYPE `tap` must be text, not `5`. Write it in quotes: "5".',
    ],
    [
      'names all alternatives where none was meant',
      'name: Eden\nwater: 5\n',
      '2:8-9 FIELD-FORM `water` is `5`, but must be a tap, or a map of tap and hours.',
    ],
    [
      'says of a condition only what follows from it',
      'name: Eden\nkind: roof\n',
      '1:1-1 FIELD-MISSING The file has no `beds`. Add `beds`.',
    ],
    [
      'follows an alias to what it stands for',
      'name: Eden\nbeds: [&a { crop: 1 }, *a]\n',
      '2:19-20 FIELD-TYPE `crop` must be text, not `1`. Write it in quotes: "1".',
    ],
    [
      'reads keys that a JSON pointer has to escape',
      'name: Eden\ntools: { "a/b~c": 1 }\n',
      '2:19-20 FIELD-TYPE `a/b~c` must be text, not `1`. Write it in quotes: "1".',
    ],
    [
      'reports a file that is no map',
      '- a\n',
      '1:1-1 FIELD-TYPE The file must be a map of fields, not a list.',
    ],
    [
      'cuts long values, and takes line ends out',
      `name: Eden\nplot: "a\\nb${'c'.repeat(100)}"\n`,
      `2:7-${9 + 104} FIELD-FORM \`plot\` is \`a b${'c'.repeat(57)}…\`, but must be a letter and a digit.`,
    ],
  ];
  for (const [what, text, expected] of cases) {
    it(what, () => {
      expect(problems(text)).to.deep.equal([expected]);
    });
  }

  it('finds the alternative meant for each of several values', () => {
    expect(problems('name: Eden\nwaters: { ab: { tap: 5 }, a: { tap: 6 }, b: x, c: 7 }\n')).to.deep.equal([
      '2:22-23 FIELD-TYPE `tap` must be text, not `5`. Write it in quotes: "5".',
      '2:37-38 FIELD-TYPE `tap` must be text, not `6`. Write it in quotes: "6".',
      '2:51-52 FIELD-FORM `c` is `7`, but must be a tap, or a map of tap and hours.',
    ]);
  });

  it('survives more problems than a call can have arguments', () => {
    const text = `name: Eden\nbeds: [${'x,'.repeat(150_000)}]\n`;
    expect(check(parseYaml('f', text))).to.have.length(150_001);
  });
});
