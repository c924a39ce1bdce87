import type { Lock, LockedFigure, LockedModule } from '../lock/lock.ts';
import type { Target } from './target.ts';

/** The lock with a name in the place of another one: number, descriptor and all else stay. */
export function renameInLock(lock: Lock, { kind, section, module, name }: Target, newName: string): Lock {
  if (kind === 'module' || section === undefined)
    return { ...lock, modules: renameKey(lock.modules, name, newName) };
  const locked = lock.modules.get(module.name);
  if (!locked) return lock;
  const renamed: LockedModule = { ...locked, [section]: renameKey<unknown>(locked[section], name, newName) };
  return withModule(lock, module.name, kind === 'object' ? renamePer(renamed, name, newName) : renamed);
}

/** The lock with a name that is obsolete; so is its table where no defined figure is left in it. */
export function retireInLock(lock: Lock, { section, module, name }: Target): Lock {
  const locked = lock.modules.get(module.name);
  const entry = section && locked?.[section].get(name);
  if (!locked || !entry) return lock;
  const retired = {
    ...locked,
    [section]: new Map<string, unknown>(locked[section]).set(name, { ...entry, obsolete: true }),
  };
  const used = new Set(
    [...module.measurements, ...module.kpis].filter((figure) => figure.name !== name).map(({ per }) => per),
  );
  const objects = [...locked.objects].map(
    ([object, table]) => [object, used.has(object) ? table : { ...table, obsolete: true }] as const,
  );
  return withModule(lock, module.name, { ...retired, objects: new Map(objects) });
}

function withModule(lock: Lock, name: string, module: LockedModule): Lock {
  return { ...lock, modules: new Map(lock.modules).set(name, module) };
}

/** A map in the same order. */
function renameKey<T>(entries: ReadonlyMap<string, T>, name: string, newName: string): Map<string, T> {
  return new Map([...entries].map(([key, entry]) => [key === name ? newName : key, entry]));
}

function renamePer(module: LockedModule, object: string, newName: string): LockedModule {
  const rename = (figures: ReadonlyMap<string, LockedFigure>) =>
    new Map(
      [...figures].map(([name, figure]) => [
        name,
        figure.per === object ? { ...figure, per: newName } : figure,
      ]),
    );
  return { ...module, measurements: rename(module.measurements), kpis: rename(module.kpis) };
}
