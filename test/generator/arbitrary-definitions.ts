import fc from 'fast-check';
import { stringify } from 'yaml';
import type { DefinitionSource } from '../../generator/definitions/load.ts';

/** A project's definition files as a user might have written them. */
export interface RandomProject {
  readonly sources: readonly DefinitionSource[];
  /** The same project later: some names are gone, some are new. */
  readonly later: readonly DefinitionSource[];
}

interface Named {
  readonly name: string;
  /** In the first version, in the later one, or in both. */
  readonly versions: readonly (1 | 2)[];
  readonly fields: Record<string, unknown>;
}

interface RandomModule {
  readonly description: string;
  readonly revisions: readonly string[];
  readonly objects: readonly Named[];
  readonly measurements: readonly Named[];
  readonly kpis: readonly Named[];
}

/** Whatever people put into texts: quotes, dashes, accents, units, several lines, words that do not end. */
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.lorem({ maxCount: 12, mode: 'sentences' }) },
      fc.constantFrom(
        '"quoted"',
        '-- no comment',
        '°C',
        'µs',
        'naïve café',
        '“curly”',
        '中文',
        '\ttab',
        'a\nline',
        'END',
        '::= { x 1 }',
        'x'.repeat(90),
        "it's",
        '\\',
        '{{name}}',
        '&amp;',
        '🙂',
      ),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(' ').slice(0, 300))
  .filter((joined) => joined.trim() !== '');
const line = text
  .map((joined) =>
    joined
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, 40)
      .trim(),
  )
  .filter((one) => one !== '');
const unit = fc.oneof(fc.constantFrom('messages', '%', '°C', 'bit/s', 'm³/h', '"'), line);
const versions = fc.constantFrom<readonly (1 | 2)[]>([1, 2], [1, 2], [1], [2]);
const word = fc.constantFrom(
  'calls',
  'Session',
  'RM',
  'ofThe',
  'establishment',
  'Größe',
  'x',
  'HTTP',
  'objects',
  'real2',
  'interface',
  'Utf8',
  'rate',
  'to',
);
const identifier = fc
  .array(
    fc.constantFrom(
      'calls',
      'Session',
      'RM',
      'ofThe',
      'establishment',
      'x_y',
      '_5g',
      'HTTP',
      'real2',
      'Table',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((words) => words.join('.'));
const title = fc
  .array(fc.oneof(word, line), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' ').replace(/[[\]]/g, '').replace(/\s+/g, ' ').slice(0, 50).trim());

const number = fc.oneof(
  fc.constantFrom({ dataType: 'gauge' }, { dataType: 'integer' }, { dataType: 'gauge', range: '0..100' }),
  fc.constantFrom({ dataType: 'gauge', range: '-5..5' }, { dataType: 'integer', range: '0..4294967295' }),
  fc.constantFrom(
    { dataType: 'integer', range: '7..7' },
    { dataType: 'gauge', range: '0..9007199254740991' },
  ),
  fc.nat(9).map((decimals) => ({ dataType: `real(${decimals})` })),
  fc.nat(6).map((decimals) => ({ dataType: `real(${decimals})`, range: '-40..125' })),
  fc.nat(4).map((decimals) => ({ dataType: `real(${decimals})`, range: '0..900000000000' })),
);
const measured = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ dataType: 'counter' }) },
  { weight: 4, arbitrary: number },
  fc.constantFrom(
    { dataType: 'boolean' },
    { dataType: 'string' },
    { dataType: 'string(3..3)' },
    { dataType: 'string(0..64)' },
  ),
);
const indexType = fc.constantFrom(
  { dataType: 'string(1..32)' },
  { dataType: 'string(8..8)' },
  { dataType: 'string(0..20)' },
  { dataType: 'integer' },
  { dataType: 'integer', range: '1..64' },
  { dataType: 'integer', range: '0..4294967295' },
);
const status = fc.constantFrom({}, {}, {}, { status: 'deprecated' });

const objects = fc.array(
  fc.record({
    name: identifier,
    versions,
    fields: fc.record({
      description: text,
      index: fc
        .array(fc.record({ name: identifier, description: text, type: indexType }), {
          minLength: 1,
          maxLength: 3,
        })
        .map((columns) =>
          columns.map(({ name, description, type }, at) => ({
            name: `${name}Key${at}`,
            description,
            ...type,
          })),
        ),
    }),
  }),
  { maxLength: 3 },
);

const ALWAYS: Named = {
  name: 'always',
  versions: [1, 2],
  fields: { description: 'Is there at all times.', unit: 'items', dataType: 'counter' },
};

const moduleArbitrary: fc.Arbitrary<RandomModule> = fc
  .record({
    description: text,
    revisions: fc.array(text, { minLength: 1, maxLength: 3 }),
    objects,
    measurements: fc.array(
      fc.record({
        name: identifier,
        versions,
        per: fc.nat(5),
        description: text,
        unit,
        type: measured,
        status,
      }),
      { minLength: 1, maxLength: 8 },
    ),
    kpis: fc.array(
      fc.record({
        name: title,
        versions,
        of: fc.nat(20),
        description: text,
        purpose: text,
        unit,
        dataSource: line,
        category: fc.option(line, { nil: undefined }),
        type: number,
        status,
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ description, revisions, objects: drawn, measurements, kpis }) => {
    const named = drawn.map((object, at) => ({ ...object, name: `${object.name}Obj${at}` }));
    // A measurement per object lives no longer than the object.
    const measuredNames = measurements.map(
      ({ name, versions: own, per, description: about, unit: its, type, status: state }, at): Named => {
        const object = named[per];
        return {
          name: `${name}Pm${at}`,
          versions: object ? own.filter((version) => object.versions.includes(version)) : own,
          fields: {
            description: about,
            unit: its,
            ...type,
            ...state,
            ...(object ? { per: object.name } : {}),
          },
        };
      },
    );
    // A module has at least one measurement, in either version.
    const all = [ALWAYS, ...measuredNames];
    return { description, revisions, objects: named, measurements: all, kpis: kpisOver(kpis, all) };
  });

interface DrawnKpi {
  readonly name: string;
  readonly versions: readonly (1 | 2)[];
  readonly of: number;
  readonly type: Record<string, unknown>;
  readonly status: Record<string, unknown>;
  readonly [field: string]: unknown;
}

/** KPIs of one numeric measurement each, so that formulas are right whatever was drawn. */
function kpisOver(drawn: readonly DrawnKpi[], measurements: readonly Named[]): Named[] {
  const numeric = measurements.filter(
    ({ fields }) => !/^(?:string|boolean)/.test(fields['dataType'] as string),
  );
  return drawn.flatMap(({ name, versions: own, of, type, status: state, category, ...fields }, at) => {
    const measurement = numeric[of % Math.max(numeric.length, 1)];
    if (measurement === undefined) return [];
    const { per } = measurement.fields;
    const summed = per !== undefined && of % 2 === 0;
    return {
      name: `${name} K${at}`.trim(),
      versions: own.filter((version) => measurement.versions.includes(version)),
      fields: {
        ...fields,
        ...type,
        ...state,
        ...(category === undefined ? {} : { category }),
        formula: summed
          ? `sum(${measurement.name}) * 2`
          : `100 * ${measurement.name} / (${measurement.name} + 1)`,
        reportingFrequency: '5m',
        reportingDuration: of % 3 === 0 ? 'continuous' : '1h',
        ...(per === undefined || summed ? {} : { per }),
      },
    };
  });
}

/**
 * Projects of one to three modules. `number` tells them apart: modules, prefixes and enterprise numbers of two
 * projects never meet, so that one run of a checker takes many. Hardly any is refused, for names that clash.
 */
export function projectArbitrary(number: number): fc.Arbitrary<RandomProject> {
  return fc.array(moduleArbitrary, { minLength: 1, maxLength: 3 }).map((modules) => ({
    sources: sourcesOf(modules, number, 1),
    later: sourcesOf(modules, number, 2),
  }));
}

function sourcesOf(modules: readonly RandomModule[], number: number, version: 1 | 2): DefinitionSource[] {
  const project = {
    enterprise: 50_000 + number,
    organization: `Company ${number}`,
    contact: 'noc@example.com',
  };
  return [
    { file: 'project.yaml', content: stringify(project) },
    ...modules.map((module, at) => ({
      file: `m${at}.yaml`,
      content: stringify(definitionFile(module, `R${number}X${at}`, version)),
    })),
  ];
}

function definitionFile(module: RandomModule, id: string, version: 1 | 2): object {
  const living = (names: readonly Named[]) =>
    names
      .filter(({ versions: in_ }) => in_.includes(version))
      .map(({ name, fields }) => ({ name, ...fields }));
  const lists = {
    objects: living(module.objects),
    measurements: living(module.measurements),
    kpis: living(module.kpis),
  };
  return {
    module: {
      name: `RANDOM-${id}-MIB`,
      prefix: id.toLowerCase(),
      description: module.description,
      revisions: module.revisions.map((description, at) => ({
        date: `2025-0${9 - at}-0${version}`,
        description,
      })),
    },
    ...Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0)),
  };
}
