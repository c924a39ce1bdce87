import type { Diagnostic } from '../document/diagnostic.ts';
import { SourceText } from '../document/source-text.ts';
import { BASE_MIB_NAME } from '../model/base-mib.ts';
import type { Model } from '../model/model.ts';
import type { Definitions, ModuleDefinition } from './definition.ts';
import { Findings } from './findings.ts';
import { GENERATED_FOLDER, HANDLER_FOLDER, MIB_FOLDER } from './folders.ts';
import { checkHandler, checkUnused } from './handlers/check-handlers.ts';
import { type ContractView, contractView } from './handlers/contract-view.ts';
import { printContract, printHandler } from './handlers/print-handler.ts';
import { allot } from './lock/allot.ts';
import { BASE_MODULE_ARC, LOCK_FILE, type Lock, type LockedModule } from './lock/lock.ts';
import { writeLock } from './lock/write-lock.ts';
import { BASE_PREFIX, baseView } from './mib/base-view.ts';
import { definitionView } from './mib/definition-view.ts';
import { printMib } from './mib/print-mib.ts';
import { rootsOf } from './mib/structure.ts';
import { buildModel } from './model-json/build-model.ts';
import { writeModel } from './model-json/write-model.ts';
import { printNms } from './nms/print-nms.ts';

export interface CompileOptions {
  /** The lock as it was read, and the name of its file for messages. */
  readonly lock?: Lock;
  readonly lockFile?: string;
  /** The texts of what stands in HANDLER_FOLDER, by path below the output folder. */
  readonly handlers: ReadonlyMap<string, string>;
  /** Name and version of this program. */
  readonly generator: string;
}

export interface Compiled {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where a diagnostic is an error. */
  readonly output?: Output;
}

export interface Output {
  readonly model: Model;
  /** Text of oid.lock.yaml, which stands beside the definitions. */
  readonly lock: string;
  /** Texts by path below the output folder. Handlers are among them only where there was none. */
  readonly files: ReadonlyMap<string, string>;
}

/** Compiles checked definitions to files. The same input gives the same bytes. */
export function compile(
  definitions: Definitions,
  sourceTexts: ReadonlyMap<string, SourceText>,
  { lock: known, lockFile = LOCK_FILE, handlers, generator }: CompileOptions,
): Compiled {
  const findings = new Findings(sourceTexts);
  const lock = allot(definitions, known, lockFile, findings);
  if (findings.failed) return { diagnostics: findings.list };
  const model = buildModel(definitions, lock, generator);
  const files = new Map<string, string>();
  printMibs(definitions, model, lock, files);
  files.set(`${GENERATED_FOLDER}/model.json`, writeModel(model));
  printHandlers(definitions, model, handlers, files, findings);
  for (const [path, text] of printNms(model, definitions, lock)) files.set(path, text);
  return { diagnostics: findings.list, output: { model, lock: writeLock(lock), files } };
}

function printMibs(definitions: Definitions, model: Model, lock: Lock, files: Map<string, string>): void {
  const prefixes = [BASE_PREFIX, ...definitions.modules.map(({ prefix }) => prefix)];
  const roots = rootsOf(model, lock.arc, prefixes);
  const oid = (arc: number) => `${roots.modules} ${arc}`;
  files.set(`${MIB_FOLDER}/${BASE_MIB_NAME}.mib`, printMib(baseView(model, oid(BASE_MODULE_ARC))));
  model.modules.forEach((module, at) => {
    const definition = definitions.modules[at] as ModuleDefinition;
    const locked = lock.modules.get(module.name) as LockedModule;
    const view = definitionView(model, module, definition, locked, {
      oid: oid(module.arc),
      enterprise: roots.enterprise,
    });
    files.set(`${MIB_FOLDER}/${module.name}.mib`, printMib(view));
  });
}

function printHandlers(
  definitions: Definitions,
  model: Model,
  handlers: ReadonlyMap<string, string>,
  files: Map<string, string>,
  findings: Findings,
): void {
  const contracts = new Map<string, ContractView>();
  model.modules.forEach((module, at) => {
    if (module.measurements.length === 0) return;
    const name = module.name.toLowerCase();
    const contract = `../generated/${name}.gen.ts`;
    const view = contractView(module, fileName(definitions.modules[at] as ModuleDefinition), contract);
    contracts.set(contract, view);
    files.set(`${GENERATED_FOLDER}/${name}.gen.ts`, printContract(view));
    const path = `${HANDLER_FOLDER}/${name}.ts`;
    const existing = handlers.get(path);
    if (existing === undefined) files.set(path, printHandler(view));
    else checkHandler(new SourceText(path, existing), view, findings);
  });
  for (const [path, text] of handlers)
    checkUnused(new SourceText(path, text), new Set(contracts.keys()), findings);
}

function fileName({ file }: ModuleDefinition): string {
  return file.replace(/^.*[/\\]/, '');
}
