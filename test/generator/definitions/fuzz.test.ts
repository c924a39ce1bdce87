import { expect } from 'chai';
import fc from 'fast-check';
import { formatDiagnostics } from '../../../document/formats/format.ts';
import { RULES } from '../../../generator/rules.ts';
import { load, SAMPLE } from './sample.ts';

const SIP = SAMPLE['sip.yaml'];

/** What a person, a merge or a bad disk might put into a file. */
const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    ...[
      '\t',
      '\n',
      ' ',
      ':',
      '- ',
      '-',
      '#',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ',',
      '&a ',
      '*a',
      '!x ',
      '|',
      '>',
      '%',
      '@',
    ],
    ...[
      '? ',
      '<<: ',
      '---\n',
      '...\n',
      'null',
      'true',
      '0',
      '-1',
      '1e999',
      '99999999999999999999',
      '\0',
      '\uFEFF',
    ],
  ),
);

interface Change {
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat({ max: SIP.length }),
  removed: fc.oneof(fc.constant(0), fc.nat({ max: 4 }), fc.nat({ max: 200 })),
  added: fc.oneof(
    junk,
    fc
      .tuple(fc.nat({ max: SIP.length }), fc.nat({ max: 120 }))
      .map(([at, length]) => SIP.slice(at, at + length)),
  ),
});

function apply(text: string, { at, removed, added }: Change): string {
  return text.slice(0, at) + added + text.slice(at + removed);
}

/** Loads, and holds what comes back against what is promised of it. */
function expectAnswer(content: string | Uint8Array): void {
  const { definitions, diagnostics, sourceTexts } = load({ 'sip.yaml': content });
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  expect(definitions === undefined).to.equal(failed);
  for (const { rule, message, place, severity } of diagnostics) {
    expect(RULES).to.have.property(rule).with.property('severity', severity);
    expect(message).to.match(/\.$/);
    const line = sourceTexts.get(place?.file ?? '')?.line(place?.line ?? 0);
    expect(line, message).to.be.a('string');
    expect(place?.column, message).to.be.within(1, (line ?? '').length + 2);
  }
  const text = formatDiagnostics('text', diagnostics, { sourceTexts, rules: RULES, version: '0' });
  expect(text.replaceAll('\n', '')).not.to.match(/\p{Cc}/u);
}

describe('Definitions nobody meant', () => {
  it('end in diagnostics or definitions after any change to a valid file', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        expectAnswer(changes.reduce(apply, SIP));
      }),
      { seed: 31, numRuns: 600 },
    );
  });

  it('end in diagnostics or definitions after any change to its bytes', () => {
    const bytes = Buffer.from(SIP);
    const hit = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(hit, { minLength: 1, maxLength: 8 }), (hits) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of hits) changed[at] = byte;
        expectAnswer(changed);
      }),
      { seed: 32, numRuns: 300 },
    );
  });

  it('end in diagnostics for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expectAnswer(bytes)),
      { seed: 33, numRuns: 400 },
    );
  });

  it('end in diagnostics for any text made of the signs of YAML', () => {
    fc.assert(
      fc.property(fc.array(junk, { maxLength: 40 }), (parts) => expectAnswer(parts.join(''))),
      { seed: 34, numRuns: 500 },
    );
  });

  it('end in diagnostics or definitions for any value in any field', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }).map((any) => JSON.stringify(any)),
      fc.constantFrom(
        '~',
        '',
        '.nan',
        '-.inf',
        '0x1F',
        '012',
        '2026-11-21',
        '"\\u0000"',
        '[[]]',
        '{ a: }',
        `"${'9'.repeat(400)}"`,
      ),
    );
    const fields = [...SIP.matchAll(/(?<=[a-zA-Z]: )[^\n,}]+/g)].map(
      (match) => [match.index, match[0].length] as const,
    );
    fc.assert(
      fc.property(fc.constantFrom(...fields), value, ([at, removed], added) => {
        expectAnswer(apply(SIP, { at, removed, added }));
      }),
      { seed: 35, numRuns: 600 },
    );
  });
});
