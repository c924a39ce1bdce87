import { expect } from 'chai';
import fc from 'fast-check';
import { MODEL_FORMAT, type Model } from '../../model/model.ts';
import { ModelError, readModel } from '../../model/read-model.ts';

const FIGURE = {
  name: 'inviteAttempts',
  descriptor: 'exSipInviteAttempts',
  description: 'INVITE requests received.',
  arc: 1,
  oid: '1.3.6.1.4.1.32473.2.1.1.1',
  unit: 'messages',
  dataType: { kind: 'counter' },
  syntax: { base: 'Counter64', decimals: 0, min: 0, max: 1e19 },
  status: 'current',
} as const;

const MODEL: Model = {
  format: MODEL_FORMAT,
  generator: 'kpi1 0.1.0',
  enterprise: 32473,
  organization: 'Example Inc.',
  contact: 'noc@example.com',
  baseOid: '1.3.6.1.4.1.32473.1',
  modules: [
    {
      name: 'EXAMPLE-SIP-KPI-MIB',
      prefix: 'exSip',
      description: 'SIP.',
      arc: 2,
      oid: '1.3.6.1.4.1.32473.2',
      revision: '2026-11-21',
      objects: [],
      measurements: [FIGURE],
      kpis: [],
    },
  ],
};
const TEXT = JSON.stringify(MODEL);

function refusal(text: string): string {
  try {
    readModel(text, 'model.json');
  } catch (error) {
    expect(error).to.be.instanceOf(ModelError);
    return (error as Error).message;
  }
  throw new Error('it was read');
}

describe('The model is read', () => {
  it('as it was written', () => {
    expect(readModel(TEXT, 'model.json')).to.deep.equal(MODEL);
  });

  it('refuses a model of another format, naming both and what to do', () => {
    const other = JSON.stringify({ ...MODEL, format: MODEL_FORMAT + 1, generator: 'kpi1 9.0.0' });
    expect(refusal(other)).to.match(
      new RegExp(`model.json.*format ${MODEL_FORMAT + 1}.*kpi1 9.0.0.*format ${MODEL_FORMAT}.*kpi1 build`),
    );
  });

  it('refuses what is no JSON, or no model', () => {
    expect(refusal(TEXT.slice(0, -20))).to.match(/model.json is no JSON .*kpi1 build/);
    for (const text of ['null', '[]', '{}', '"model"', '{"format":"1"}']) {
      expect(refusal(text)).to.match(/model.json is no model/);
    }
  });

  it('names the field that is missing or wrong', () => {
    const [module] = MODEL.modules;
    const broken = { ...MODEL, modules: [{ ...module, measurements: [{ ...FIGURE, oid: 5 }] }] };
    expect(refusal(JSON.stringify(broken))).to.include('model.modules[0].measurements[0].oid is no string');
    expect(refusal(TEXT.replace('"kpis":[]', '"kpis":{}'))).to.include('model.modules[0].kpis is no list');
    expect(refusal(TEXT.replace('"prefix"', '"perfix"'))).to.include('model.modules[0].prefix is no string');
  });

  it('gives a model or a ModelError, whatever the text', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length), fc.nat(9), fc.string({ maxLength: 4 }), (start, length, noise) => {
        const text = TEXT.slice(0, start) + noise + TEXT.slice(start + length);
        try {
          expect(readModel(text, 'model.json')).to.be.an('object');
        } catch (error) {
          expect(error).to.be.instanceOf(ModelError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
