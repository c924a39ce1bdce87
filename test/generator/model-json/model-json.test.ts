import { expect } from 'chai';
import fc from 'fast-check';
import { generate } from '../../../generator/generate.ts';
import { readModel } from '../../../model/read-model.ts';
import { projectArbitrary } from '../arbitrary-definitions.ts';
import { goldenInput } from '../golden.ts';

const MODEL = 'agent/generated/model.json';

describe('model.json', () => {
  it('is read back as the model that was generated, whatever the definitions', () => {
    fc.assert(
      fc.property(projectArbitrary(1), ({ sources }) => {
        const { output } = generate({ sources, handlers: new Map(), generator: 'kpi1 0.0.0' });
        if (output) expect(readModel(output.files.get(MODEL) ?? '', MODEL)).to.deep.equal(output.model);
      }),
      { numRuns: 30 },
    );
  });

  it('has a line for each measurement, KPI and object', () => {
    const text = generate(goldenInput('example')).output?.files.get(MODEL) ?? '';
    expect(text.split('\n').filter((line) => /^ {8}\{"name":/.test(line))).to.have.length(6);
  });

  it('has formulas without the places they had in a file', () => {
    const { output } = generate(goldenInput('example'));
    expect(output?.files.get(MODEL)).not.to.include('"at"');
    expect(output?.model.modules[0]?.kpis[0]?.expression).to.deep.equal({
      kind: 'operation',
      operator: '/',
      left: {
        kind: 'operation',
        operator: '*',
        left: { kind: 'number', value: 100 },
        right: { kind: 'measurement', name: 'invite200' },
      },
      right: {
        kind: 'operation',
        operator: '-',
        left: { kind: 'measurement', name: 'inviteAttempts' },
        right: { kind: 'measurement', name: 'invite3xx' },
      },
    });
  });
});
