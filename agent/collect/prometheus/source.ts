import { inSlices } from '../../slices.ts';
import type { Sample, Source } from '../source.ts';
import { fetchFile } from './fetch-file.ts';
import { HttpFetcher } from './fetch-http.ts';
import type { FetchedText } from './fetched-text.ts';
import { mapSamples } from './map-samples.ts';
import type { Mapping } from './mapping.ts';
import { listMetricNames, parseExposition } from './parse.ts';

export interface PrometheusSourceOptions {
  readonly name: string;
  /** `http:`, `https:` or `file:`. User and password in it are sent as Basic credentials, and never shown. */
  readonly url: string;
  /** Certificates to trust for https, in PEM, instead of the well-known ones. */
  readonly caFile?: string;
  /** Largest body, in octets. */
  readonly maxBytes?: number;
  /** Readings name measurements by their position here. */
  readonly mappings: readonly Mapping[];
}

const MAX_BYTES = 16 * 2 ** 20;

/**
 * A service or file that speaks the Prometheus text format. How long a sample may take is for the caller's
 * signal to say. Throws where the URL is none.
 */
export function createPrometheusSource(options: PrometheusSourceOptions): Source {
  const { name, caFile, maxBytes = MAX_BYTES, mappings } = options;
  const url = new URL(options.url);
  const shown = showUrl(url);
  const http = url.protocol === 'file:' ? undefined : new HttpFetcher(url, caFile, maxBytes);
  const metrics = new Set(mappings.map(({ selector }) => selector.metric));
  return {
    name,
    async read(signal) {
      try {
        const fetched = await (http?.fetch(signal) ?? fetchFile(url, maxBytes, signal));
        return await takeSample(fetched, mappings, metrics, shown, signal);
      } catch (error) {
        return { ok: false, reason: `${shown}: ${(error as Error).message}` };
      }
    },
    async close() {
      await http?.close();
    },
  };
}

async function takeSample(
  { text, openMetrics }: FetchedText,
  mappings: readonly Mapping[],
  only: ReadonlySet<string>,
  shown: string,
  signal: AbortSignal,
): Promise<Sample> {
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

/** A URL as it may stand in logs and answers: without credentials and query. */
function showUrl(url: URL): string {
  if (url.protocol === 'file:') return url.pathname;
  return `${url.origin}${url.pathname}`;
}
