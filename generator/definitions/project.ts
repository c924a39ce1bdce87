import type { Project } from '../definition.ts';
import type { DefinitionFile } from './definition-file.ts';
import { readText } from './texts.ts';

/** Reads project.yaml. What the schema found missing is empty. */
export function readProject(file: DefinitionFile): Project {
  const fields = file.root;
  return {
    enterprise: fields.number('enterprise') ?? 0,
    organization: readText(fields, 'organization'),
    contact: readText(fields, 'contact'),
  };
}
