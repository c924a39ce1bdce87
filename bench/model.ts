import { compile } from '../generator/compile.ts';
import { loadDefinitions } from '../generator/definitions/load.ts';
import type { Model } from '../model/model.ts';
import { writeDefinitions } from './definitions.ts';

/** A model of so many KPIs over twice as many measurements, and its text. */
export function makeModel(kpis: number): { model: Model; text: string } {
  const sources = [...writeDefinitions(kpis, 2 * kpis)].map(([file, content]) => ({ file, content }));
  const { definitions, sourceTexts } = loadDefinitions(sources);
  const output =
    definitions && compile(definitions, sourceTexts, { handlers: new Map(), generator: 'bench' }).output;
  const text = output?.files.get('agent/generated/model.json');
  if (!output || text === undefined) throw new Error('the definitions of the benchmark do not compile');
  return { model: output.model, text };
}
