import type { BoundSource } from '../config/bind.ts';
import { loadHandler } from './handler/load-handler.ts';
import { createHandlerSource } from './handler/source.ts';
import { createPrometheusSource } from './prometheus/source.ts';
import type { ScheduledSource } from './scheduler.ts';
import type { Source } from './source.ts';

/**
 * Makes the sources of a configuration. Rejects with a HandlerError that names the file where a handler
 * cannot be loaded. `onOrphans` is told the handler's methods that nothing is measured with.
 */
export function createSources(
  bound: readonly BoundSource[],
  onOrphans: (source: string, methods: readonly string[]) => void,
): Promise<ScheduledSource[]> {
  return Promise.all(
    bound.map(async (each) => {
      const { every, timeoutMs } = each.config;
      return { source: await createSource(each, onOrphans), every, timeoutMs };
    }),
  );
}

async function createSource(
  { config, wanted, mappings }: BoundSource,
  onOrphans: (source: string, methods: readonly string[]) => void,
): Promise<Source> {
  const { name } = config;
  if (config.type === 'handler') {
    const handler = await loadHandler(config.handler);
    return createHandlerSource({ name, handler, wanted, onOrphans: (methods) => onOrphans(name, methods) });
  }
  const { url, caFile } = config;
  return createPrometheusSource({ name, url, mappings, ...(caFile === undefined ? {} : { caFile }) });
}
