import type { Diagnostic } from '../../document/diagnostic.ts';
import { inOrder } from '../../document/order.ts';
import type { SourceText } from '../../document/source-text.ts';
import { parseYaml } from '../../document/yaml-document.ts';
import type { Definitions, Project } from '../definition.ts';
import { diagnose } from '../rules.ts';
import { DefinitionFile } from './definition-file.ts';
import { checkFormulas } from './formulas.ts';
import { type ReadModule, readModule, type Shared } from './module.ts';
import { Names } from './names.ts';
import { readProject } from './project.ts';
import { checkDefinitions, checkProject } from './schemas.ts';
import { limitedSuggest } from './suggestions.ts';

/** One file as it was read: its name as the user gave it (`kpi-defs/sip.yaml`) and what it holds. */
export interface DefinitionSource {
  readonly file: string;
  readonly content: Uint8Array | string;
}

export interface LoadedDefinitions {
  /** Present when no diagnostic is an error. */
  readonly definitions?: Definitions;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files' texts by name, to place further findings: `sourceTexts.get(module.file)?.place(kpi.at)`. */
  readonly sourceTexts: ReadonlyMap<string, SourceText>;
}

const PROJECT_FILE = 'project.yaml';
const LOCK_FILE = 'oid.lock.yaml';

/** Whether a file of a definitions folder belongs to the definitions: every YAML file but the lock. */
export function isDefinitionSource(file: string): boolean {
  return /\.ya?ml$/.test(file) && baseName(file) !== LOCK_FILE;
}

/**
 * Reads the definitions of a project: project.yaml, and every other YAML file as one MIB module each; what
 * isDefinitionSource turns down is passed over. All problems of all files are found in one run; nothing is
 * thrown, whatever the bytes.
 */
export function loadDefinitions(sources: readonly DefinitionSource[]): LoadedDefinitions {
  const loading = new Loading();
  const files = sources.filter(({ file }) => isDefinitionSource(file));
  for (const source of files.sort((a, b) => (a.file < b.file ? -1 : 1))) loading.read(source);
  return loading.finish();
}

function baseName(file: string): string {
  return file.slice(file.search(/[^/\\]*$/));
}

/** What has been read so far. */
class Loading {
  readonly #sourceTexts = new Map<string, SourceText>();
  readonly #diagnostics: (readonly Diagnostic[])[] = [];
  readonly #modules: ReadModule[] = [];
  readonly #shared: Shared = {
    moduleNames: new Names(),
    prefixes: new Names(),
    kpiNames: new Names(),
    suggest: limitedSuggest(),
  };
  #project: Project | undefined;
  #sawProject = false;
  #sawDefinitions = false;

  read({ file, content }: DefinitionSource): void {
    const isProject = baseName(file) === PROJECT_FILE;
    if (isProject) this.#sawProject = true;
    else this.#sawDefinitions = true;
    const document = parseYaml(file, content);
    this.#sourceTexts.set(file, document.source);
    this.#diagnostics.push(document.diagnostics);
    if (document.data === undefined) return;
    const readable = new DefinitionFile(document);
    this.#diagnostics.push((isProject ? checkProject : checkDefinitions)(document), readable.findings);
    if (isProject) this.#project = readProject(readable);
    else this.#modules.push(readModule(readable, this.#shared));
  }

  finish(): LoadedDefinitions {
    this.#checkComplete();
    checkFormulas(this.#modules, this.#shared.suggest);
    const diagnostics = inOrder(this.#diagnostics.flat());
    const result = { diagnostics, sourceTexts: this.#sourceTexts };
    const failed = diagnostics.some(({ severity }) => severity === 'error');
    if (failed || this.#project === undefined) return result;
    const modules = this.#modules.map(({ definition }) => definition);
    return { ...result, definitions: { project: this.#project, modules } };
  }

  #checkComplete(): void {
    if (!this.#sawProject) {
      const remedy = 'Write `enterprise`, `organization` and `contact` into it.';
      const missing = diagnose('PROJECT-MISSING', undefined, `There is no ${PROJECT_FILE}.`, remedy);
      this.#diagnostics.push([missing]);
    }
    if (!this.#sawDefinitions) {
      const message = `There is no YAML file beside ${PROJECT_FILE}: nothing is defined.`;
      const remedy = 'Write one file a MIB module.';
      this.#diagnostics.push([diagnose('DEFINITIONS-MISSING', undefined, message, remedy)]);
    }
  }
}
