import type { ModelMeasurement } from '../model/model.ts';
import { chance, chanceWithin } from './chance.ts';

const BAD = /fail|err|ineffect|drop|reject|timeout|denied|lost|loss|discard|stolen|wait|[345]xx|[3-6]\d\d/i;
const GOOD = /succ|accept|answer|establish|complet|deliver|satisf|tolerat|2xx|2\d\d/i;
const CONSTANT = /(?:total|size|capacity|limit|count|inodes)$/i;

/** Seconds in a unit of time. */
const TIME_UNITS: Readonly<Record<string, number>> = {
  seconds: 1,
  milliseconds: 1e-3,
  microseconds: 1e-6,
  nanoseconds: 1e-9,
};
const OCTETS = /^(?:octets|bytes)$/i;

/** How long something takes that is measured, in seconds. */
const TAKES = 0.12;
const OCTETS_EACH = 500;
const OCTETS_RATE = 10_000;
const PROCESSORS = 4;
const STORE = 16 * 2 ** 30;

/** How fast a counter counts that is part of no other, in its unit a second. */
export function rateOf({ name, unit }: ModelMeasurement, seed: number): number {
  const time = TIME_UNITS[unit];
  if (time !== undefined) return PROCESSORS / time;
  const chosen = chanceWithin(0.5, 2, seed, name);
  if (OCTETS.test(unit)) return OCTETS_RATE * chosen;
  return (BAD.test(name) ? 0.02 : 20) * chosen;
}

/** How much a counter counts for each one that the counter counts which it is a part of. */
export function shareOf({ name, unit }: ModelMeasurement, whole: ModelMeasurement, seed: number): number {
  const time = TIME_UNITS[unit];
  const vary = chanceWithin(0.8, 1.2, seed, name);
  if (unit !== whole.unit && time !== undefined) return (TAKES / time) * vary;
  if (unit !== whole.unit && OCTETS.test(unit)) return OCTETS_EACH * vary;
  if (BAD.test(name)) return 0.0005 * vary;
  return GOOD.test(name) ? 0.992 : 0.35 * vary;
}

/** By how much a share goes up and down: never so far that a part is more than its whole. */
export function swingOf(share: number): number {
  return share > 1 ? 0.1 : Math.min(0.2, ((1 - share) / share) * 0.5);
}

/** Between which values a gauge, or a number of another type, wanders. */
export function levelsOf(measurement: ModelMeasurement, seed: number): { low: number; high: number } {
  const { min, max } = measurement.syntax;
  const { low, high } = usualLevels(measurement, seed);
  if (low >= min && high <= max) return { low, high };
  return { low: min + (max - min) * 0.3, high: min + (max - min) * 0.7 };
}

function usualLevels(
  { name, unit, dataType }: ModelMeasurement,
  seed: number,
): { low: number; high: number } {
  const isStore = OCTETS.test(unit);
  if (CONSTANT.test(name) && dataType.kind !== 'real') {
    const much = isStore ? STORE : /inodes/i.test(unit) ? 1e6 : PROCESSORS;
    return { low: much, high: much };
  }
  if (isStore) return { low: STORE * 0.55, high: STORE * 0.75 };
  if (/inodes/i.test(unit)) return { low: 5.5e5, high: 7.5e5 };
  if (/load/i.test(name) && dataType.kind === 'real') return { low: 0.3, high: 2 };
  const time = TIME_UNITS[unit];
  if (time !== undefined) return { low: (TAKES * 0.5) / time, high: (TAKES * 1.5) / time };
  if (/percent|%/i.test(unit)) return { low: 20, high: 60 };
  if (/degree|celsius/i.test(unit)) return { low: 20, high: 35 };
  const middle = Math.round(10 ** (1 + chance(seed, name)));
  return { low: middle * 0.5, high: middle * 1.5 };
}
