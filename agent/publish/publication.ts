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

/** Keeps the values of a model's figures in the SNMP engine's index. */
export class Publication {
  readonly #values: PublishedValues;
  readonly #objects = new Map<ModelFigure, ModelObject>();
  readonly #instances = new Map<ModelFigure, Map<string, Instance>>();

  constructor(values: PublishedValues, modules: readonly ModelModule[]) {
    this.#values = values;
    for (const module of modules) {
      const objects = new Map(module.objects.map((object) => [object.name, object]));
      for (const figure of [...module.measurements, ...module.kpis]) {
        values.declare(parseOid(figure.oid));
        const object = figure.per === undefined ? undefined : objects.get(figure.per);
        if (object) this.#objects.set(figure, object);
        this.#instances.set(figure, new Map());
      }
    }
  }

  /** Publishes one value, or withdraws it where there is none. Returns why there is none. */
  publish({ figure, index, value }: Update): NoValue | undefined {
    const wire = value instanceof NoValue ? value : toWireValue(value, figure.syntax);
    if (wire instanceof NoValue) {
      const instance = this.#instances.get(figure)?.get(rowKey(index));
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
    const instances = this.#instances.get(figure);
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
    return instanceOid(figure, this.#objects.get(figure), index);
  }

  #open(figure: ModelFigure, index: Index): Instance {
    const instances = this.#instances.get(figure);
    if (!instances) throw new Error(`${figure.name} is not of this model`);
    const key = rowKey(index);
    let instance = instances.get(key);
    if (!instance) {
      const oid = this.instanceOf(figure, index);
      instance = { slot: this.#values.open(oid), hasValue: false };
      instances.set(key, instance);
    }
    return instance;
  }
}
