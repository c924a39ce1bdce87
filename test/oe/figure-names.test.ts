import { expect } from 'chai';
import { FigureNames, kpisOfDataSource } from '../../oe/figure-names.ts';
import { BOX, CALLS } from '../agent/running/calls.ts';
import { compileModel } from '../agent/running/running-agent.ts';

describe('Identifiers of figures', () => {
  const model = compileModel({ 'calls.yaml': CALLS, 'box.yaml': BOX });
  const names = new FigureNames(model);
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

  it('K12 are those of the KPIs of a data source', () => {
    const sources = new Set(model.modules.flatMap(({ kpis }) => kpis.map(({ dataSource }) => dataSource)));
    for (const source of sources) {
      const kpis = kpisOfDataSource(model, source).flatMap((identifier) => names.find(identifier));
      expect(kpis).not.to.be.empty;
      expect(kpis.map(({ figure }) => figure)).to.satisfy((all: { dataSource: string }[]) =>
        all.every(({ dataSource }) => dataSource === source),
      );
    }
    expect(kpisOfDataSource(model, 'CPM of nobody')).to.deep.equal([]);
  });
});
