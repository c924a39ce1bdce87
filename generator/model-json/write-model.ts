import type { Model, ModelModule } from '../../model/model.ts';

/** Writes model.json: one line a measurement, KPI and object, so that a diff names what changed. */
export function writeModel(model: Model): string {
  const { modules, ...head } = model;
  return `${braced([...fields(head), `"modules": ${list(modules.map(writeModule), '')}`])}\n`;
}

function writeModule(module: ModelModule): string {
  const { objects, measurements, kpis, ...head } = module;
  const lists = Object.entries({ objects, measurements, kpis }).map(
    ([name, items]) =>
      `"${name}": ${list(
        items.map((item) => JSON.stringify(item)),
        '  ',
      )}`,
  );
  return braced([...fields(head), ...lists]);
}

function fields(record: object): string[] {
  return Object.entries(record).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
}

function braced(members: readonly string[]): string {
  return `{\n${members.join(',\n')}\n}`;
}

function list(items: readonly string[], indent: string): string {
  return items.length === 0 ? '[]' : `[\n${indent}${items.join(`,\n${indent}`)}\n${indent}]`;
}
