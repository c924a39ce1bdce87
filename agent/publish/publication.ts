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

/** A figure as it now stands in the index. */
export interface Published {
  readonly oid: Oid;
  readonly value: SmiValue;
}

interface Instance {
  readonly slot: number;
  readonly oid: Oid;
  value?: SmiValue;
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
      if (instance?.value) {
        this.#values.withdraw(instance.slot);
        delete instance.value;
      }
      return wire;
    }
    const instance = this.#open(figure, index);
    instance.value = wire;
    this.#values.publish(instance.slot, wire);
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

  /** What is published of a figure; undefined where it has no value now. */
  published(figure: ModelFigure, index: Index): Published | undefined {
    const instance = this.#instances.get(figure)?.get(rowKey(index));
    return instance?.value && { oid: instance.oid, value: instance.value };
  }

  #open(figure: ModelFigure, index: Index): Instance {
    const instances = this.#instances.get(figure);
    if (!instances) throw new Error(`${figure.name} is not of this model`);
    const key = rowKey(index);
    let instance = instances.get(key);
    if (!instance) {
      const oid = instanceOid(figure, this.#objects.get(figure), index);
      instance = { slot: this.#values.open(oid), oid };
      instances.set(key, instance);
    }
    return instance;
  }
}
