import { expect } from 'chai';
import { generate } from '../../generator/generate.ts';
import { GENERATOR, generateGolden, goldenFiles, goldenInput, keepObserved } from './golden.ts';

const CASES = ['example', 'evolved'];

describe('Definitions become files', () => {
  for (const name of CASES) {
    it(`exactly those of test/golden/${name}/expected`, () => {
      const { generated, files } = generateGolden(name);
      expect(generated.diagnostics.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
      const golden = goldenFiles(name, files);
      if (JSON.stringify(sorted(files)) !== JSON.stringify(sorted(golden))) {
        const kept = keepObserved(name, files);
        for (const [path, text] of sorted(golden)) {
          expect(files[path], `${path} (all that was observed is in ${kept})`).to.equal(text);
        }
      }
      expect(Object.keys(files)).to.have.members(Object.keys(golden));
    });

    it(`of ${name}, the same bytes whatever the order of the sources`, () => {
      const input = goldenInput(name);
      const reversed = generate({ ...input, sources: [...input.sources].reverse() });
      expect(reversed.output).to.deep.equal(generate(input).output);
    });

    it(`of ${name}, the same again with the lock that the first run wrote (O21)`, () => {
      const input = goldenInput(name);
      const first = generate(input).output;
      const lock = { file: 'oid.lock.yaml', content: first?.lock ?? '' };
      expect(generate({ ...input, lock }).output).to.deep.equal(first);
    });
  }

  it('that show every field of a KPI in its object (K03, K04, K05, K08, K09)', () => {
    const text = generate(goldenInput('example')).output?.files.get('mibs/EXAMPLE-SIP-KPI-MIB.mib') ?? '';
    const object = text.slice(text.indexOf('exSipSessionEstablishmentRatio OBJECT-TYPE'));
    const shown = object.slice(0, object.indexOf('::=')).replace(/\s+/g, ' ');
    for (const field of [
      'SYNTAX ExSipReal2 (0..10000)',
      'UNITS "percent"',
      '"Session Establishment Ratio: Share of session attempts that were established.',
      'Purpose: Shows whether users reach each other (RFC 6076 section 4.6).',
      'Formula: 100 * invite200 / (inviteAttempts - invite3xx)',
      'Data type: real(2)',
      'Reporting frequency: 5m',
      'Reporting duration: 1h',
      'Data source: CPM',
      'Category: Accessibility',
      'Threshold, warning: < 98',
      'Threshold, critical: < 95',
    ]) {
      expect(shown).to.include(field);
    }
  });

  it('and nothing where there is an error in the definitions, the lock or between them; all are reported', () => {
    const { sources } = goldenInput('example');
    const broken = sources.map(({ file, content }) => ({
      file,
      content: String(content).replace('dataType: gauge', 'dataType: gage'),
    }));
    const lock = { file: 'oid.lock.yaml', content: 'version: 1\nenterprise: 1\nmodule: {}\n' };
    const result = generate({ sources: broken, lock, handlers: new Map(), generator: GENERATOR });
    expect(result.output).to.equal(undefined);
    expect(result.diagnostics.map(({ rule }) => rule)).to.include.members([
      'DATA-TYPE',
      'FIELD-UNKNOWN',
      'FIELD-MISSING',
    ]);
    expect([...result.sourceTexts.keys()]).to.include.members(['sip.yaml', 'oid.lock.yaml']);
  });

  it('says where a handler lacks a method or has one too many, and what to add', () => {
    const path = 'agent/handlers/example-sip-kpi-mib.ts';
    const text = `import { defineHandler } from '../generated/example-sip-kpi-mib.gen.ts';
export default defineHandler({
  scalars: {
    inviteAttempts: () => 1,
    inviteOld: () => 2,
  },
  tables: { trunk: () => [] },
});
`;
    const { diagnostics, output, sourceTexts } = generate({
      ...goldenInput('example'),
      handlers: new Map([[path, text]]),
    });
    expect(
      diagnostics.map(({ rule, severity, place }) => [rule, severity, place?.file, place?.line]),
    ).to.deep.equal([
      ['HANDLER-MISSING', 'warning', path, 3],
      ['HANDLER-ORPHAN', 'warning', path, 5],
    ]);
    expect(diagnostics[0]?.message).to.include('scalars.invite200, scalars.invite3xx');
    expect(diagnostics[0]?.remedy).to.include('\n    invite200: () => undefined,\n');
    expect(sourceTexts.get(path)?.text).to.equal(text);
    expect(output?.files.has(path)).to.equal(false);
  });

  it('says which handler has lost its module, and leaves other files in its folder alone', () => {
    const handlers = new Map([
      ['agent/handlers/old-mib.ts', "import { defineHandler } from '../generated/old-mib.gen.ts';\n"],
      ['agent/handlers/proc-stat.ts', 'export const read = () => 1;\n'],
      ['agent/handlers/example-sip-kpi-mib.ts', 'export default mine;\n'],
    ]);
    const { diagnostics } = generate({ ...goldenInput('example'), handlers });
    expect(diagnostics.map(({ rule, place }) => [rule, place?.file])).to.deep.equal([
      ['HANDLER-UNUSED', 'agent/handlers/old-mib.ts'],
    ]);
  });
});

function sorted(files: Record<string, string>): [string, string][] {
  return Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));
}
