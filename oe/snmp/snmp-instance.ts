import type { ConfigurationInfo, PerformanceMeasurement, PmItem, TimeRange } from '../../messages/message.ts';
import type { Model } from '../../model/model.ts';
import { FigureNames, itemName, type NamedFigure } from '../figure-names.ts';
import type { Answer, InstanceClient, OnProgress } from '../instance-client.ts';
import { OeError } from '../oe-error.ts';
import type { SnmpAccess } from './access.ts';
import { BaseOids } from './base-oids.ts';
import { readConfiguration } from './configuration.ts';
import { figureText, octetsToText, rowOfIndex } from './figure-text.ts';
import { readIntervals } from './intervals.ts';
import { SnmpManager } from './manager.ts';

/** An instance over SNMP (KPIinOMA 8.3): polling only, and no commands (Table 1). */
export class SnmpInstance implements InstanceClient {
  readonly #manager: SnmpManager;
  readonly #names: FigureNames;
  readonly #base: BaseOids;
  readonly #onProgress: OnProgress;

  constructor(access: SnmpAccess, model: Model, onProgress: OnProgress = () => {}) {
    this.#manager = new SnmpManager(access);
    this.#names = new FigureNames(model);
    this.#base = new BaseOids(model.baseOid);
    this.#onProgress = onProgress;
  }

  async queryMeasurements(
    identifiers: readonly string[],
    range?: TimeRange,
  ): Promise<Answer<PerformanceMeasurement>> {
    const instanceId = await this.#instanceId();
    const found: PerformanceMeasurement[] = [];
    const unknown: string[] = [];
    for (const identifier of identifiers) {
      const figures = this.#names.find(identifier);
      const measurements = range
        ? await this.#history(identifier, figures, range)
        : await this.#latest(identifier, figures);
      if (measurements.length === 0) unknown.push(identifier);
      found.push(...measurements);
    }
    return { instanceId, found, unknown };
  }

  async queryConfiguration(identifiers: readonly string[]): Promise<Answer<ConfigurationInfo>> {
    const instanceId = await this.#instanceId();
    const found = await readConfiguration(this.#manager, this.#base, identifiers);
    const known = new Set(['*', ...found.map(({ identifier }) => identifier)]);
    return { instanceId, found, unknown: identifiers.filter((identifier) => !known.has(identifier)) };
  }

  configure(): Promise<void> {
    return Promise.reject(noCommands('configured'));
  }

  collect(): Promise<void> {
    return Promise.reject(noCommands('told to collect'));
  }

  async close(): Promise<void> {
    await Promise.resolve(this.#manager.close());
  }

  async #instanceId(): Promise<string> {
    const [instanceId] = await this.#manager.get([this.#base.of('kpi1InstanceId')]);
    if (instanceId) return octetsToText(instanceId.value);
    throw new OeError(
      'refused',
      'What answers over SNMP is no KPIinOMA-enabled Instance, or does not show it: kpi1InstanceId.0 does not exist.',
      "See that the address is an agent's, that its view includes the enterprise's objects, and that --model is the model it runs with.",
    );
  }

  async #latest(identifier: string, figures: readonly NamedFigure[]): Promise<PerformanceMeasurement[]> {
    const scalars = figures.filter(({ figure }) => figure.per === undefined);
    const values = await this.#manager.get(scalars.map(({ figure }) => `${figure.oid}.0`));
    const items: PmItem[] = [];
    for (const named of figures) {
      const value = values[scalars.indexOf(named)];
      if (value) items.push({ name: named.figure.name, value: figureText(value, named.figure.syntax) });
      else if (named.figure.per === undefined) items.push(...(await this.#whyNone(named)));
      else items.push(...(await this.#rows(named)));
    }
    return items.length > 0 ? [{ identifier, items }] : [];
  }

  async #rows(named: NamedFigure): Promise<PmItem[]> {
    const { module, figure, row: wanted } = named;
    const object = module.objects.find(({ name }) => name === figure.per);
    if (!object) return [];
    const count = (rows: number) => this.#onProgress(`${figure.name}: ${rows} rows`);
    const varbinds = await this.#manager.walk(figure.oid, count);
    const items = varbinds.flatMap((varbind) => {
      const subIdentifiers = varbind.oid
        .slice(figure.oid.length + 1)
        .split('.')
        .map(Number);
      const row = rowOfIndex(subIdentifiers, object);
      if (row === undefined || (wanted !== undefined && row !== wanted)) return [];
      return [{ name: itemName(figure.name, row), value: figureText(varbind, figure.syntax) }];
    });
    return items.length > 0 || wanted !== undefined ? items : this.#whyNone(named);
  }

  /** The figure without a value, and why; nothing where the instance does not know it. */
  async #whyNone({ module, figure, isKpi }: NamedFigure): Promise<PmItem[]> {
    const column = this.#base.of(isKpi ? 'kpi1KpiReason' : 'kpi1PmReason');
    const [reason] = await this.#manager.get([`${column}.${module.arc}.${figure.arc}`]);
    return reason ? [{ name: figure.name, value: '', description: octetsToText(reason.value) }] : [];
  }

  async #history(
    identifier: string,
    figures: readonly NamedFigure[],
    range: TimeRange,
  ): Promise<PerformanceMeasurement[]> {
    const found: PerformanceMeasurement[] = [];
    for (const named of figures.filter(({ isKpi }) => isKpi)) {
      this.#onProgress(`${named.figure.name}: intervals`);
      found.push(...(await readIntervals(this.#manager, this.#base, { identifier, named, range })));
    }
    return found;
  }
}

function noCommands(what: string): OeError {
  return new OeError(
    'refused',
    `An instance cannot be ${what} over SNMP: KPIinOMA Table 1 has no such message there.`,
    'Ask over HTTP, with --url.',
  );
}
