import { formatFigure } from '../../model/accuracy.ts';
import { formatDataType } from '../../model/data-type.ts';
import type { ModelMeasurement, ModelModule } from '../../model/model.ts';
import { NoValue } from '../../model/value.ts';
import type { MeasurementState, RowValue } from '../kpi/calculate.ts';
import type { RawValue } from '../kpi/sample.ts';
import { toWireValue } from '../publish/wire-value.ts';
import type { Cell } from './cell.ts';
import { fixedRows, type RowSet } from './row-set.ts';
import { summarize } from './summary.ts';

export interface PmRow {
  readonly module: ModelModule;
  readonly measurement: ModelMeasurement;
}

/** The rows of kpi1PmTable: every measurement of the modules served. */
export function pmRows(modules: readonly ModelModule[]): RowSet<PmRow> {
  return fixedRows(() =>
    modules.flatMap((module) =>
      module.measurements.map((measurement) => ({
        index: [module.arc, measurement.arc],
        row: { module, measurement },
      })),
    ),
  );
}

/** A cell of kpi1PmTable, given what the measurement says now and the name of its source. */
export function pmCell(
  { module, measurement }: PmRow,
  column: string,
  state: MeasurementState,
  source: string,
): Cell {
  switch (column) {
    case 'kpi1PmModuleName':
      return module.name;
    case 'kpi1PmName':
      return measurement.name;
    case 'kpi1PmDescription':
      return measurement.description;
    case 'kpi1PmUnit':
      return measurement.unit;
    case 'kpi1PmDataType':
      return formatDataType(measurement.dataType);
    case 'kpi1PmSource':
      return source;
    case 'kpi1PmObject':
      return measurement.per === undefined ? `${measurement.oid}.0` : measurement.oid;
    case 'kpi1PmTime':
      return state.at === undefined ? undefined : new Date(state.at);
    default:
      return stateCell(measurement, column, state);
  }
}

function stateCell(measurement: ModelMeasurement, column: string, state: MeasurementState): Cell {
  const rows =
    state.rows instanceof NoValue ? state.rows : state.rows.map((row) => publishable(row, measurement));
  const format = (raw: RawValue) => formatRaw(raw, measurement);
  const { value, status, reason } = summarize(rows, measurement.per !== undefined, format, state.misfit);
  switch (column) {
    case 'kpi1PmValue':
      return value;
    case 'kpi1PmStatus':
      return status;
    case 'kpi1PmReason':
      return reason;
    default:
      throw new Error(`kpi1PmTable has no column ${column}`);
  }
}

/** A row as it is published: a value that its SMI type does not hold is none. */
function publishable({ index, key, value }: RowValue<RawValue | NoValue>, { syntax }: ModelMeasurement) {
  const wire = value instanceof NoValue ? value : toWireValue(value, syntax);
  return { index, key, value: wire instanceof NoValue ? wire : value };
}

/** A measurement's value as text in the accuracy of its definition. */
export function formatRaw(raw: RawValue, { dataType }: ModelMeasurement): string {
  return typeof raw === 'bigint' ? String(raw) : formatFigure(raw, dataType);
}
