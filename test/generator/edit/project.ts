import { expect } from 'chai';
import { compare } from '../../../generator/diff/compare.ts';
import { type Resolved, resolveDefinitions } from '../../../generator/diff/resolve.ts';
import { EditError } from '../../../generator/edit/edit-error.ts';
import type { Edited, EditInput } from '../../../generator/edit/project-edit.ts';
import { generate } from '../../../generator/generate.ts';

export const PROJECT = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';

/** Definition texts by file name, project.yaml being added, and the lock that a build would write of them. */
export function projectOf(files: Readonly<Record<string, string>>): EditInput {
  const all = { 'project.yaml': PROJECT, ...files };
  const sources = Object.entries(all).map(([file, content]) => ({ file, content }));
  const { output, diagnostics } = generate({ sources, handlers: new Map(), generator: 'kpi1 test' });
  expect(
    diagnostics.filter(({ severity }) => severity === 'error'),
    JSON.stringify(diagnostics),
  ).to.deep.equal([]);
  return { sources, lock: { file: 'oid.lock.yaml', content: output!.lock } };
}

/** The project after an edit. */
export function edited({ sources, lock }: EditInput, { files }: Edited): EditInput {
  const withNew = <S extends { file: string; content: Uint8Array | string }>(source: S) => ({
    ...source,
    content: files.get(source.file) ?? source.content,
  });
  return { sources: sources.map(withNew), lock: lock && withNew(lock) };
}

function resolved({ sources, lock }: EditInput): Resolved {
  return resolveDefinitions(sources, lock).resolved!;
}

/** The rules of all that `kpi1 diff` would name. */
export function changesOf(before: EditInput, now: EditInput): string[] {
  return compare(resolved(before), resolved(now)).map(({ rule, name }) => `${rule} ${name}`.trim());
}

/** What an edit was refused for, with the remedies. */
export function refusal(edit: () => Edited): string[] {
  try {
    edit();
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    return error.problems.map(({ message, remedy, place }) =>
      [...(place ? [`${place.file}:${place.line}:${place.column}:`] : []), message, remedy ?? '']
        .join(' ')
        .trim(),
    );
  }
  throw new Error('nothing was refused');
}
