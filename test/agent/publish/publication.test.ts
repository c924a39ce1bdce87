import { expect } from 'chai';
import { Publication, type PublishedValues } from '../../../agent/publish/publication.ts';
import type { Oid, SmiValue } from '../../../agent/snmp/mib-view.ts';
import type { ModelKpi, ModelModule, Syntax } from '../../../model/model.ts';
import { NoValue } from '../../../model/value.ts';

/** What the engine's index would hold, in a map. */
class Values implements PublishedValues {
  readonly shown = new Map<string, SmiValue>();
  readonly declared: string[] = [];
  readonly #oids: string[] = [];
  declare(object: Oid): void {
    this.declared.push(object.join('.'));
  }
  open(oid: Oid): number {
    return this.#oids.push(oid.join('.')) - 1;
  }
  publish(slot: number, value: SmiValue): void {
    this.shown.set(this.#oids[slot]!, value);
  }
  withdraw(slot: number): void {
    this.shown.delete(this.#oids[slot]!);
  }
  close(slot: number): void {
    this.shown.delete(this.#oids[slot]!);
  }
}

const syntax: Syntax = { base: 'Integer32', decimals: 0, min: 0, max: 100 };
const scalar = { name: 'A', oid: '1.3.1', syntax } as ModelKpi;
const column = { name: 'B', oid: '1.3.2.1.2', syntax, per: 'port' } as ModelKpi;
const index = [{ name: 'port', syntax: { ...syntax, base: 'Unsigned32' } }];
const module = {
  objects: [{ name: 'port', index }],
  measurements: [],
  kpis: [scalar, column],
} as unknown as ModelModule;

describe('Publication', () => {
  it('declares every object, so that one without a value is noSuchInstance and not noSuchObject', () => {
    const values = new Values();
    new Publication(values, [module]);
    expect(values.declared).to.deep.equal(['1.3.1', '1.3.2.1.2']);
  });

  it('withdraws what has no value any more and says why (O22)', () => {
    const values = new Values();
    const publication = new Publication(values, [module]);
    publication.publish({ figure: scalar, index: [], value: 5 });
    expect(values.shown.get('1.3.1.0')).to.deep.equal({ type: 'Integer32', value: 5 });
    const why = publication.publish({ figure: scalar, index: [], value: new NoValue('the source is down') });
    expect(why?.reason).to.equal('the source is down');
    expect(values.shown.size).to.equal(0);
  });

  it('names the instance of a figure whether or not it has a value', () => {
    const publication = new Publication(new Values(), [module]);
    expect(publication.instanceOf(scalar, [])).to.deep.equal([1, 3, 1, 0]);
    expect(publication.instanceOf(column, [7])).to.deep.equal([1, 3, 2, 1, 2, 7]);
  });

  it('closes the rows that are gone', () => {
    const values = new Values();
    const publication = new Publication(values, [module]);
    for (const port of [1, 2, 3]) publication.publish({ figure: column, index: [port], value: port });
    publication.keepRows(column, [[2]]);
    expect([...values.shown.keys()]).to.deep.equal(['1.3.2.1.2.2']);
  });
});
