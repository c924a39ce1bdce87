import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import type { Diagnostic } from '../../document/diagnostic.ts';
import { explainFileError } from '../../document/file-error.ts';
import type { Path } from '../../document/locations.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import type { Model } from '../../model/model.ts';
import { ModelError, readModel } from '../../model/read-model.ts';
import { checkFileSettings } from '../settings/check-file.ts';
import { type BoundConfig, bindConfig } from './bind.ts';
import type { AgentConfig } from './config.ts';
import { loadConfig } from './load.ts';
import type { RawConfig } from './raw-config.ts';
import { diagnoseConfig } from './rules.ts';

/** Keys whose values are the paths of files. */
const FILE_KEYS: readonly string[] = ['handler', 'caFile', 'certFile', 'keyFile', 'clientCaFile'];

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
  const settings = bound.diagnostics.some(isError) ? [] : checkSettings(config, bound, document);
  const all = [...diagnostics, ...files, ...bound.diagnostics, ...settings];
  if (all.some(isError)) return { diagnostics: all };
  return { prepared: { config, model, bound }, diagnostics: all };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function checkSettings(config: AgentConfig, bound: BoundConfig, document: YamlDocument): Diagnostic[] {
  return checkFileSettings(config, bound).map(({ info, item, message }) => {
    const place = placeOf(document, ['settings', info, ...(item === undefined ? [] : [item])]);
    return diagnoseConfig('CONFIG-SETTING', place, `${[info, item].filter(Boolean).join(' ')}: ${message}`);
  });
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

function checkFiles(config: AgentConfig, document: YamlDocument): Diagnostic[] {
  return namedFiles(config, document).flatMap(([path, file]) => {
    const mistake = findMistake(file);
    if (mistake === undefined) return [];
    const remedy = "Put it there, or correct the path, which is seen from the configuration's folder.";
    return [diagnoseConfig('CONFIG-FILE', placeOf(document, path), `${file} ${mistake}.`, remedy)];
  });
}

/** Each file that is named beside the model, and where in the document. */
function namedFiles(
  { sources, http, httpTargets, ftpTargets }: AgentConfig,
  { data }: YamlDocument,
): [Path, string][] {
  const { notify = [] } = data as RawConfig;
  const placeOfType = (type: string) =>
    notify.flatMap((target, i) => (target.type === type ? [['notify', i]] : []));
  const places = [
    ...sources.map((source, i) => [['sources', i], source] as const),
    ...(http?.tls ? [[['http', 'tls'], http.tls] as const] : []),
    ...placeOfType('http').map((path, i) => [path, httpTargets[i]] as const),
    ...placeOfType('ftp').map((path, i) => [path, ftpTargets[i]] as const),
  ];
  return places.flatMap(([path, part]) =>
    Object.entries(part ?? {}).flatMap(([key, file]): [Path, string][] =>
      FILE_KEYS.includes(key) && typeof file === 'string' ? [[[...path, key], file]] : [],
    ),
  );
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
