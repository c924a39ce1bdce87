import { expect } from 'chai';
import type { Diagnostic } from '../../../document/diagnostic.ts';
import { type DiagnosticFormat, formatDiagnostics } from '../../../document/formats/format.ts';
import { SourceText } from '../../../document/source-text.ts';

const source = new SourceText('kpi defs/sip.yaml', 'a: 1\nb: real\n');
const RULES = {
  'DATA-TYPE': { severity: 'error', title: 'A data type is not known' },
  'OBJECT-UNUSED': { severity: 'warning', title: 'Nothing is measured per object' },
} as const;

const PLACED: Diagnostic = {
  severity: 'error',
  rule: 'DATA-TYPE',
  message: '100% wrong,\nreally: yes.',
  remedy: 'Write `real(2)`.',
  place: source.place([8, 12]),
};
const PLACELESS: Diagnostic = { severity: 'warning', rule: 'OBJECT-UNUSED', message: 'Odd.' };

function format(name: DiagnosticFormat, diagnostics: readonly Diagnostic[]): string {
  const sourceTexts = new Map([[source.file, source]]);
  return formatDiagnostics(name, diagnostics, { sourceTexts, rules: RULES, version: '1.2.3' });
}

describe('Diagnostics as text', () => {
  it('have place, severity, rule and message, a code frame, the remedy, and a summary', () => {
    const plain = { ...PLACED, message: 'Wrong.' };
    expect(format('text', [plain, PLACELESS])).to.equal(
      [
        'kpi defs/sip.yaml:2:4: error DATA-TYPE Wrong.',
        '  1 | a: 1',
        '  2 | b: real',
        '    |    ^^^^',
        '  remedy: Write `real(2)`.',
        '',
        'warning OBJECT-UNUSED Odd.',
        '',
        '1 error, 1 warning.',
        '',
      ].join('\n'),
    );
  });

  it('count in the plural, and what there is only', () => {
    expect(format('text', [PLACED, PLACED])).to.match(/\n\n2 errors\.\n$/);
    expect(format('text', [PLACELESS])).to.match(/\n\n1 warning\.\n$/);
    expect(format('text', [])).to.equal('No problems.\n');
  });

  it('keep the lines of a remedy that is to be copied', () => {
    const text = format('text', [{ ...PLACELESS, remedy: 'Add:\n    a: 1,\n    b: 2,' }]);
    expect(text).to.contain('\n  remedy: Add:\n    a: 1,\n    b: 2,\n\n1 warning.');
  });

  it('have no frame where the text is not known', () => {
    const place = { ...PLACED.place!, file: 'other.yaml' };
    expect(format('text', [{ ...PLACELESS, place }])).to.match(
      /^other\.yaml:2:4: warning OBJECT-UNUSED Odd\.\n\n/,
    );
  });

  it('have no control characters, whatever a file holds', () => {
    const text = format('text', [{ ...PLACELESS, message: 'a\u001b[31m\nb', remedy: '\u0007' }]);
    expect(text.replaceAll('\n', '')).not.to.match(/\p{Cc}/u);
    expect(text).to.match(/^warning OBJECT-UNUSED a\uFFFD\[31m\uFFFDb\n/);
  });
});

describe('Diagnostics as JSON', () => {
  it('are counted and complete', () => {
    expect(JSON.parse(format('json', [PLACED, PLACELESS]))).to.deep.equal({
      errors: 1,
      warnings: 1,
      diagnostics: [PLACED, PLACELESS],
    });
  });
});

describe('Diagnostics for GitHub', () => {
  it('are workflow commands with their special characters escaped', () => {
    expect(format('github', [PLACED, PLACELESS])).to.equal(
      '::error file=kpi defs/sip.yaml,line=2,endLine=2,col=4,endColumn=8,title=DATA-TYPE::100%25 wrong,%0Areally: yes. Write `real(2)`.\n' +
        '::warning title=OBJECT-UNUSED::Odd.\n',
    );
  });

  it('escape colons and commas of file names', () => {
    const place = { ...PLACED.place!, file: 'a,b:c%.yaml' };
    expect(format('github', [{ ...PLACELESS, place }])).to.include('file=a%2Cb%3Ac%25.yaml,');
  });

  it('are nothing where there is nothing', () => {
    expect(format('github', [])).to.equal('');
  });
});

describe('Diagnostics as SARIF', () => {
  const log = JSON.parse(format('sarif', [PLACED, PLACELESS]));
  const [run] = log.runs;

  it('are one run of version 2.1.0 by this program', () => {
    expect(log.version).to.equal('2.1.0');
    expect(log.$schema).to.match(/^https:.*sarif.*2\.1\.0.*\.json$/);
    expect(run.tool.driver).to.include({ name: 'kpi1', version: '1.2.3' });
    expect(run.columnKind).to.equal('utf16CodeUnits');
  });

  it('describe every rule, and where to read on', () => {
    expect(run.tool.driver.rules).to.have.length(2);
    expect(run.tool.driver.rules[0]).to.deep.equal({
      id: 'DATA-TYPE',
      shortDescription: { text: 'A data type is not known.' },
      help: { text: 'See docs/rules.md#data-type.', markdown: 'See [DATA-TYPE](docs/rules.md#data-type).' },
      defaultConfiguration: { level: 'error' },
    });
  });

  it('place each result in a file by its URI', () => {
    expect(run.results[0]).to.deep.equal({
      ruleId: 'DATA-TYPE',
      ruleIndex: 0,
      level: 'error',
      message: { text: `${PLACED.message} ${PLACED.remedy}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'kpi%20defs/sip.yaml' },
            region: { startLine: 2, startColumn: 4, endLine: 2, endColumn: 8 },
          },
        },
      ],
    });
    expect(run.results[1]).to.include({ ruleIndex: 1, level: 'warning' });
    expect(run.results[1].locations).to.deep.equal([]);
  });

  it('name an absolute path as a file URI', () => {
    const place = { ...PLACED.place!, file: '/tmp/a b.yaml' };
    const { runs } = JSON.parse(format('sarif', [{ ...PLACELESS, place }]));
    const { artifactLocation } = runs[0].results[0].locations[0].physicalLocation;
    expect(artifactLocation.uri).to.equal('file:///tmp/a%20b.yaml');
  });
});
