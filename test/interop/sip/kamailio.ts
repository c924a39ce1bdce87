import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { startPeer } from '../peer-process.ts';

/** The very file the documentation tells users to copy. */
const CONFIGURATION = fileURLToPath(new URL('../../../examples/kamailio/kamailio.cfg', import.meta.url));

export interface Kamailio {
  /** UDP port of 127.0.0.1 for SIP. */
  readonly sipPort: number;
  readonly metricsUrl: string;
  /** Its series and their values now, as it writes them: `name{label="value", label="value"}`. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  output(): string;
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

/** Starts Kamailio on free ports of 127.0.0.1; resolves once it answers with its metrics. */
export async function startKamailio(program: string): Promise<Kamailio> {
  const [sipPort, metricsPort] = [await freePort('udp'), await freePort('tcp')];
  const folder = await mkdtemp(join(tmpdir(), 'kpi1-kamailio-'));
  const peer = startPeer(program, [
    ...['-f', CONFIGURATION, '-w', folder, '-Y', folder, '-DD', '-E', '-m', '64', '-M', '8'],
    ...['-A', `SIP_PORT=${sipPort}`, '-A', `METRICS_PORT=${metricsPort}`],
  ]);
  let ended = false;
  void peer.exited
    .catch(() => {})
    .then(() => {
      ended = true;
    });
  const release = () => rm(folder, { recursive: true, force: true });
  const metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  const metrics = async () => parseMetrics(await (await fetch(metricsUrl)).text());
  try {
    await eventually('Kamailio answers with its metrics', async () => (ended ? new Map() : await metrics()));
    if (ended) throw new Error('Kamailio ended at once');
  } catch (error) {
    await peer.stop();
    await release();
    throw new Error(`Kamailio does not run:\n${peer.output()}`, { cause: error });
  }
  return {
    sipPort,
    metricsUrl,
    metrics,
    output: () => peer.output(),
    stop: () => peer.stop().then(release),
    kill: () => peer.kill().then(release),
  };
}

/** Just what Kamailio writes: `series value milliseconds`, no HELP, no TYPE. */
function parseMetrics(text: string): Map<string, number> {
  const series = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^(\w+(?:\{.*\})?) ?(\S+) \d+$/.exec(line) ?? [];
    if (name !== undefined) series.set(name, Number(value));
  }
  return series;
}
