import { type PerformanceMeasurement, RESERVED_ITEMS } from '../../messages/message.ts';
import type { Model } from '../../model/model.ts';
import { categoryOf, FigureNames } from '../figure-names.ts';

/** One value as it is printed. What is not known is ''. */
export interface FigureRow {
  readonly identifier: string;
  readonly name: string;
  /** '' where there is none. */
  readonly value: string;
  readonly unit: string;
  readonly category: string;
  /** Of the interval or sample, as xs:dateTime. */
  readonly begin: string;
  readonly end: string;
  /** Why there is no value, or what else is to be known of it. */
  readonly note: string;
}

const RESERVED = new Set<string>(Object.values(RESERVED_ITEMS));

/** The values of PerformanceMeasurements, with unit and category (KPIinOMA 5.10) where the model is given. */
export function figureRows(measurements: readonly PerformanceMeasurement[], model?: Model): FigureRow[] {
  const names = model && new FigureNames(model);
  return measurements.flatMap(({ identifier, items }) => {
    const reserved = new Map(items.map(({ name, value }) => [name, value]));
    const begin = reserved.get(RESERVED_ITEMS.begin) ?? '';
    const end = reserved.get(RESERVED_ITEMS.end) ?? '';
    const validity = reserved.get(RESERVED_ITEMS.validity) ?? '';
    const own = items.filter(({ name }) => !RESERVED.has(name));
    // Where some have no value it is these that are meant, and they say why.
    const suspect = validity === 'valid' || own.some(isMissing) ? '' : validity;
    return own.map(({ name, value, description = '' }) => {
      const named = names?.find(`${moduleOf(identifier)}${name}`)[0] ?? names?.find(name)[0];
      const unit = named?.figure.unit ?? '';
      const category = (named && categoryOf(named)) ?? '';
      const note = isMissing({ value, description }) ? description : suspect;
      return { identifier, name, value, unit, category, begin, end, note };
    });
  });
}

/** `MODULE::` where an identifier names a module or begins with one. */
function moduleOf(identifier: string): string {
  const [module = ''] = identifier.split('::');
  return identifier.includes('::') || /-MIB$/.test(module) ? `${module}::` : '';
}

/** A text may be empty; what is missing has a reason. */
function isMissing({ value, description = '' }: { value: string; description?: string }): boolean {
  return value === '' && description !== '';
}
