import { expect } from 'chai';
import { suggest } from '../../../document/did-you-mean.ts';
import type { Expression } from '../../../model/formula/expression.ts';
import { MAX_TOKENS } from '../../../model/formula/lexer.ts';
import { MAX_NESTING, parseFormula } from '../../../model/formula/parse.ts';
import { printFormula } from '../../../model/formula/print.ts';
import { parse, withoutRanges } from './test-module.ts';

/** The formula's problems as `code at text: message remedy`, the marked part quoted from the formula. */
function problems(formula: string): string[] {
  return parseFormula(formula, suggest).problems.map(({ code, message, remedy = '', at }) =>
    `${code} «${formula.slice(...at)}» ${message} ${remedy}`.trim(),
  );
}

describe('parsing a formula', () => {
  it('gives a tree with each part at its place (K05)', () => {
    expect(parse('100 * ok / (all - 3)')).to.deep.equal({
      kind: 'operation',
      operator: '/',
      at: [0, 20],
      left: {
        kind: 'operation',
        operator: '*',
        at: [0, 8],
        left: { kind: 'number', value: 100, at: [0, 3] },
        right: { kind: 'measurement', name: 'ok', at: [6, 8] },
      },
      right: {
        kind: 'operation',
        operator: '-',
        at: [12, 19],
        left: { kind: 'measurement', name: 'all', at: [12, 15] },
        right: { kind: 'number', value: 3, at: [18, 19] },
      },
    });
  });

  it('reads [KPI Name] with any text but brackets, white space folded (K06)', () => {
    expect(parse('[ Session\n  Set-up (%) ]')).to.deep.equal({
      kind: 'kpi',
      name: 'Session Set-up (%)',
      at: [0, 24],
    });
    expect(parse('[(] + [,] - [)]').kind).to.equal('operation');
  });

  it('reads names with inner dots, as 3GPP has them', () => {
    for (const name of ['RM.RegInitSucc', '_x', 'UR.Succ3rdPartyReg', 'SC.2xx.a_b', 'A1']) {
      expect(withoutRanges(parse(name)), name).to.deep.equal({ kind: 'measurement', name });
    }
  });

  it('reads decimals and exponents', () => {
    const values = { '0': 0, '007': 7, '0.5': 0.5, '1e3': 1000, '1.5E+3': 1500, '25e-1': 2.5 };
    for (const [text, value] of Object.entries(values)) {
      expect(withoutRanges(parse(text)), text).to.deep.equal({ kind: 'number', value });
    }
  });

  it('reads functions, and a function’s name as a measurement’s where no parenthesis follows', () => {
    expect(withoutRanges(parse('sum (rate(rate)) + if'))).to.deep.equal({
      kind: 'operation',
      operator: '+',
      left: {
        kind: 'call',
        function: 'sum',
        argument: { kind: 'call', function: 'rate', argument: { kind: 'measurement', name: 'rate' } },
      },
      right: { kind: 'measurement', name: 'if' },
    });
    const then: Expression = { kind: 'number', value: 1 };
    expect(withoutRanges(parse('if(a, 1, -b)'))).to.deep.equal({
      kind: 'if',
      condition: { kind: 'measurement', name: 'a' },
      then,
      otherwise: { kind: 'negation', operand: { kind: 'measurement', name: 'b' } },
    });
  });

  it('binds comparison < additive < multiplicative < minus, and associates to the left', () => {
    const read = {
      'a - b - c': '(a - b) - c',
      'a / b * c': '(a / b) * c',
      'a + b * c': 'a + (b * c)',
      '-a * b': '(-a) * b',
      'a - -b': 'a - (-b)',
      'a + b < c * d': '(a + b) < (c * d)',
      '--a': '-(-a)',
    };
    for (const [text, parenthesised] of Object.entries(read)) {
      expect(withoutRanges(parse(text)), text).to.deep.equal(withoutRanges(parse(parenthesised)));
    }
  });

  it('takes white space of any kind between words, or none', () => {
    expect(printFormula(parse('\ta*\n( b\u00a0-c)\r\n/2'))).to.equal('a * (b - c) / 2');
  });
});

describe('a formula that breaks the grammar', () => {
  const VALUES = 'A value is a number, a name, [KPI Name], a function or an expression in parentheses.';
  const BOTH = 'For both of two conditions, put an if() in the branch of another.';
  const cases: Record<string, string[]> = {
    '': ['FORMULA-SYNTAX «» The formula is empty. Write how the KPI is calculated from measurements.'],
    ' \n': ['FORMULA-SYNTAX « \n» The formula is empty. Write how the KPI is calculated from measurements.'],
    'a +': [`FORMULA-SYNTAX «» A value is missing after \`+\`. ${VALUES}`],
    'a * / b': [`FORMULA-SYNTAX «/» \`/\` stands where a value is expected. ${VALUES}`],
    '+a': ['FORMULA-SYNTAX «+» A value has no sign `+`. Leave the `+` out.'],
    '()': [`FORMULA-SYNTAX «)» There is nothing between the parentheses. ${VALUES}`],
    '(a + b': ['FORMULA-SYNTAX «(» This `(` is never closed. Write a `)` where it ends.'],
    'a + b)': ['FORMULA-SYNTAX «)» This `)` closes nothing. Leave it out, or open it with a `(`.'],
    'if(a, (b, c)': [
      'FORMULA-SYNTAX «,» This `,` stands outside a function. A comma parts the arguments of a function.',
    ],
    '0,5 * a': ['FORMULA-SYNTAX «,» This `,` stands outside a function. Write decimals with a point: `0.5`.'],
    '2 (a)': ['FORMULA-SYNTAX «(» An operator is missing before `(`. To multiply, write `*`.'],
    'a [B C]': ['FORMULA-SYNTAX «[B C]» An operator is missing before `[B C]`. To multiply, write `*`.'],
    '1 + Session Establishment Ratio / 2': [
      'FORMULA-SYNTAX «Session Establishment Ratio» An operator is missing between the words `Session Establishment Ratio`. If it is the name of a KPI, write `[Session Establishment Ratio]`.',
    ],
    'a < b < c': [
      'FORMULA-SYNTAX «<» Comparisons cannot be chained. For both of two comparisons, put an if() in the branch of another.',
    ],
    'averge(a)': [
      'FORMULA-FUNCTION «averge» `averge` is no function. The functions are if, rate, delta, last, min, max, avg, sum, mean, count; to multiply, write `*`.',
    ],
    'Sum(a) + cuont(b)': [
      'FORMULA-FUNCTION «Sum» `Sum` is no function. Did you mean `sum`?',
      'FORMULA-FUNCTION «cuont» `cuont` is no function. Did you mean `count`?',
    ],
    'sum() + rate(a, b)': [
      'FORMULA-ARGUMENT «sum()» `sum` takes 1 argument, not 0. Write `sum(x)`.',
      'FORMULA-ARGUMENT «rate(a, b)» `rate` takes 1 argument, not 2. Write `rate(x)`.',
    ],
    'if(a, b)': ['FORMULA-ARGUMENT «if(a, b)» `if` takes 3 arguments, not 2. Write `if(condition, a, b)`.'],
    'a × b ÷ c − d ≤ e': ['×', '÷', '−', '≤'].map(
      (sign, i) =>
        `FORMULA-CHARACTER «${sign}» \`${sign}\` (U+${['00D7', '00F7', '2212', '2264'][i]}) has no meaning in a formula. Write \`${['*', '/', '-', '<='][i]}\` instead.`,
    ),
    'if(a = 1, b, c)': ['FORMULA-CHARACTER «=» `=` has no meaning in a formula. Write `==` instead.'],
    'a <> b': ['FORMULA-CHARACTER «<>» `<>` has no meaning in a formula. Write `!=` instead.'],
    'a =< b': ['FORMULA-CHARACTER «=<» `=<` has no meaning in a formula. Write `<=` instead.'],
    'a === b': ['FORMULA-CHARACTER «===» `===` has no meaning in a formula. Write `==` instead.'],
    'if(a; b; c)': [';', ';'].map(
      (sign) => `FORMULA-CHARACTER «${sign}» \`;\` has no meaning in a formula. Write \`,\` instead.`,
    ),
    'a && b': [`FORMULA-CHARACTER «&&» \`&&\` has no meaning in a formula. ${BOTH}`],
    'a ** 2': [
      'FORMULA-CHARACTER «**» `**` has no meaning in a formula. There is no power: multiply, x * x.',
    ],
    '50%': ['FORMULA-CHARACTER «%» `%` has no meaning in a formula. A percentage is 100 * part / whole.'],
    'a ? b : c': ['?', ':'].map(
      (sign) =>
        `FORMULA-CHARACTER «${sign}» \`${sign}\` has no meaning in a formula. Write if(condition, a, b).`,
    ),
    'a + [B': [
      'FORMULA-CHARACTER «[» `[` has no meaning in a formula. Close the name of the KPI: [KPI Name].',
    ],
    'a + B]': [
      'FORMULA-CHARACTER «]» `]` has no meaning in a formula. The name of a KPI stands between two square brackets: [KPI Name].',
    ],
    '[ ]': ['FORMULA-NAME «[ ]» The square brackets are empty. Write the name of a KPI in them.'],
    'state == "up"': [
      'FORMULA-CHARACTER «"up"» `"up"` is text, and formulas have no text of their own. Text is compared with the text of another measurement.',
    ],
    'a\u0000b': ['FORMULA-CHARACTER «\u0000» U+0000 has no meaning in a formula.'],
    'a + \u200bb': ['FORMULA-CHARACTER «\u200b» U+200B has no meaning in a formula.'],
    'größe / 2': [
      'FORMULA-NAME «größe» `größe` is no name: it has `ö` (U+00F6) in it. Names have the letters A to Z, digits, _ and inner dots.',
    ],
    'RM..Succ / RM.Req.': [
      'FORMULA-NAME «RM..Succ» `RM..Succ` is no name: a dot stands between words. Write `RM.Succ`.',
      'FORMULA-NAME «RM.Req.» `RM.Req.` is no name: a dot stands between words. Write `RM.Req`.',
    ],
    '.5 * 5. * 2x * 1.2.3': [
      'FORMULA-NUMBER «.5» `.5` is no number. Write `0.5`.',
      'FORMULA-NUMBER «5.» `5.` is no number. Write `5`.',
      'FORMULA-NUMBER «2x» `2x` is no number. To multiply, write `2 * x`; a name starts with a letter or _.',
      'FORMULA-NUMBER «1.2.3» `1.2.3` is no number.',
    ],
    '1e999 / 1e-999': [
      'FORMULA-NUMBER «1e999» `1e999` is larger than a number can be. Numbers reach from 1e-307 to 1e308.',
      'FORMULA-NUMBER «1e-999» `1e-999` is smaller than a number can be. Numbers reach from 1e-307 to 1e308.',
    ],
  };
  for (const [formula, expected] of Object.entries(cases)) {
    it(`says so at its place, with the remedy: ${JSON.stringify(formula)}`, () => {
      expect(problems(formula)).to.deep.equal(expected);
    });
  }

  it('names every look-alike and the grammar’s own problem in one go', () => {
    expect(problems('a × (b ÷ c').map((text) => text.split(' ')[0])).to.deep.equal([
      'FORMULA-CHARACTER',
      'FORMULA-SYNTAX',
      'FORMULA-CHARACTER',
    ]);
  });

  it('does not add follow-ups to a word that nobody can read', () => {
    expect(problems('a # b').map((text) => text.split(' ')[0])).to.deep.equal(['FORMULA-CHARACTER']);
  });

  it('is refused where it nests too deeply, never by an exhausted stack', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(problems(nested(MAX_NESTING))).to.deep.equal([]);
    const tooDeep = 'The formula nests deeper than 200 levels.';
    for (const text of [
      nested(MAX_NESTING + 1),
      `${'-'.repeat(201)}a`,
      'sum('.repeat(201),
      'if('.repeat(250),
    ]) {
      expect(problems(text).join(), text.slice(0, 9)).to.include(tooDeep);
    }
  });

  it('is refused where it has too many words, however many', () => {
    const sum = (terms: number) => Array.from({ length: terms }, () => 'a').join('+');
    expect(problems(sum(MAX_TOKENS / 2))).to.deep.equal([]);
    for (const text of [
      sum(MAX_TOKENS),
      sum(200_000),
      '('.repeat(100_000),
      '#'.repeat(100_000),
      '-'.repeat(100_000),
    ]) {
      const last = parseFormula(text).problems.at(-1)!;
      expect([last.code, last.message], text.slice(0, 9)).to.deep.equal([
        'FORMULA-SIZE',
        'The formula has more than 1000 words.',
      ]);
      expect(last.at[1]).to.equal(text.length);
    }
  });
});
