import type { DiagnosticFormat } from '../document/formats/format.ts';
import { generate } from '../generator/generate.ts';
import { RULES } from '../generator/rules.ts';
import { count } from './count.ts';
import { readDefinitionFiles } from './definition-files.ts';
import { printProblems } from './problems.ts';
import type { Terminal } from './terminal.ts';
import { readProgramVersion } from './version.ts';

/** `kpi1 check`: prints every problem of the definitions; true where one is an error. Writes nothing. */
export function check(folder: string, format: DiagnosticFormat, terminal: Terminal): boolean {
  const { sources, lock } = readDefinitionFiles(folder);
  const generator = readProgramVersion();
  const { diagnostics, sourceTexts, output } = generate({
    sources,
    ...(lock && { lock }),
    handlers: new Map(),
    generator,
  });
  const failed = printProblems(diagnostics, format, RULES, sourceTexts, terminal);
  if (format === 'text' && output) {
    const { modules } = output.model;
    const kpis = modules.reduce((sum, module) => sum + module.kpis.length, 0);
    terminal.out(`${folder} is in order: ${count(modules.length, 'module')}, ${count(kpis, 'KPI')}.`);
  }
  return failed;
}
