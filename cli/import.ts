import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Imported, type ImportedModule, importMibs } from '../generator/import/import-mibs.ts';
import { SmiError } from '../generator/import/smi-error.ts';
import { applyChanges, OutputError } from '../generator/output.ts';
import { CommandError, readFile } from './command-error.ts';
import { count } from './count.ts';
import type { Terminal } from './terminal.ts';

export interface ImportOptions {
  /** Folder that the definitions go to; without definitions yet. */
  readonly out: string;
  /** Arc below the enterprise number for what is new. */
  readonly arc?: number;
}

/** `kpi1 import`: makes a folder of definitions of MIB files, and says what it could not take over. */
export function importFiles(
  files: readonly string[],
  { out, arc }: ImportOptions,
  terminal: Terminal,
  now = new Date(),
): void {
  const sources = files.map((file) => ({ file, content: readFile(file, 'Name the files of MIB modules.') }));
  checkEmpty(out);
  const options = { date: now.toISOString().slice(0, 10), ...(arc === undefined ? {} : { arc }) };
  try {
    const imported = importMibs(sources, options);
    applyChanges(
      [...imported.files].map(([name, text]) => ({ path: join(out, name), kind: 'missing', text })),
    );
    tell(imported, out, terminal);
  } catch (error) {
    if (error instanceof SmiError) throw new CommandError(error.message, error.remedy);
    if (error instanceof OutputError) throw new CommandError(error.message);
    throw error;
  }
}

function checkEmpty(out: string): void {
  let names: string[];
  try {
    names = readdirSync(out);
  } catch {
    // What is not there will be made; what cannot be is told then.
    return;
  }
  const [first] = names.filter((name) => /\.ya?ml$/.test(name));
  if (first === undefined) return;
  throw new CommandError(`${out} has definitions already: ${first}.`, 'Import into a new folder: --out DIR.');
}

function tell({ files, modules, proof, newOids }: Imported, out: string, terminal: Terminal): void {
  for (const name of files.keys()) terminal.out(`wrote ${join(out, name)}`);
  for (const module of modules) tellModule(module, terminal);
  terminal.out(
    `${count(proof.identical, 'name')} of the MIB that these definitions give were read again: each has the OID it had.`,
  );
  terminal.out(
    `New OIDs and KPI1-MIB lie below ${newOids}. If another MIB of yours uses that, import again with --arc.`,
  );
  terminal.out(`Next: read the definitions, then run kpi1 build ${out}.`);
}

function tellModule({ name, measurements, tables, left, changed }: ImportedModule, terminal: Terminal): void {
  terminal.out(`${name}: ${count(measurements, 'measurement')}, ${count(tables, 'table')}.`);
  for (const { name: object, remark } of changed) terminal.out(`  changed: ${object}: ${remark}`);
  for (const { name: object, remark } of left) terminal.out(`  not imported: ${object}: ${remark}`);
}
