import { BASE_MIB_NAME, BASE_MIB_REVISIONS } from '../../model/base-mib.ts';
import { FUNCTIONS } from '../../model/formula/functions.ts';
import type { Model, ModelModule } from '../../model/model.ts';
import type { Definitions, ModuleDefinition } from '../definition.ts';
import type { Lock, LockedModule } from '../lock/lock.ts';
import { BASE_PREFIX, DESCRIPTION } from '../mib/base-view.ts';
import { ARC, ENTERPRISES, moduleOid, NODE } from '../mib/structure.ts';
import { agentNodes } from './html-agent-nodes.ts';
import { definitionNodes } from './html-definition-nodes.ts';
import type { Names } from './html-formula.ts';
import { retiredNodes } from './html-retired-nodes.ts';
import type { Reference, ReferenceModule, ReferenceNode } from './html-view.ts';

/** Puts together all that is known of the OID tree: of what is defined, what once was, and of KPI1-MIB. */
export function buildReference(model: Model, definitions: Definitions, lock: Lock): Reference {
  const { organization, contact, generator, enterprise } = model;
  const modules: ReferenceModule[] = [];
  const nodes: ReferenceNode[] = [
    {
      kind: 'root',
      oid: `${ENTERPRISES}.${enterprise}`,
      descriptor: '',
      name: organization,
      description: '',
    },
  ];
  const add = (module: ReferenceModule, prefix: string, of: (at: number) => readonly ReferenceNode[]) => {
    const at = modules.push(module) - 1;
    const within = of(at);
    nodes.push(...structureNodes(module, prefix, at, within), ...within);
  };
  const kpis = new Map(model.modules.flatMap((one) => one.kpis.map(({ name, oid }) => [name, oid] as const)));
  model.modules.forEach((module, place) => {
    const definition = definitions.modules[place] as ModuleDefinition;
    const locked = lock.modules.get(module.name) as LockedModule;
    add(moduleOf(module, definition), module.prefix, (at) => [
      ...definitionNodes(module, definition, locked, at, namesIn(module, kpis)),
      ...retiredNodes(locked, module.oid, at, module),
    ]);
  });
  add(agentModuleOf(model.baseOid), BASE_PREFIX, (at) => agentNodes(model.baseOid, at));
  for (const [name, locked] of lock.modules) {
    if (!locked.obsolete) continue;
    const oid = moduleOid(enterprise, lock.arc, locked.arc);
    const description = 'The definitions no longer have this module; its OIDs are not used again.';
    add({ name, oid, description, revisions: [] }, locked.prefix, (at) => retiredNodes(locked, oid, at));
  }
  return { organization, contact, generator, modules, nodes: inOidOrder(nodes), functions: functionTexts() };
}

function moduleOf({ name, oid, description }: ModelModule, definition: ModuleDefinition): ReferenceModule {
  const { file, revisions } = definition;
  return { name, oid, description, file: file.replace(/^.*[/\\]/, ''), revisions };
}

function agentModuleOf(oid: string): ReferenceModule {
  return { name: BASE_MIB_NAME, oid, description: DESCRIPTION, revisions: BASE_MIB_REVISIONS };
}

function namesIn({ measurements }: ModelModule, kpis: Names['kpis']): Names {
  return { measurements: new Map(measurements.map(({ name, oid }) => [name, oid])), kpis };
}

/** The module's identity, and the nodes that its objects lie below; those that nothing lies below tell nobody anything. */
function structureNodes(
  { name, oid, description, revisions }: ReferenceModule,
  prefix: string,
  module: number,
  within: readonly ReferenceNode[],
): ReferenceNode[] {
  const objects = `${oid}.${ARC.objects}`;
  const groups = [
    [NODE.notifications, `${oid}.${ARC.notifications}`, 'Notifications.'],
    [NODE.objects, objects, 'All objects of the module.'],
    ...(prefix === BASE_PREFIX
      ? []
      : ([
          [NODE.measurements, `${objects}.${ARC.measurements}`, 'Measurements of what there is one of.'],
          [NODE.kpis, `${objects}.${ARC.kpis}`, 'KPIs of what there is one of.'],
          [NODE.tables, `${objects}.${ARC.tables}`, 'Tables: of what there is more than one of.'],
        ] as const)),
  ] as const;
  return [
    {
      kind: 'module',
      oid,
      descriptor: prefix + NODE.identity,
      module,
      name,
      description,
      ...(revisions.length === 0 ? { status: 'obsolete' } : {}),
    },
    ...groups
      .filter(([, above]) => within.some((node) => node.oid.startsWith(`${above}.`)))
      .map(
        ([end, at, text]): ReferenceNode => ({
          kind: 'group',
          oid: at,
          descriptor: prefix + end,
          module,
          description: text,
        }),
      ),
  ];
}

function functionTexts(): Record<string, string> {
  return Object.fromEntries(
    FUNCTIONS.map(({ name, parameters, description }) => [
      name,
      `${name}(${parameters.join(', ')}): ${description.replaceAll('`', '')}`,
    ]),
  );
}

function inOidOrder(nodes: readonly ReferenceNode[]): ReferenceNode[] {
  const keyed = nodes.map((node) => ({ node, arcs: node.oid.split('.').map(Number) }));
  return keyed.sort((one, other) => compareArcs(one.arcs, other.arcs)).map(({ node }) => node);
}

/** The order of OIDs is that of their arcs as numbers, and an OID stands before those below it. */
function compareArcs(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < one.length && at < other.length; at++) {
    const difference = (one[at] as number) - (other[at] as number);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
