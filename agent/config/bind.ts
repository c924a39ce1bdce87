import type { Diagnostic } from '../../document/diagnostic.ts';
import { suggest } from '../../document/did-you-mean.ts';
import { type Container, dataAt, type Path } from '../../document/locations.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import { formatDuration } from '../../model/duration.ts';
import type { Model, ModelMeasurement, ModelModule } from '../../model/model.ts';
import { type JsonMapping, resolveJsonMapping } from '../collect/json/mapping.ts';
import { type Mapping, type MappingMistake, resolveMapping } from '../collect/metrics/mapping.ts';
import { DOTTED_NAMES } from '../collect/metrics/selector.ts';
import type { Source, WantedMeasurement } from '../collect/source.ts';
import { findNeeds } from '../kpi/needs.ts';
import type {
  AgentConfig,
  FileConfig,
  HandlerConfig,
  JsonConfig,
  MappingConfig,
  OtlpConfig,
  PointerConfig,
  PrometheusConfig,
  SourceConfig,
  StatsdConfig,
} from './config.ts';
import { type CONFIG_RULES, diagnoseConfig } from './rules.ts';

/** A configured source with the measurements of the model that it is asked for. */
export type BoundSource =
  | Bound<HandlerConfig, never>
  | Bound<PrometheusConfig, Mapping>
  | Bound<StatsdConfig, Mapping>
  | Bound<OtlpConfig, Mapping>
  | Bound<JsonConfig, JsonMapping>
  | Bound<FileConfig, JsonMapping>
  | OwnSource;

/** In a handler's place, a source that the program which starts the agent has made itself. */
export interface OwnSource extends Omit<Bound<HandlerConfig, never>, 'type'> {
  readonly type: 'own';
  readonly source: Source;
}

interface Bound<C extends SourceConfig, M> {
  readonly type: C['type'];
  readonly config: C;
  readonly wanted: readonly WantedMeasurement[];
  /** One a measurement in the same order; of a handler, none. */
  readonly mappings: readonly M[];
}

type Resolved<M> =
  | { readonly ok: true; readonly mapping: M }
  | { readonly ok: false; readonly mistakes: readonly MappingMistake[] };

export interface BoundConfig {
  readonly sources: readonly BoundSource[];
  /** The modules that have a source: what the agent serves. */
  readonly modules: readonly ModelModule[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the measurements that a configuration names in the model it is for. */
export function bindConfig(config: AgentConfig, document: YamlDocument, model: Model): BoundConfig {
  return new Binder(document, model).bind(config);
}

class Binder {
  readonly #document: YamlDocument;
  readonly #modules: readonly ModelModule[];
  readonly #diagnostics: Diagnostic[] = [];
  /** The source that each measurement is bound to. */
  readonly #taken = new Map<ModelMeasurement, string>();
  readonly #served = new Set<ModelModule>();
  /** Every measurement of the model by its own name, which several modules may use. */
  readonly #byName = new Map<string, { module: ModelModule; measurement: ModelMeasurement }[]>();

  constructor(document: YamlDocument, model: Model) {
    this.#document = document;
    this.#modules = model.modules;
    for (const module of model.modules) {
      for (const measurement of module.measurements) {
        const known = this.#byName.get(measurement.name);
        if (known) known.push({ module, measurement });
        else this.#byName.set(measurement.name, [{ module, measurement }]);
      }
    }
  }

  bind(config: AgentConfig): BoundConfig {
    const sources = config.sources.map((source, i) => {
      const path = ['sources', i];
      return this.#bindSource(source, path);
    });
    const modules = this.#modules.filter((module) => this.#served.has(module));
    if (!this.#diagnostics.some(({ severity }) => severity === 'error')) {
      this.#tellMissing(modules);
      for (const [i, source] of sources.entries())
        this.#checkPeriod(source, modules, ['sources', i, 'every']);
    }
    return { sources, modules, diagnostics: this.#diagnostics };
  }

  #bindSource(config: SourceConfig, path: Path): BoundSource {
    const { type } = config;
    switch (type) {
      case 'handler':
        return this.#bindHandler(config, path);
      case 'prometheus':
        return { type, config, ...this.#map(config, path, resolveMapping) };
      case 'statsd':
        return { type, config, ...this.#map(config, path, resolveDotted) };
      case 'otlp':
        return { type, config, ...this.#map(config, path, resolveDotted) };
      case 'json':
        return { type, config, ...this.#map(config, path, resolveJsonMapping) };
      case 'file':
        return { type, config, ...this.#map(config, path, resolveLineMapping) };
    }
  }

  #bindHandler(config: HandlerConfig, path: Path): BoundSource {
    const module = this.#modules.find(({ name }) => name === config.module);
    if (!module) {
      const names = this.#modules.map(({ name }) => name);
      this.#tell(
        'CONFIG-MODULE',
        [...path, 'module'],
        `The model has no module ${config.module}.`,
        didYouMean(config.module, names),
      );
      return { type: config.type, config, wanted: [], mappings: [] };
    }
    const wanted = module.measurements.map((measurement) => want(module, measurement));
    for (const measurement of module.measurements)
      this.#take(module, measurement, config.name, [...path, 'module']);
    return { type: config.type, config, wanted, mappings: [] };
  }

  /** Finds each measurement that a source maps, and makes its mapping fit for it. */
  #map<S, M extends { readonly wanted: WantedMeasurement }>(
    { name: source, measurements }: { name: string; measurements: ReadonlyMap<string, S> },
    path: Path,
    resolve: (wanted: WantedMeasurement, spec: S) => Resolved<M>,
  ): { wanted: WantedMeasurement[]; mappings: M[] } {
    const mappings = [...measurements].flatMap(([name, spec]) => {
      const at = [...path, 'measurements', name];
      const found = this.#find(name, at);
      if (!found) return [];
      this.#take(found.module, found.measurement, source, at);
      const resolved = resolve(want(found.module, found.measurement), spec);
      if (resolved.ok) return [resolved.mapping];
      for (const mistake of resolved.mistakes) {
        this.#tell('CONFIG-MAPPING', this.#existing(at, mistake.path), `${name}: ${mistake.message}.`);
      }
      return [];
    });
    return { wanted: mappings.map(({ wanted }) => wanted), mappings };
  }

  /** The measurement that `name` or `MODULE::name` means. */
  #find(name: string, path: Path): { module: ModelModule; measurement: ModelMeasurement } | undefined {
    const [own, module] = name.split('::').reverse() as [string, string | undefined];
    const found = (this.#byName.get(own) ?? []).filter(
      (each) => module === undefined || each.module.name === module,
    );
    if (found.length === 1) return found[0];
    if (found.length > 1) {
      const forms = found.map((each) => `${each.module.name}::${own}`);
      this.#tellName(
        'CONFIG-MEASUREMENT',
        path,
        `Several modules have a measurement ${own}.`,
        `Write ${forms.join(' or ')}.`,
      );
    } else if (module !== undefined && !this.#modules.some((each) => each.name === module)) {
      const names = this.#modules.map((each) => each.name);
      this.#tellName('CONFIG-MODULE', path, `The model has no module ${module}.`, didYouMean(module, names));
    } else {
      this.#tellName(
        'CONFIG-MEASUREMENT',
        path,
        `The model has no measurement ${name}.`,
        didYouMean(own, [...this.#byName.keys()]),
      );
    }
    return undefined;
  }

  #take(module: ModelModule, measurement: ModelMeasurement, source: string, path: Path): void {
    this.#served.add(module);
    const other = this.#taken.get(measurement);
    if (other !== undefined) {
      this.#tell(
        'CONFIG-MEASUREMENT-SHARED',
        path,
        `${measurement.name} is already collected from ${other}.`,
        'Leave it to one source; a selector can sum several series.',
      );
    }
    this.#taken.set(measurement, source);
  }

  #tellMissing(modules: readonly ModelModule[]): void {
    for (const module of modules) {
      const missing = module.measurements
        .filter((measurement) => !this.#taken.has(measurement))
        .map(({ name }) => name);
      if (missing.length === 0) continue;
      const message = `${module.name} is served without a source for ${missing.join(', ')}: KPIs that need them have no value.`;
      this.#tell('CONFIG-MEASUREMENT-MISSING', ['sources'], message);
    }
  }

  /** A KPI needs a sample at both ends of its intervals, or it has no value. */
  #checkPeriod(
    { config: { name, every }, wanted }: BoundSource,
    modules: readonly ModelModule[],
    path: Path,
  ): void {
    const frequencies = [...this.#frequenciesFed(wanted, modules)].sort((a, b) => a - b);
    const [shortest] = frequencies;
    const uneven = frequencies.find((frequency) => frequency % every !== 0);
    if (shortest !== undefined && every > shortest) {
      const message = `${name} feeds KPIs that are calculated every ${formatDuration(shortest)}, but is sampled every ${formatDuration(every)}.`;
      this.#tell(
        'CONFIG-PERIOD-LONG',
        path,
        message,
        `Sample it every ${formatDuration(shortest)} or more often.`,
      );
    } else if (uneven !== undefined) {
      const message = `${formatDuration(every)} does not divide ${formatDuration(uneven)}, the interval of KPIs that ${name} feeds: they are calculated from samples that are up to ${formatDuration(every)} old.`;
      this.#tell('CONFIG-PERIOD', path, message, 'Take a period that divides it.');
    }
  }

  /** The frequencies, in seconds, of the KPIs that need these measurements. */
  #frequenciesFed(wanted: BoundSource['wanted'], modules: readonly ModelModule[]): Set<number> {
    const needs = modules.map(findNeeds);
    const frequencies = new Set<number>();
    for (const { measurement } of wanted) {
      const needed = needs.find((each) => each.has(measurement))?.get(measurement) ?? [];
      for (const frequency of needed) frequencies.add(frequency);
    }
    return frequencies;
  }

  /** The longest part of a path below `base` that the document has: a mapping may be just a selector. */
  #existing(base: Path, below: Path): Path {
    const [first] = below;
    const value = dataAt(this.#document.data, base);
    if (first === undefined || typeof value !== 'object' || value === null || !(first in value)) return base;
    return this.#existing([...base, first], below.slice(1));
  }

  #tell(rule: keyof typeof CONFIG_RULES, path: Path, message: string, remedy?: string): void {
    const { source, locations, data } = this.#document;
    this.#diagnostics.push(
      diagnoseConfig(rule, source.place(locations.rangeAt(data, path)), message, remedy),
    );
  }

  /** A finding about the name that a measurement is mapped under. */
  #tellName(rule: keyof typeof CONFIG_RULES, path: Path, message: string, remedy: string): void {
    const { source, locations, data } = this.#document;
    const mappings = dataAt(data, path.slice(0, -1)) as Container;
    const range = locations.keyRange(mappings, path.at(-1) as string);
    this.#diagnostics.push(diagnoseConfig(rule, source.place(range), message, remedy));
  }
}

function resolveDotted(wanted: WantedMeasurement, spec: MappingConfig) {
  return resolveMapping(wanted, spec, DOTTED_NAMES);
}

function resolveLineMapping(wanted: WantedMeasurement, spec: PointerConfig) {
  return resolveJsonMapping(wanted, spec, { isRow: true });
}

function want(module: ModelModule, measurement: ModelMeasurement): WantedMeasurement {
  const object = module.objects.find(({ name }) => name === measurement.per);
  return object ? { measurement, object } : { measurement };
}

function didYouMean(name: string, names: readonly string[]): string {
  const meant = suggest(name, names);
  if (meant !== undefined) return `Did you mean ${meant}?`;
  return names.length > 8 ? 'See model.json.' : `There is ${names.join(', ')}.`;
}
