import { expect } from 'chai';
import { FigureNames } from '../../oe/figure-names.ts';
import { BOX, CALLS } from '../agent/running/calls.ts';
import { compileModel } from '../agent/running/running-agent.ts';

describe('Identifiers of figures', () => {
  const names = new FigureNames(compileModel({ 'calls.yaml': CALLS, 'box.yaml': BOX }));
  const found = (identifier: string) =>
    names.find(identifier).map(({ module, figure, row }) => [module.prefix, figure.name, row]);

  it('name a module: its KPIs, then its measurements', () => {
    expect(found('EXAMPLE-BOX-KPI-MIB').map(([, name]) => name)).to.deep.equal([
      ...['Mean Temperature', 'temperature', 'site', 'doorOpen'],
    ]);
  });

  it('name a figure, with its module or without, and a row of it', () => {
    expect(found('Answer Ratio')).to.deep.equal([['exCall', 'Answer Ratio', undefined]]);
    expect(found('EXAMPLE-CALL-KPI-MIB::active')).to.deep.equal([['exCall', 'active', undefined]]);
    expect(found('Trunk Load[a[1],b]')).to.deep.equal([['exCall', 'Trunk Load', 'a[1],b']]);
  });

  it('name nothing where a scalar has an index, or the name is unknown; a near one is suggested', () => {
    expect(found('Answer Ratio[1]')).to.deep.equal([]);
    expect(found('EXAMPLE-BOX-KPI-MIB::active')).to.deep.equal([]);
    expect(found('Answer Ration')).to.deep.equal([]);
    expect(names.suggest('Answer Ration')).to.equal('Answer Ratio');
    expect(names.suggest('Trunk Laod[north]')).to.equal('Trunk Load');
  });
});
