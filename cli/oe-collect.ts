import { type AccessOptions, askInstance } from './oe-access.ts';
import type { Terminal } from './terminal.ts';

/** `kpi1 oe collect`. Throws CommandError, with every reason, where the instance refuses. */
export async function collect(
  identifiers: readonly string[],
  { config, ...options }: AccessOptions & { readonly config: string },
  terminal: Terminal,
): Promise<void> {
  await askInstance(options, terminal, (instance) => instance.collect(config, identifiers));
  terminal.out(`Collection of ${identifiers.join(', ')} by ${config} has begun.`);
}
