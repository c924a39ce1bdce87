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
  /** What it is measured of; absent for a scalar. */
  readonly object: ModelObject | undefined;
  /** By the key of the row; undefined as long as there is none, and for a scalar. */
  rows: Map<string, Instance> | undefined;
  /** A scalar's: a map of its own for each would take more than all else here. */
  only: Instance | undefined;
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
        const object = figure.per === undefined ? undefined : objects.get(figure.per);
        values.declare(parseOid(figure.oid));
        this.#places.set(figure, { object, rows: undefined, only: undefined });
      }
    }
  }

  /** Publishes one value, or withdraws it where there is none. Returns why there is none. */
  publish({ figure, index, value }: Update): NoValue | undefined {
    const wire = value instanceof NoValue ? value : toWireValue(value, figure.syntax);
    if (wire instanceof NoValue) {
      const place = this.#places.get(figure);
      const instance = place?.only ?? place?.rows?.get(rowKey(index));
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

  /** Closes the rows of a column that are not among `rows`, or the scalar where there is none: they are gone. */
  keepRows(figure: ModelFigure, rows: Iterable<Index>): void {
    const place = this.#places.get(figure);
    if (!place?.only && !place?.rows) return;
    const kept = new Set([...rows].map((row) => rowKey(row)));
    if (place.only && !kept.has('')) {
      this.#values.close(place.only.slot);
      place.only = undefined;
    }
    for (const [key, instance] of place.rows ?? []) {
      if (kept.has(key)) continue;
      this.#values.close(instance.slot);
      place.rows?.delete(key);
    }
  }

  /** The name of a figure's instance, whether or not there is one now. */
  instanceOf(figure: ModelFigure, index: Index): Oid {
    const { object } = this.#placeOf(figure);
    return instanceOid(parseOid(figure.oid), object, index);
  }

  #open(figure: ModelFigure, index: Index): Instance {
    const place = this.#placeOf(figure);
    const known = place.only ?? place.rows?.get(rowKey(index));
    if (known) return known;
    const instance = { slot: this.#values.open(this.instanceOf(figure, index)), hasValue: false };
    if (place.object) {
      place.rows ??= new Map();
      place.rows.set(rowKey(index), instance);
    } else {
      place.only = instance;
    }
    return instance;
  }

  #placeOf(figure: ModelFigure): Place {
    const place = this.#places.get(figure);
    if (!place) throw new Error(`${figure.name} is not of this model`);
    return place;
  }
}
