import type { ModuleDefinition } from '../definition.ts';
import type { Fields } from './definition-file.ts';
import type { Shared } from './module.ts';
import { isReservedModule, isReservedPrefix } from './reserved.ts';
import { readText } from './texts.ts';

/** Longer names are cut in the lists of managers, as descriptors are (RFC 2578 section 3.1). */
const GOOD_NAME = 32;
const MAX_NAME = 64;

type Header = Pick<ModuleDefinition, 'at' | 'name' | 'prefix' | 'description' | 'revisions'>;

/** Reads what a definition file says of its MIB module as a whole. */
export function readHeader(fields: Fields, { moduleNames, prefixes }: Shared): Header {
  const name = fields.text('name');
  const prefix = fields.text('prefix');
  if (name !== undefined) {
    // Modules become files, and file systems may not tell capitals from small letters.
    moduleNames.take(fields, 'name', lowerCase);
    checkName(fields, name);
  }
  if (prefix !== undefined) {
    prefixes.take(fields, 'prefix', lowerCase);
    checkPrefix(fields, prefix);
  }
  return {
    at: fields.range('name'),
    name: name ?? '',
    prefix: prefix ?? '',
    description: readText(fields, 'description'),
    revisions: readRevisions(fields.list('revisions')),
  };
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

function checkName(fields: Fields, name: string): void {
  if (isReservedModule(name)) {
    const message = `\`${name}\` is the name of a well-known MIB module.`;
    fields.report('MODULE-RESERVED', 'name', message, 'Begin it with the name of your organization.');
  } else if (name.length > GOOD_NAME && name.length <= MAX_NAME) {
    const message = `\`${name}\` has ${name.length} characters; managers cut what is longer than ${GOOD_NAME}.`;
    fields.report('MODULE-NAME-LONG', 'name', message, 'Shorten it while nobody uses it.');
  }
}

function checkPrefix(fields: Fields, prefix: string): void {
  if (!isReservedPrefix(prefix)) return;
  const message = `Descriptors that begin with \`${prefix}\` are those of a well-known MIB module.`;
  fields.report('MODULE-RESERVED', 'prefix', message, 'Begin it with a short form of your organization.');
}

function readRevisions(revisions: readonly Fields[]): Header['revisions'] {
  let newer: string | undefined;
  return revisions.map((fields) => {
    const date = fields.text('date') ?? '';
    if (newer !== undefined && date !== '' && date >= newer) {
      const message = `The revision of ${date} stands below that of ${newer}.`;
      fields.report('REVISION-ORDER', 'date', message, 'Write one revision a day, the newest first.');
    }
    newer = date || newer;
    return { date, description: readText(fields, 'description') };
  });
}
