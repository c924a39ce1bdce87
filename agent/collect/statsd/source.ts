import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, isIPv6 } from 'node:net';
import { inSlices } from '../../slices.ts';
import { AddressList } from '../../snmp/address-list.ts';
import { LiveSeriesTable } from '../metrics/live-series.ts';
import { mapSamples } from '../metrics/map-samples.ts';
import type { ListeningSource, PushSourceOptions } from '../push-source.ts';
import { parseStatsdLine, type StatsdLine } from './statsd-line.ts';
import { createState, publishedNames, type StatsdState } from './statsd-state.ts';

const UDP6 = { type: 'udp6', ipv6Only: true } as const;

/**
 * Listens for StatsD packets over UDP, with DogStatsD's tags. Rejects where the address cannot be listened on.
 * A sample is what has been told so far; before the first packet there is none.
 */
export async function createStatsdSource(options: PushSourceOptions): Promise<ListeningSource> {
  const { name, mappings, listen, expireMs } = options;
  const senders = new AddressList(options.from);
  const series = new LiveSeriesTable<StatsdState>({
    mappings,
    expireMs,
    publish: (state) => state.publish(),
  });
  const counts = { received: 0, dropped: 0 };
  const socket = createSocket(isIPv6(listen.host) ? UDP6 : { type: 'udp4' });
  socket.on('message', (packet, { address }) => {
    if (!senders.has(address)) {
      counts.dropped += 1;
      return;
    }
    counts.received += 1;
    counts.dropped += takePacket(packet, series);
  });
  await bind(socket, listen.host, listen.port);
  const endpoint = socket.address() as AddressInfo;
  return {
    ...{ name, counts, endpoint },
    async read(signal) {
      if (counts.received === 0) {
        return { ok: false, reason: `nothing has been received at UDP port ${endpoint.port} yet` };
      }
      const mapped = await inSlices(mapSamples(mappings, series.read()), signal);
      return { ok: true, ...mapped };
    },
    async close() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

async function bind(socket: Socket, host: string, port: number): Promise<void> {
  socket.bind(port, host);
  await once(socket, 'listening');
  // What the system says of packets of others later on is no reason to end.
  socket.on('error', () => {});
}

/** Takes the lines of a packet; returns how many are none or have no room. */
export function takePacket(packet: Buffer, series: LiveSeriesTable<StatsdState>): number {
  let dropped = 0;
  for (const text of packet.toString('utf8').split('\n')) {
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (line === '') continue;
    const read = parseStatsdLine(line);
    if (typeof read === 'string' || (read && !takeLine(read, series))) dropped += 1;
  }
  return dropped;
}

/** False where there is no room for it. What nobody asks for is no loss. */
function takeLine(line: StatsdLine, series: LiveSeriesTable<StatsdState>): boolean {
  const names = publishedNames(line);
  if (!names.some((name) => series.wants(name))) return true;
  const found = series.hear(line.type, names, line.tags, () => createState(line));
  if (typeof found !== 'string') found.state.take(line);
  return found !== 'full';
}
