import type { Fields } from './definition-file.ts';

/** Names that must differ: those of one list, or of all files. */
export class Names {
  readonly #owners = new Map<string, Fields>();

  /**
   * Takes the name that a field holds, which must be there. One that is taken already is an error, and false.
   * `key` tells the field, `fold` what makes two names the same.
   */
  take(fields: Fields, key = 'name', fold = (name: string): string => name): boolean {
    const name = fields.text(key) ?? '';
    const owner = this.#owners.get(fold(name));
    if (owner === undefined) {
      this.#owners.set(fold(name), fields);
      return true;
    }
    const { file, line } = owner.place(key);
    const where = file === fields.file.name ? `line ${line}` : `${file}:${line}`;
    const message = `The ${key} \`${name}\` is taken already: ${where} has it.`;
    fields.report('NAME-DUPLICATE', key, message, `Choose another ${key} for one of the two.`);
    return false;
  }
}
