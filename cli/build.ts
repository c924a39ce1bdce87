import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SourceText } from '../document/source-text.ts';
import { openBuildCache } from '../generator/build-cache.ts';
import { HANDLER_FOLDER } from '../generator/folders.ts';
import { generate } from '../generator/generate.ts';
import { applyChanges, type Change, compareFile, findChanges, OutputError } from '../generator/output.ts';
import { RULES } from '../generator/rules.ts';
import { CommandError, readFile } from './command-error.ts';
import { readDefinitionFiles } from './definition-files.ts';
import { printProblems } from './problems.ts';
import { readProgramVersion } from './version.ts';

export interface BuildOptions {
  readonly out: string;
  /** Write nothing; differences are problems. */
  readonly check: boolean;
  readonly format: string;
}

/** `kpi1 build`: true where a definition has an error or, with `check`, a file is not what it should be. */
export function build(folder: string, { out, check, format }: BuildOptions): boolean {
  const cache = check ? undefined : openBuildCache({ definitions: folder, out });
  const { sources, lockFile, lock } = readDefinitionFiles(folder);
  if (cache?.diagnostics) {
    const texts = sources.map(
      ({ file, content }) => [file, new SourceText(file, Buffer.from(content).toString())] as const,
    );
    const failed = printProblems(cache.diagnostics, format, RULES, new Map(texts));
    say(format, 'Nothing has changed since the last build.');
    return failed;
  }
  const { diagnostics, sourceTexts, output } = generate({
    sources,
    ...(lock && { lock }),
    handlers: readHandlers(out),
    generator: readProgramVersion(),
  });
  const failed = printProblems(diagnostics, format, RULES, sourceTexts);
  if (!output) return true;
  try {
    const locked = compareFile(lockFile, output.lock);
    const changes = [...findChanges(out, output.files), ...(locked ? [locked] : [])];
    if (check) return tellDrift(changes, format) || failed;
    applyChanges(changes);
    tellWritten(changes, format);
  } catch (error) {
    if (error instanceof OutputError) throw new CommandError(error.message);
    throw error;
  }
  cache?.store(diagnostics);
  return failed;
}

/** The texts of the user's handlers, by path below the output folder. */
function readHandlers(out: string): Map<string, string> {
  const folder = join(out, HANDLER_FOLDER);
  const names = listFiles(folder).filter((name) => name.endsWith('.ts'));
  const text = (name: string) => Buffer.from(readFile(join(folder, name))).toString('utf8');
  return new Map(names.map((name) => [`${HANDLER_FOLDER}/${name}`, text(name)]));
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

const DRIFT = { missing: 'is missing', differs: 'differs', stale: 'is of a module that is gone' } as const;

/** What `--check` found; true where there is anything. */
function tellDrift(changes: readonly Change[], format: string): boolean {
  for (const { path, kind } of changes) console.error(`${path} ${DRIFT[kind]}.`);
  if (changes.length === 0) say(format, 'What is there is what would be written.');
  else console.error('remedy: Run kpi1 build and commit what it writes.');
  return changes.length > 0;
}

function tellWritten(changes: readonly Change[], format: string): void {
  for (const { path, kind } of changes) say(format, `${kind === 'stale' ? 'removed' : 'wrote'} ${path}`);
  if (changes.length === 0) say(format, 'Everything is as it should be.');
}

/** What a person is told; standard output belongs to the format where that is not text. */
function say(format: string, line: string): void {
  if (format === 'text') console.log(line);
}
