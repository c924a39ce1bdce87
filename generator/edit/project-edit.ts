import type { Definitions, ModuleDefinition } from '../definition.ts';
import { type DefinitionSource, loadDefinitions } from '../definitions/load.ts';
import { generate } from '../generate.ts';
import type { Lock } from '../lock/lock.ts';
import { readLock } from '../lock/read-lock.ts';
import { writeLock } from '../lock/write-lock.ts';
import { EditError, refuse } from './edit-error.ts';
import { EditableFile } from './editable-file.ts';

/** Definition files and their lock, as they were read. */
export interface EditInput {
  readonly sources: readonly DefinitionSource[];
  readonly lock: DefinitionSource | undefined;
}

/** What an edit came to. */
export interface Edited {
  /** The new texts of the files that change, the lock among them, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** What was done and what else is to be done, a sentence or two each. */
  readonly notes: readonly string[];
}

/** The revision that an edit adds to the module: of which day, and what it says. */
export interface NewRevision {
  readonly date: string;
  readonly description: string;
}

/** Definitions and lock of a project while they are edited. All or nothing: only finish() gives texts. */
export class ProjectEdit {
  readonly definitions: Definitions;
  readonly lock: Lock | undefined;
  readonly #input: EditInput;
  readonly #files = new Map<string, EditableFile>();
  #newLock: Lock | undefined;

  /** Throws EditError where the generator finds an error in them. */
  constructor(input: EditInput) {
    this.#input = input;
    checkGenerates(input);
    this.definitions = loadDefinitions(input.sources).definitions as Definitions;
    this.lock = input.lock && readLock(input.lock.file, input.lock.content).lock;
  }

  get lockFile(): string | undefined {
    return this.#input.lock?.file;
  }

  /** A file, to be looked at or edited. */
  file(name: string): EditableFile {
    const open = this.#files.get(name);
    if (open) return open;
    const source = this.#input.sources.find(({ file }) => file === name) as DefinitionSource;
    const file = new EditableFile(name, source.content);
    this.#files.set(name, file);
    return file;
  }

  /** project.yaml. */
  get project(): EditableFile {
    const { file } =
      this.#input.sources.find((source) => /(?:^|[/\\])project\.yaml$/.test(source.file)) ?? {};
    return this.file(file as string);
  }

  replaceLock(lock: Lock): void {
    this.#newLock = lock;
  }

  addRevision({ file, revisions, name }: ModuleDefinition, { date, description }: NewRevision): void {
    const newest = revisions[0]?.date ?? '';
    if (newest >= date) {
      throw refuse(
        `${name} has a revision of ${newest} already, and there is one a day.`,
        'Leave --revision out, and write what changed into that one.',
        this.file(file).place(['module', 'revisions', 0, 'date']),
      );
    }
    this.file(file).addItem(['module', 'revisions'], { date, description });
  }

  /** The texts that change. Throws EditError where the generator would find an error in what comes of them. */
  finish(): Map<string, string> {
    const files = new Map<string, string>();
    for (const [name, file] of this.#files) if (file.isEdited) files.set(name, file.finish());
    if (this.#newLock && this.lockFile !== undefined) files.set(this.lockFile, writeLock(this.#newLock));
    const edited = <S extends DefinitionSource>(source: S) => ({
      ...source,
      content: files.get(source.file) ?? source.content,
    });
    const { sources, lock } = this.#input;
    checkGenerates({ sources: sources.map(edited), lock: lock && edited(lock) });
    return files;
  }
}

function checkGenerates({ sources, lock }: EditInput): void {
  const { diagnostics } = generate({ sources, ...(lock && { lock }), handlers: new Map(), generator: '' });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new EditError(errors);
}
