import type { ModelFigure, ModelModule, ModelObject } from '../../model/model.ts';
import { NoValue, type Value } from '../../model/value.ts';
import { type Index, rowKey } from '../kpi/row-key.ts';
import type { Oid, SmiValue } from '../snmp/mib-view.ts';
import { instanceOid, parseOid } from './instance-oid.ts';
import { toWireValue } from './wire-value.ts';

/** What publication needs of the engine's index of values. */
export interface PublishedValues {
  declare(object: Oid): void;
  open(oid: Oid): number;
  publish(slot: number, value: SmiValue): void;
  withdraw(slot: number): void;
  close(slot: number): void;
}

/** One figure's new value, of one row or of a scalar. */
export interface Update {
  readonly figure: ModelFigure;
  readonly index: Index;
  readonly value: Value | bigint;
}

interface Instance {
  readonly slot: number;
  hasValue: boolean;
}

/** Where a figure's instances are. */
interface Place {
  /** Of the OBJECT-TYPE. */
  readonly oid: Oid;
  /** What it is measured of; absent for a scalar. */
  readonly object: ModelObject | undefined;
  /** By the key of the row. */
  readonly instances: Map<string, Instance>;
}

/** Keeps the values of a model's figures in the SNMP engine's index. */
export class Publication {
  readonly #values: PublishedValues;
  readonly #places = new Map<ModelFigure, Place>();

  constructor(values: PublishedValues, modules: readonly ModelModule[]) {
    this.#values = values;
    for (const module of modules) {
      const objects = new Map(module.objects.map((object) => [object.name, object]));
      for (const figure of [...module.measurements, ...module.kpis]) {
        const oid = parseOid(figure.oid);
        const object = figure.per === undefined ? undefined : objects.get(figure.per);
        values.declare(oid);
        this.#places.set(figure, { oid, object, instances: new Map() });
      }
    }
  }

  /** Publishes one value, or withdraws it where there is none. Returns why there is none. */
  publish({ figure, index, value }: Update): NoValue | undefined {
    const wire = value instanceof NoValue ? value : toWireValue(value, figure.syntax);
    if (wire instanceof NoValue) {
      const instance = this.#places.get(figure)?.instances.get(rowKey(index));
      if (instance?.hasValue) {
        this.#values.withdraw(instance.slot);
        instance.hasValue = false;
      }
      return wire;
    }
    const instance = this.#open(figure, index);
    this.#values.publish(instance.slot, wire);
    instance.hasValue = true;
    return undefined;
  }

  /** Closes the rows of a column that are not among `rows`: they are gone. */
  keepRows(figure: ModelFigure, rows: Iterable<Index>): void {
    const instances = this.#places.get(figure)?.instances;
    if (!instances || instances.size === 0) return;
    const kept = new Set([...rows].map((row) => rowKey(row)));
    for (const [key, instance] of instances) {
      if (kept.has(key)) continue;
      this.#values.close(instance.slot);
      instances.delete(key);
    }
  }

  /** The name of a figure's instance, whether or not there is one now. */
  instanceOf(figure: ModelFigure, index: Index): Oid {
    const { oid, object } = this.#placeOf(figure);
    return instanceOid(oid, object, index);
  }

  #open(figure: ModelFigure, index: Index): Instance {
    const { oid, object, instances } = this.#placeOf(figure);
    const key = rowKey(index);
    let instance = instances.get(key);
    if (!instance) {
      instance = { slot: this.#values.open(instanceOid(oid, object, index)), hasValue: false };
      instances.set(key, instance);
    }
    return instance;
  }

  #placeOf(figure: ModelFigure): Place {
    const place = this.#places.get(figure);
    if (!place) throw new Error(`${figure.name} is not of this model`);
    return place;
  }
}
