import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import type { Diagnostic } from '../../document/diagnostic.ts';
import { explainFileError } from '../../document/file-error.ts';
import type { Path } from '../../document/locations.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import type { Model } from '../../model/model.ts';
import { ModelError, readModel } from '../../model/read-model.ts';
import { type BoundConfig, bindConfig } from './bind.ts';
import type { AgentConfig } from './config.ts';
import { loadConfig } from './load.ts';
import { diagnoseConfig } from './rules.ts';

/** All that an agent is started with. */
export interface PreparedConfig {
  readonly config: AgentConfig;
  readonly model: Model;
  readonly bound: BoundConfig;
}

export interface Preparation {
  /** Absent where a diagnostic is an error. */
  readonly prepared?: PreparedConfig;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a configuration and the model it names, and looks whether the other files it names are there. Every
 * problem is a diagnostic, all at once, and shows no secret; nothing is thrown.
 */
export function prepareConfig(
  file: string,
  content: Uint8Array,
  environment: NodeJS.ProcessEnv,
): Preparation {
  const { config, document, diagnostics } = loadConfig(file, content, environment);
  if (!config) return { diagnostics };
  const files = checkFiles(config, document);
  const model = readModelFile(config.model);
  if (model instanceof ModelError) {
    const problem = diagnoseConfig('CONFIG-FILE', placeOf(document, ['model']), `${model.message}.`);
    return { diagnostics: [...diagnostics, problem, ...files] };
  }
  const bound = bindConfig(config, document, model);
  const all = [...diagnostics, ...files, ...bound.diagnostics];
  if (all.some(({ severity }) => severity === 'error')) return { diagnostics: all };
  return { prepared: { config, model, bound }, diagnostics: all };
}

function readModelFile(path: string): Model | ModelError {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return new ModelError(
      `${path} ${explainFileError(error)}: run kpi1 build, or say in \`model\` where it is`,
    );
  }
  try {
    return readModel(text, path);
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
}

function checkFiles({ sources }: AgentConfig, document: YamlDocument): Diagnostic[] {
  return sources.flatMap((source, i) => {
    const key = source.type === 'handler' ? 'handler' : 'caFile';
    const file = source.type === 'handler' ? source.handler : source.caFile;
    const mistake = file === undefined ? undefined : findMistake(file);
    if (mistake === undefined) return [];
    const place = placeOf(document, ['sources', i, key]);
    const remedy = "Put it there, or correct the path, which is seen from the configuration's folder.";
    return [diagnoseConfig('CONFIG-FILE', place, `${file} ${mistake}.`, remedy)];
  });
}

/** Why a file cannot be read; undefined where it can. */
function findMistake(file: string): string | undefined {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile() ? undefined : 'is no file';
  } catch (error) {
    return explainFileError(error);
  }
}

/** Where a value stands; the beginning of the file where it was left to its default. */
function placeOf({ source, locations, data }: YamlDocument, path: Path) {
  const [start, end] = locations.rangeAt(data, path);
  return source.place([start, end]);
}
