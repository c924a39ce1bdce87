import type { Instances } from './check-instances.ts';
import type { ExpectedModule } from './expected.ts';

/** How much of a module an agent serves. */
export interface Coverage {
  readonly module: string;
  /** Objects that the module defines and that can be read. */
  readonly objects: number;
  /** Those of them with an instance. */
  readonly seen: number;
  readonly instances: number;
}

export function coverageOf({ name, objects }: ExpectedModule, instances: Instances): Coverage {
  const counts = objects.map((object) => instances.of(object).size);
  return {
    module: name,
    objects: objects.length,
    seen: counts.filter((count) => count > 0).length,
    instances: counts.reduce((sum, count) => sum + count, 0),
  };
}
