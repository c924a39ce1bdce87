import type { Model, ModelModule } from '../../model/model.ts';

/** Writes model.json: one line a measurement, KPI and object, so that a diff names what changed. */
export function writeModel(model: Model): string {
  const { modules, ...head } = model;
  return `${braced([...fields(head), `"modules": ${list(modules.map(writeModule), '  ')}`], '')}\n`;
}

function writeModule(module: ModelModule): string {
  const { objects, measurements, kpis, ...head } = module;
  const lists = Object.entries({ objects, measurements, kpis }).map(
    ([name, items]) =>
      `"${name}": ${list(
        items.map((item) => JSON.stringify(item)),
        '      ',
      )}`,
  );
  return braced([...fields(head), ...lists], '    ');
}

function fields(record: object): string[] {
  return Object.entries(record).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
}

/** `margin` is what the line of the closing brace or bracket begins with. */
function braced(members: readonly string[], margin: string): string {
  return `{\n${margin}  ${members.join(`,\n${margin}  `)}\n${margin}}`;
}

function list(items: readonly string[], margin: string): string {
  return items.length === 0 ? '[]' : `[\n${margin}  ${items.join(`,\n${margin}  `)}\n${margin}]`;
}
