import { inSlices } from '../../slices.ts';
import type { FetchedText } from '../fetch/fetched-text.ts';
import { type FetchedFormat, Fetcher, type FetchOptions } from '../fetch/fetcher.ts';
import { mapSamples } from '../metrics/map-samples.ts';
import type { Mapping } from '../metrics/mapping.ts';
import type { Sample, Source } from '../source.ts';
import { listMetricNames, parseExposition } from './parse.ts';

export interface PrometheusSourceOptions extends FetchOptions {
  readonly name: string;
  /** Largest body, in octets. */
  readonly maxBytes?: number;
  /** Readings name measurements by their position here. */
  readonly mappings: readonly Mapping[];
}

const MAX_BYTES = 16 * 2 ** 20;
const ACCEPT = 'text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5, */*;q=0.1';
const NO_EXPOSITION = /^(text\/(html|xml|css)|application\/(json|xml|xhtml\+xml))\b/;
const OPEN_METRICS = 'application/openmetrics-text';

/**
 * A service or file that speaks the Prometheus text format. How long a sample may take is for the caller's
 * signal to say. Throws where the URL is none.
 */
export function createPrometheusSource(options: PrometheusSourceOptions): Source {
  const { name, maxBytes = MAX_BYTES, mappings } = options;
  const format: FetchedFormat = {
    ...{ accept: ACCEPT, maxBytes },
    refuse: (type) =>
      NO_EXPOSITION.test(type) ? `it is ${type}, no Prometheus text; check the path` : undefined,
  };
  const fetcher = new Fetcher(options, format);
  const { shown, counts } = fetcher;
  const metrics = new Set(mappings.map(({ selector }) => selector.metric));
  return {
    ...{ name, counts },
    async read(signal) {
      try {
        return await takeSample(await fetcher.fetch(signal), mappings, metrics, shown, signal);
      } catch (error) {
        return { ok: false, reason: `${shown}: ${(error as Error).message}` };
      }
    },
    close: () => fetcher.close(),
  };
}

async function takeSample(
  { text, contentType }: FetchedText,
  mappings: readonly Mapping[],
  only: ReadonlySet<string>,
  shown: string,
  signal: AbortSignal,
): Promise<Sample> {
  const openMetrics = contentType.startsWith(OPEN_METRICS);
  const exposition = await inSlices(parseExposition(text, { openMetrics, only }), signal);
  if (!exposition.ok) return { ok: false, reason: `${shown}: ${exposition.reason}` };
  const { samples, problems } = exposition;
  let names: Set<string> | undefined;
  const metricNames = () => {
    names ??= listMetricNames(text);
    return names;
  };
  const mapped = await inSlices(mapSamples(mappings, { samples, problems, metricNames }), signal);
  return { ok: true, ...mapped };
}
