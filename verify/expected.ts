import {
  BASE_ARCS,
  BASE_GROUPS,
  BASE_MIB_NAME,
  type BaseObject,
  type BaseSyntax,
  type BaseTable,
} from '../model/base-mib.ts';
import type { Model, ModelFigure, ModelModule, ModelObject, Syntax } from '../model/model.ts';
import type { Subject } from './finding.ts';
import { isBelow } from './oid.ts';

/** What a value must be: an object of KPI1-MIB, or a figure of a definition. */
export type ExpectedSyntax =
  | { readonly of: 'base'; readonly syntax: BaseSyntax }
  | { readonly of: 'figure'; readonly syntax: Syntax };

/** How instances of an object are named. */
export type ExpectedIndex =
  | { readonly kind: 'scalar' }
  | { readonly kind: 'figure row'; readonly object: ModelObject }
  | { readonly kind: 'base row'; readonly table: BaseTable };

/** An OBJECT-TYPE that an agent must serve. */
export interface ExpectedObject {
  readonly module: string;
  readonly descriptor: string;
  readonly oid: string;
  readonly syntax: ExpectedSyntax;
  readonly index: ExpectedIndex;
  readonly figure?: ModelFigure;
}

/** What is checked of one MIB module. */
export interface ExpectedModule {
  readonly name: string;
  readonly oid: string;
  /** Not given: KPI1-MIB. */
  readonly definition?: ModelModule;
  readonly objects: readonly ExpectedObject[];
}

/** All that an agent of this model must serve: the modules wanted, then KPI1-MIB. */
export class Expectation {
  readonly modules: readonly ExpectedModule[];
  /** OID of KPI1-MIB's MODULE-IDENTITY. */
  readonly baseOid: string;
  readonly #objects: ReadonlyMap<string, ExpectedObject>;
  readonly #named: ReadonlyMap<string, ExpectedObject>;

  constructor(model: Model, wanted: readonly ModelModule[]) {
    this.baseOid = model.baseOid;
    this.modules = [...wanted.map(definitionModule), baseModule(model.baseOid)];
    const objects = this.modules.flatMap((module) => module.objects);
    this.#objects = new Map(objects.map((object) => [object.oid, object]));
    this.#named = new Map(objects.map((object) => [`${object.module}::${object.descriptor}`, object]));
  }

  /** The object that an OID is an instance of, and its index; undefined where it is none's. */
  find(oid: string): { readonly object: ExpectedObject; readonly index: readonly number[] } | undefined {
    for (let end = oid.lastIndexOf('.'); end > 0; end = oid.lastIndexOf('.', end - 1)) {
      const object = this.#objects.get(oid.slice(0, end));
      if (object) {
        return {
          object,
          index: oid
            .slice(end + 1)
            .split('.')
            .map(Number),
        };
      }
    }
    return undefined;
  }

  /** An object of KPI1-MIB. */
  base(descriptor: string): ExpectedObject {
    const object = this.#named.get(`${BASE_MIB_NAME}::${descriptor}`);
    if (!object) throw new Error(`KPI1-MIB has no object ${descriptor}`);
    return object;
  }

  /** What a finding about this OID is about. */
  subject(oid: string): Subject {
    const found = this.find(oid);
    if (found) return instanceSubject(found.object, found.index.join('.'));
    const module = this.modules.find((each) => oid === each.oid || isBelow(oid, each.oid));
    if (!module) return { descriptor: '', name: oid, oid };
    const name = oid === module.oid ? module.name : oid;
    return { module: module.name, descriptor: module.name, name, oid };
  }
}

/** What a finding about an object as a whole is about. */
export function objectSubject({ module, descriptor, oid }: ExpectedObject): Subject {
  return { module, descriptor, name: descriptor, oid };
}

/** What a finding about one instance is about. */
export function instanceSubject({ module, descriptor, oid }: ExpectedObject, index: string): Subject {
  return { module, descriptor, name: `${descriptor}.${index}`, oid: `${oid}.${index}` };
}

function definitionModule(definition: ModelModule): ExpectedModule {
  const { name, oid, objects, measurements, kpis } = definition;
  const expected = [...kpis, ...measurements].map((figure): ExpectedObject => {
    const object = objects.find((each) => each.name === figure.per);
    const index: ExpectedIndex = object ? { kind: 'figure row', object } : { kind: 'scalar' };
    const syntax = { of: 'figure', syntax: figure.syntax } as const;
    return { module: name, descriptor: figure.descriptor, oid: figure.oid, syntax, index, figure };
  });
  return { name, oid, definition, objects: expected };
}

/** An entry of a conceptual table is arc 1 below it. */
const ENTRY_ARC = 1;

function baseModule(base: string): ExpectedModule {
  const expected = (object: BaseObject, above: string, index: ExpectedIndex): ExpectedObject => ({
    module: BASE_MIB_NAME,
    descriptor: object.name,
    oid: `${above}.${object.arc}`,
    syntax: { of: 'base', syntax: object.syntax },
    index,
  });
  const objects = BASE_GROUPS.flatMap((group) => {
    const oid = `${base}.${BASE_ARCS.objects}.${group.arc}`;
    if (group.kind === 'table') {
      const index = { kind: 'base row', table: group } as const;
      return group.columns.map((column) => expected(column, `${oid}.${ENTRY_ARC}`, index));
    }
    // What only notifications carry cannot be read.
    if (group.access !== 'read-only') return [];
    return group.objects.map((object) => expected(object, oid, { kind: 'scalar' }));
  });
  return { name: BASE_MIB_NAME, oid: base, objects };
}
