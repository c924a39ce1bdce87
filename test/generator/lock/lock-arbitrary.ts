import fc from 'fast-check';
import type { Lock, LockedFigure, LockedModule, LockedObject } from '../../../generator/lock/lock.ts';

const name = fc.oneof(
  fc.constantFrom(
    'inviteAttempts',
    'RM.RegInitSucc',
    'true',
    'no',
    'a: b',
    'C # D',
    '',
    ' x',
    '5G',
    'Größe "1"',
  ),
  fc.string({ unit: 'grapheme' }),
);
const type = fc.constantFrom(
  'Counter64',
  'Gauge32 (0..100)',
  'Integer32',
  'Real2 (-5..10000)',
  'Gauge64Real3',
  'Utf8 (SIZE (1..32))',
  'Utf8 (SIZE (8))',
  'TruthValue',
);

/** Locks that say nothing against themselves: numbers and descriptors are made unique. */
export const lockArbitrary: fc.Arbitrary<Lock> = fc
  .record({
    enterprise: fc.nat(),
    modules: fc.uniqueArray(
      fc.record({
        name,
        obsolete: fc.boolean(),
        objects: fc.uniqueArray(
          fc.record({ name, obsolete: fc.boolean(), types: fc.array(type, { minLength: 1, maxLength: 3 }) }),
          { selector: (object) => object.name, maxLength: 3 },
        ),
        measurements: figures(),
        kpis: figures(),
      }),
      { selector: (module) => module.name, maxLength: 3 },
    ),
  })
  .map(({ enterprise, modules }) => ({
    enterprise,
    modules: new Map(modules.map((module, at) => [module.name, lockedModule(module, at)])),
  }));

function figures() {
  return fc.uniqueArray(
    fc.record({
      name,
      unit: fc.string({ unit: 'grapheme' }),
      type,
      obsolete: fc.boolean(),
      column: fc.boolean(),
    }),
    { selector: (figure) => figure.name, maxLength: 4 },
  );
}

interface Drawn {
  readonly obsolete: boolean;
  readonly objects: readonly {
    readonly name: string;
    readonly obsolete: boolean;
    readonly types: readonly string[];
  }[];
  readonly measurements: readonly DrawnFigure[];
  readonly kpis: readonly DrawnFigure[];
}
interface DrawnFigure {
  readonly name: string;
  readonly unit: string;
  readonly type: string;
  readonly obsolete: boolean;
  readonly column: boolean;
}

function lockedModule(drawn: Drawn, at: number): LockedModule {
  const prefix = `m${at}`;
  const objects = new Map(
    drawn.objects.map(({ name: object, obsolete, types }, arc): [string, LockedObject] => [
      object,
      {
        arc: arc + 1,
        descriptor: `${prefix}T${arc}`,
        index: types.map((syntax, column) => ({
          name: `i${column}`,
          descriptor: `${prefix}T${arc}I${column}`,
          syntax,
        })),
        obsolete,
      },
    ]),
  );
  const figuresOf = (section: string, list: readonly DrawnFigure[], firstColumn: number) =>
    new Map(
      list.map(({ name: figure, unit, type: syntax, obsolete, column }, arc): [string, LockedFigure] => {
        const [per] = objects.keys();
        const placed = column && per !== undefined ? { per, column: firstColumn + arc } : {};
        return [
          figure,
          { arc: arc + 1, ...placed, descriptor: `${prefix}${section}${arc}`, syntax, unit, obsolete },
        ];
      }),
    );
  return {
    arc: at + 2,
    prefix,
    obsolete: drawn.obsolete,
    objects,
    measurements: figuresOf('Pm', drawn.measurements, 4),
    kpis: figuresOf('Kpi', drawn.kpis, 8),
  };
}
