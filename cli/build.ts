import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../document/diagnostic.ts';
import type { DiagnosticFormat } from '../document/formats/format.ts';
import { SourceText } from '../document/source-text.ts';
import { openBuildCache } from '../generator/build-cache.ts';
import type { Output } from '../generator/compile.ts';
import { HANDLER_FOLDER } from '../generator/folders.ts';
import { generate } from '../generator/generate.ts';
import { applyChanges, type Change, compareFile, findChanges, OutputError } from '../generator/output.ts';
import { diagnose, RULES } from '../generator/rules.ts';
import { CommandError, readFile } from './command-error.ts';
import { readDefinitionFiles } from './definition-files.ts';
import { printProblems } from './problems.ts';
import type { Terminal } from './terminal.ts';
import { readProgramVersion } from './version.ts';

export interface BuildOptions {
  readonly out: string;
  /** Write nothing; differences are problems. */
  readonly check: boolean;
  readonly format: DiagnosticFormat;
}

/** `kpi1 build`: true where a definition has an error or, with `check`, a file is not what it should be. */
export function build(folder: string, { out, check, format }: BuildOptions, terminal: Terminal): boolean {
  // Standard output belongs to the format where that is not text.
  const say = (line: string) => format === 'text' && terminal.out(line);
  const cache = check ? undefined : openBuildCache({ definitions: folder, out });
  const { sources, lockFile, lock } = readDefinitionFiles(folder);
  const handlers = readHandlers(out);
  const print = (diagnostics: readonly Diagnostic[]) => {
    const texts = [
      ...[...sources, ...(lock ? [lock] : [])].map(({ file, content }) => [file, toText(content)] as const),
      ...[...handlers].map(([name, text]) => [join(out, name), text] as const),
    ].map(([file, text]) => [file, new SourceText(file, text)] as const);
    return printProblems(diagnostics, format, RULES, new Map(texts), terminal);
  };
  if (cache?.diagnostics) {
    const failed = print(cache.diagnostics);
    say('Nothing has changed since the last build.');
    return failed;
  }
  const { output, ...generated } = generate({
    sources,
    ...(lock && { lock }),
    handlers,
    generator: readProgramVersion(),
  });
  const diagnostics = generated.diagnostics.map((diagnostic) => placeHandler(diagnostic, handlers, out));
  if (!output) return print(diagnostics);
  const changes = compareOutput(output, out, lockFile);
  if (check) {
    const failed = print([...diagnostics, ...changes.map(drift)]);
    if (changes.length === 0) say('What is there is what would be written.');
    return failed;
  }
  const failed = print(diagnostics);
  attempt(() => applyChanges(changes));
  for (const { path, kind } of changes) say(`${kind === 'stale' ? 'removed' : 'wrote'} ${path}`);
  if (changes.length === 0) say('Everything is as it should be.');
  cache?.store(diagnostics);
  return failed;
}

function compareOutput(output: Output, out: string, lockFile: string): Change[] {
  return attempt(() => {
    const locked = compareFile(lockFile, output.lock);
    return [...findChanges(out, output.files), ...(locked ? [locked] : [])];
  });
}

function attempt<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof OutputError) throw new CommandError(error.message);
    throw error;
  }
}

const DRIFT = {
  missing: 'The file is missing.',
  differs: 'The file is not what would be written.',
  stale: 'Its module is gone, or `nms` of project.yaml leaves it out.',
} as const;

/** A difference as a problem, which any format can say. */
function drift({ path, kind }: Change): Diagnostic {
  const place = { file: path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return diagnose('OUTPUT-DRIFT', place, DRIFT[kind], 'Run kpi1 build, and commit what it writes.');
}

/** A finding about a handler names its file below the output folder; people stand elsewhere. */
function placeHandler(
  diagnostic: Diagnostic,
  handlers: ReadonlyMap<string, string>,
  out: string,
): Diagnostic {
  const { place } = diagnostic;
  if (!place || !handlers.has(place.file)) return diagnostic;
  return { ...diagnostic, place: { ...place, file: join(out, place.file) } };
}

/** The texts of the user's handlers, by path below the output folder. */
function readHandlers(out: string): Map<string, string> {
  const folder = join(out, HANDLER_FOLDER);
  const names = listFiles(folder).filter((name) => name.endsWith('.ts'));
  return new Map(
    names.map((name) => [`${HANDLER_FOLDER}/${name}`, toText(readFile(join(folder, name)))] as const),
  );
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name] : [],
    );
  } catch {
    // A folder that cannot be read is told when it is to be written.
    return [];
  }
}

function toText(content: Uint8Array | string): string {
  return typeof content === 'string' ? content : Buffer.from(content).toString('utf8');
}
