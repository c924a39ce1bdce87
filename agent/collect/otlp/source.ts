import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { inSlices, type Steps } from '../../slices.ts';
import { AddressList } from '../../snmp/address-list.ts';
import { LiveSeriesTable } from '../metrics/live-series.ts';
import { mapSamples } from '../metrics/map-samples.ts';
import type { ListeningSource, PushSourceOptions } from '../push-source.ts';
import { type DataPoint, readDataPoints } from './data-points.ts';
import { closeReceiver, createReceiver } from './receiver.ts';
import { RunningTotal } from './running-total.ts';

type Series = LiveSeriesTable<RunningTotal>;

/**
 * Receives metrics over OTLP/HTTP. Rejects where the address cannot be listened on. A sample is what has been
 * told so far; before the first request there is none.
 */
export async function createOtlpSource(options: PushSourceOptions): Promise<ListeningSource> {
  const { name, mappings, listen, expireMs } = options;
  const series: Series = new LiveSeriesTable({ mappings, expireMs, publish: (total) => total.publish() });
  const counts = { received: 0, dropped: 0 };
  const server = createReceiver({
    senders: new AddressList(options.from),
    async take(request) {
      counts.received += 1;
      const outcome = await inSlices(takeRequest(request, series));
      counts.dropped += outcome.rejected;
      return outcome;
    },
    onRefused() {
      counts.dropped += 1;
    },
  });
  server.listen(listen.port, listen.host);
  await once(server, 'listening');
  const endpoint = server.address() as AddressInfo;
  return {
    ...{ name, counts, endpoint },
    async read(signal) {
      if (counts.received === 0) {
        return { ok: false, reason: `nothing has been received at TCP port ${endpoint.port} yet` };
      }
      const mapped = await inSlices(mapSamples(mappings, series.read()), signal);
      return { ok: true, ...mapped };
    },
    close: () => closeReceiver(server),
  };
}

/** Takes a request's data points; says how many of those that are asked for could not be taken. */
export function* takeRequest(request: unknown, series: Series): Steps<{ rejected: number; reason: string }> {
  let rejected = 0;
  let reason = '';
  for (const point of readDataPoints(request, (metric) => series.wants(metric))) {
    const mistake = typeof point === 'string' ? point : takePoint(point, series);
    if (mistake !== undefined) {
      rejected += 1;
      reason = mistake;
    }
    yield;
  }
  return { rejected, reason };
}

/** Why there is no room for a point; undefined where it was taken, or nobody asks for it. */
function takePoint(point: DataPoint, series: Series): string | undefined {
  const { names } = point;
  const found = series.hear('', names, point.labels, () => new RunningTotal());
  if (found === 'full') return `${names[0]} has more series than there is room for`;
  if (found !== 'unwanted') found.state.take(point);
  return undefined;
}
