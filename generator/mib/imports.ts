import { fill } from './layout.ts';
import { ownConvention, typeName } from './syntax.ts';

/** Order within a module's list is that of the MIBs of the IETF: macros, then types, then nodes. */
const SMI_TYPES = ['Integer32', 'Unsigned32', 'Gauge32', 'Counter64'];
const TC_TYPES = ['TruthValue', 'DateAndTime'];

export interface Used {
  /** Of objects and index columns, as syntax.ts writes them. */
  readonly types: ReadonlySet<string>;
  readonly objects: boolean;
  readonly notifications: boolean;
}

/** What follows IMPORTS: a clause for each module, with what is used and nothing else. */
export function importsFor({ types, objects, notifications }: Used): string {
  const names = new Set<string>();
  let conventions = false;
  for (const type of types) {
    const own = ownConvention(type);
    conventions ||= own !== undefined;
    if (own === undefined) names.add(typeName(type));
    else if (own.startsWith('Gauge64')) names.add('Counter64');
    else if (own.startsWith('Real')) names.add('Integer32');
  }
  const when = (condition: boolean, name: string) => (condition ? [name] : []);
  const clauses: [string, string[]][] = [
    [
      'SNMPv2-SMI',
      [
        'MODULE-IDENTITY',
        ...when(objects, 'OBJECT-TYPE'),
        ...when(notifications, 'NOTIFICATION-TYPE'),
        ...SMI_TYPES.filter((type) => names.has(type)),
        'enterprises',
      ],
    ],
    [
      'SNMPv2-TC',
      [...when(conventions, 'TEXTUAL-CONVENTION'), ...TC_TYPES.filter((type) => names.has(type))],
    ],
    [
      'SNMPv2-CONF',
      ['MODULE-COMPLIANCE', ...when(objects, 'OBJECT-GROUP'), ...when(notifications, 'NOTIFICATION-GROUP')],
    ],
  ];
  const imports = clauses
    .filter(([, symbols]) => symbols.length > 0)
    .map(([module, symbols]) => `${fill(symbols, 4)}\n        FROM ${module}`);
  return `${imports.join('\n')};`;
}
