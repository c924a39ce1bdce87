import type { ModelKpi, ModelModule } from '../../model/model.ts';
import { type Index, rowKey } from '../kpi/row-key.ts';
import type { Store } from '../store/store.ts';

export type ThresholdSeverity = 'warning' | 'critical';

/** A row that meets thresholds: the condition of each, as it was when that was told. */
export interface Alarmed {
  readonly index: Index;
  readonly conditions: { [severity in ThresholdSeverity]?: string };
}

export type AlarmStore = Pick<Store, 'state' | 'transaction'>;

/** A KPI's rows that meet thresholds, by their keys. */
export type AlarmedRows = Map<string, Alarmed>;

/** The alarms that are raised, which outlive the process: no clear is lost, and nothing is raised twice. */
export class RaisedAlarms {
  readonly #store: AlarmStore;
  readonly #rows = new Map<string, AlarmedRows>();
  readonly #unsaved = new Set<string>();

  constructor(store: AlarmStore) {
    this.#store = store;
  }

  /** To be changed in place; `changed` is to be told then. */
  of(module: ModelModule, kpi: ModelKpi): AlarmedRows {
    const key = keyOf(module, kpi);
    let rows = this.#rows.get(key);
    if (!rows) {
      rows = readRows(this.#store.state.get(key));
      this.#rows.set(key, rows);
    }
    return rows;
  }

  changed(module: ModelModule, kpi: ModelKpi): void {
    this.#unsaved.add(keyOf(module, kpi));
  }

  /** Writes down what changed; where that fails, it is written the next time. */
  save(): void {
    if (this.#unsaved.size === 0) return;
    const { state } = this.#store;
    this.#store.transaction(() => {
      for (const key of this.#unsaved) {
        state.set(key, JSON.stringify([...(this.#rows.get(key)?.values() ?? [])]));
      }
    });
    this.#unsaved.clear();
  }
}

function keyOf(module: ModelModule, kpi: ModelKpi): string {
  return `alarms ${module.name}::${kpi.name}`;
}

/** What is damaged is as if nothing had been raised: it is told again. */
function readRows(text = '[]'): AlarmedRows {
  try {
    const rows = JSON.parse(text) as Alarmed[];
    return new Map(
      rows.map(({ index, conditions: { ...conditions } }) => [rowKey(index), { index, conditions }]),
    );
  } catch {
    return new Map();
  }
}
