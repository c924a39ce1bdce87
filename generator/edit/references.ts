import { dataAt, type Path } from '../../document/locations.ts';
import type { TextRange } from '../../document/source-text.ts';
import { parseFormula } from '../../model/formula/parse.ts';
import { walk } from '../../model/formula/walk.ts';
import type { EditableFile } from './editable-file.ts';
import type { Target } from './target.ts';

/** A place that refers to something by its name. */
export interface Reference {
  readonly path: Path;
  /** Where in the text at the path. */
  readonly at: TextRange;
  /** Whether the name stands in square brackets, which `at` takes in. */
  readonly bracketed: boolean;
  /** What has it: `The formula of Answer Ratio`. */
  readonly by: string;
}

/** Every place of the module's file that refers to a measurement, KPI or object. */
export function findReferences(file: EditableFile, target: Target): Reference[] {
  const { measurements, kpis } = target.module;
  if (target.kind === 'object') {
    return [
      ...measurements.flatMap(({ name, per }, at) =>
        per === target.name ? perOf('measurements', at, name, per) : [],
      ),
      ...kpis.flatMap(({ name, per }, at) => (per === target.name ? perOf('kpis', at, name, per) : [])),
    ];
  }
  if (target.kind === 'module') return [];
  return kpis.flatMap(({ name }, index) => {
    const path = ['kpis', index, 'formula'];
    const found: Reference[] = [];
    const { expression } = parseFormula(dataAt(file.data, path) as string);
    if (!expression) return found;
    walk(expression, (node) => {
      if (node.kind !== target.kind || node.name !== target.name || node.at === undefined) return;
      found.push({ path, at: node.at, bracketed: node.kind === 'kpi', by: `The formula of ${name}` });
    });
    return found;
  });
}

function perOf(section: string, index: number, name: string, per: string): Reference {
  return { path: [section, index, 'per'], at: [0, per.length], bracketed: false, by: name };
}
