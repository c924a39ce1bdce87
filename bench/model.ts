import { compile } from '../generator/compile.ts';
import { loadDefinitions } from '../generator/definitions/load.ts';
import type { Model } from '../model/model.ts';
import { writeDefinitions } from './definitions.ts';

/** A model of so many KPIs over twice as many measurements, and its text. */
export function makeModel(kpis: number): { model: Model; text: string } {
  return modelOf(writeDefinitions(kpis, 2 * kpis));
}

/** The model of definitions, given by file, and its text. */
export function modelOf(files: ReadonlyMap<string, string>): { model: Model; text: string } {
  const sources = [...files].map(([file, content]) => ({ file, content }));
  const { definitions, sourceTexts } = loadDefinitions(sources);
  const output =
    definitions && compile(definitions, sourceTexts, { handlers: new Map(), generator: 'bench' }).output;
  const text = output?.files.get('agent/generated/model.json');
  if (!output || text === undefined) throw new Error('the definitions of the benchmark do not compile');
  return { model: output.model, text };
}
