import { readFileSync } from 'node:fs';
import {
  type DefinitionSource,
  type LoadedDefinitions,
  loadDefinitions,
} from '../../../generator/definitions/load.ts';

const FOLDER = new URL('../../fixtures/definitions/', import.meta.url);

/** The valid sample: one project, one module with an object, five measurements and three KPIs. */
export const SAMPLE = {
  'project.yaml': readFileSync(new URL('project.yaml', FOLDER), 'utf8'),
  'sip.yaml': readFileSync(new URL('sip.yaml', FOLDER), 'utf8'),
} as const;

export type SampleFile = keyof typeof SAMPLE;

/** Loads the sample with some of its files replaced, or others beside. */
export function load(files: Readonly<Record<string, string | Uint8Array>> = {}): LoadedDefinitions {
  return loadDefinitions(sourcesOf({ ...SAMPLE, ...files }));
}

export function sourcesOf(files: Readonly<Record<string, string | Uint8Array>>): DefinitionSource[] {
  return Object.entries(files).map(([file, content]) => ({ file, content }));
}

/** Replaces a part of a text that must be there once. */
export function edit(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`"${from}" stands ${parts.length - 1} times in the sample`);
  return parts.join(to);
}
