import { generate } from '../generator/generate.ts';
import { RULES } from '../generator/rules.ts';
import { readDefinitionFiles } from './definition-files.ts';
import { printProblems } from './problems.ts';
import { readProgramVersion } from './version.ts';

/** `kpi1 check`: prints every problem of the definitions; true where one is an error. Writes nothing. */
export function check(folder: string, format: string): boolean {
  const { sources, lock } = readDefinitionFiles(folder);
  const generator = readProgramVersion();
  const { diagnostics, sourceTexts, output } = generate({
    sources,
    ...(lock && { lock }),
    handlers: new Map(),
    generator,
  });
  const failed = printProblems(diagnostics, format, RULES, sourceTexts);
  if (format === 'text' && output) {
    const kpis = output.model.modules.reduce((sum, module) => sum + module.kpis.length, 0);
    console.log(`${folder} is in order: ${output.model.modules.length} modules, ${kpis} KPIs.`);
  }
  return failed;
}
