import type { Dashboard, DataQuery, GraphFieldConfig, Panel, RowPanel, VariableModel } from '@grafana/schema';

/** A type of Grafana's as JSON has it: what is an enumeration there is its text here. */
type Json<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Element)[]
    ? Json<Element>[]
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;

/** As the data source of Prometheus wants it; Grafana's library has no type for it. */
interface PrometheusQuery extends DataQuery {
  readonly expr: string;
  readonly legendFormat: string;
}

type TimeSeries = Omit<Panel<never>, 'fieldConfig' | 'targets' | 'type'> & {
  type: 'timeseries';
  targets: PrometheusQuery[];
  fieldConfig: Omit<NonNullable<Panel['fieldConfig']>, 'defaults'> & {
    defaults: Omit<NonNullable<Panel['fieldConfig']>['defaults'], 'custom'> & { custom: GraphFieldConfig };
  };
};

/** A dashboard of rows and time series: every field is one that Grafana knows, and of its type. */
export type GeneratedDashboard = Json<
  Omit<Dashboard, 'panels' | 'templating'> & {
    panels: (TimeSeries | RowPanel)[];
    templating: { list: VariableModel[] };
  }
>;
