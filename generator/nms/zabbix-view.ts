/**
 * A template of Zabbix as its import wants it: every scalar a text, every key and uuid unique, whatever has no
 * value left out.
 */
export interface ZabbixView {
  readonly mark: string;
  /** Of 6.0 only, as is its place in the file. */
  readonly date: string;
  readonly group: { readonly uuid: string; readonly name: string };
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  /** Made one by one as they are printed: there may be tens of thousands. */
  readonly items: Iterable<ZabbixItem>;
  readonly rules: readonly ZabbixRule[];
  readonly macros: readonly {
    readonly macro: string;
    readonly value: string;
    readonly description: string;
  }[];
  readonly maps: readonly ZabbixMap[];
}

export interface ZabbixField {
  readonly name: string;
  readonly value: string;
}

export interface ZabbixItem {
  readonly uuid: string;
  readonly fields: readonly ZabbixField[];
  /** Key of the item that it is made from; empty where it is asked for itself. */
  readonly master: string;
  /** Name of a value map; empty where there is none. */
  readonly map: string;
  readonly steps: readonly ZabbixStep[];
  readonly tags: readonly { readonly tag: string; readonly value: string }[];
  readonly triggers: readonly ZabbixTrigger[];
}

export interface ZabbixStep {
  readonly type: string;
  readonly parameters: readonly string[];
}

export interface ZabbixTrigger {
  readonly uuid: string;
  readonly fields: readonly ZabbixField[];
  /** By name and expression: the trigger says nothing while one of them does. */
  readonly dependencies: readonly (readonly ZabbixField[])[];
}

/** Low-level discovery of a table's rows. */
export interface ZabbixRule {
  readonly uuid: string;
  readonly fields: readonly ZabbixField[];
  readonly master: string;
  readonly steps: readonly ZabbixStep[];
  /** Lines of JavaScript that name the rows by what their index says. */
  readonly script: readonly string[];
  readonly prototypes: Iterable<ZabbixItem>;
}

export interface ZabbixMap {
  readonly uuid: string;
  readonly name: string;
  readonly mappings: readonly { readonly value: string; readonly name: string }[];
}
