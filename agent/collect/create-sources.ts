import { formatAddress } from '../config/address.ts';
import type { BoundSource } from '../config/bind.ts';
import type { Address } from '../config/config.ts';
import type { ScheduledSource } from './scheduler.ts';
import type { Source } from './source.ts';

type OnOrphans = (source: string, methods: readonly string[]) => void;

/**
 * Makes the sources of a configuration, of which those that listen do so. Rejects, with nothing left open, with an
 * Error that names the file or address where a handler cannot be loaded or an address cannot be listened on.
 * `onOrphans` is told the handler's methods that nothing is measured with.
 */
export async function createSources(
  bound: readonly BoundSource[],
  onOrphans: OnOrphans,
): Promise<ScheduledSource[]> {
  const made = await Promise.allSettled(bound.map((each) => createSource(each, onOrphans)));
  const failed = made.find((each) => each.status === 'rejected');
  if (failed) {
    const opened = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value.close()] : []));
    await Promise.allSettled(opened);
    throw failed.reason;
  }
  return bound.flatMap(({ config: { every, timeoutMs } }, i) => {
    const one = made[i];
    return one?.status === 'fulfilled' ? [{ source: one.value, every, timeoutMs }] : [];
  });
}

/** Loads the code of the kinds of sources that there are, and no other. */
async function createSource(bound: BoundSource, onOrphans: OnOrphans): Promise<Source> {
  const { name } = bound.config;
  switch (bound.type) {
    case 'own':
      return bound.source;
    case 'prometheus': {
      const { createPrometheusSource } = await import('./prometheus/source.ts');
      return createPrometheusSource({ ...bound.config, mappings: bound.mappings });
    }
    case 'json': {
      const { createJsonSource } = await import('./json/source.ts');
      return createJsonSource({ ...bound.config, mappings: bound.mappings });
    }
    case 'file': {
      const { createFileSource } = await import('./file/source.ts');
      return createFileSource({ ...bound.config, mappings: bound.mappings });
    }
    case 'statsd': {
      const { createStatsdSource } = await import('./statsd/source.ts');
      return explainListening(
        bound.config,
        createStatsdSource({ ...bound.config, mappings: bound.mappings }),
      );
    }
    case 'otlp': {
      const { createOtlpSource } = await import('./otlp/source.ts');
      return explainListening(bound.config, createOtlpSource({ ...bound.config, mappings: bound.mappings }));
    }
    case 'handler': {
      const { loadHandler } = await import('./handler/load-handler.ts');
      const { createHandlerSource } = await import('./handler/source.ts');
      const handler = await loadHandler(bound.config.handler);
      const { wanted } = bound;
      return createHandlerSource({ name, handler, wanted, onOrphans: (methods) => onOrphans(name, methods) });
    }
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it; end that, or take another port',
  EACCES: 'ports below 1024 are for root; take a higher one',
  EADDRNOTAVAIL: 'this machine has no such address',
};

async function explainListening(
  { name, listen }: { name: string; listen: Address },
  opening: Promise<Source>,
): Promise<Source> {
  try {
    return await opening;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new Error(`source ${name} cannot listen on ${formatAddress(listen)}: ${REMEDIES[code] ?? message}`);
  }
}
