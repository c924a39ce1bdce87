/**
 * What imported objects are called and where they lie. Two whose names differ only in case, or of which one lies
 * at or below the other, cannot both be served (RFC 2578 sections 3.1 and 7.10).
 */
export class TakenNames {
  readonly #names = new Map<string, string>();
  readonly #oids = new Map<string, string>();
  /** OIDs that something lies below. */
  readonly #above = new Map<string, string>();

  /**
   * Takes a descriptor of a module and its OID, of a column `within` a table; or says why that cannot be, and
   * takes nothing.
   */
  take(module: string, descriptor: string, oid: string, within?: string): string | undefined {
    const named = this.#names.get(descriptor.toLowerCase());
    if (named !== undefined) return `its name is that of ${named}`;
    const ancestors = ancestorsOf(oid);
    const upwards = [oid, ...ancestors].filter((each) => each !== within);
    const other = this.#above.get(oid) ?? upwards.map((each) => this.#oids.get(each)).find(Boolean);
    if (other !== undefined) return `its OID is that of ${other}, or one of the two is below the other`;
    const full = `${module}::${descriptor}`;
    this.#names.set(descriptor.toLowerCase(), full);
    this.#oids.set(oid, full);
    for (const ancestor of ancestors) this.#above.set(ancestor, full);
    return undefined;
  }
}

function ancestorsOf(oid: string): string[] {
  const ancestors: string[] = [];
  for (let at = oid.lastIndexOf('.'); at > 0; at = oid.lastIndexOf('.', at - 1)) {
    ancestors.push(oid.slice(0, at));
  }
  return ancestors;
}
