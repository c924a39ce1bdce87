import { join } from 'node:path';
import { atLeast, type Figure, round, withoutGoal } from '../report.ts';
import { buildLoad, buildTable, missingPackages } from './build.ts';
import { type Load, type Rates, runInTurn } from './compare.ts';
import { readRows, replay, replayV3, sizeOfAnswer } from './loads.ts';
import type { Question } from './requests.ts';
import { type Server, startProgram, startSnmpd } from './servers.ts';
import { COLUMN, SORTED_COLUMN } from './table.ts';

const THOUSAND = 1_000;
const TEN_THOUSAND = 10_000;
const MILLION = 1_000_000;

/** From the middle of the rows: what a request costs on average where they are searched one by one. */
const GET = { type: 'get', oid: [...COLUMN, THOUSAND / 2] } as const;
const GET_BULK = { type: 'bulk', oid: GET.oid, repetitions: 50 } as const;

interface Servers {
  readonly ours: Server;
  readonly ours10k: Server;
  readonly ours1M: Server;
  readonly snmpd: Server;
  readonly snmpd10k: Server;
  readonly echo: Server;
}

/** One of our rates against others. */
interface Comparison {
  readonly what: string;
  readonly unit: 'answers' | 'varbinds';
  readonly ours: Load;
  readonly peers: readonly Peer[];
}

interface Peer {
  readonly name: string;
  readonly load: Load;
  /** The least ratio, where there is one to reach. */
  readonly goal?: number;
}

/** How fast requests are answered, as ratios to others. */
export async function benchAnswers(folder: string, programs: string): Promise<Figure[]> {
  if (process.platform !== 'linux') {
    console.log('\nNo comparison with snmpd: its load is made for Linux');
    return [];
  }
  const missing = missingPackages();
  if (missing.length > 0) {
    console.log(`\nNo comparison with snmpd; it needs: apt-get install ${missing.join(' ')}`);
    return [];
  }
  const started: Server[] = [];
  try {
    const servers = await startServers(folder, programs, started);
    const load = buildLoad(folder);
    const figures: Figure[] = [];
    for (const comparison of await comparisonsOf(servers, folder)) {
      const { ours, peers } = comparison;
      const rates = await runInTurn(load, [ours, ...peers.map((peer) => peer.load)]);
      figures.push(...figuresOf(comparison, rates));
    }
    return figures;
  } finally {
    for (const server of started) await server.stop();
  }
}

/** Adds to `started` as it goes, so that what has started can be stopped where another does not start. */
async function startServers(folder: string, programs: string, started: Server[]): Promise<Servers> {
  const start = async (starting: Promise<Server>) => {
    const server = await starting;
    started.push(server);
    return server;
  };
  const serve = (rows: number) => start(startProgram(join(programs, 'serve.js'), `${rows}`));
  const table = buildTable(folder);
  const ours = await serve(THOUSAND);
  const octets = await sizeOfAnswer(ours, GET);
  return {
    ours,
    ours10k: await serve(TEN_THOUSAND),
    ours1M: await serve(MILLION),
    snmpd: await start(startSnmpd(table, THOUSAND, folder)),
    snmpd10k: await start(startSnmpd(table, TEN_THOUSAND, folder)),
    echo: await start(startProgram(join(programs, 'echo.js'), `${octets}`)),
  };
}

async function comparisonsOf(servers: Servers, folder: string): Promise<Comparison[]> {
  const { ours, ours10k, ours1M, snmpd, snmpd10k, echo } = servers;
  const v3 = (server: Server, question: Question, varbinds: number) =>
    replayV3(server, question, varbinds, folder);
  return [
    {
      what: 'v2c GET of one object',
      unit: 'answers',
      ours: readRows(ours, 'get', THOUSAND),
      peers: [
        { name: 'snmpd', goal: 2.2, load: readRows(snmpd, 'get', THOUSAND) },
        { name: 'bare UDP echo in Node', goal: 0.85, load: await replay(echo, GET, folder) },
      ],
    },
    {
      what: 'GETNEXT, 1,000 rows',
      unit: 'answers',
      ours: readRows(ours, 'next', THOUSAND),
      peers: [{ name: 'snmpd', goal: 2.2, load: readRows(snmpd, 'next', THOUSAND) }],
    },
    {
      what: 'GETBULK(50), 1,000 rows',
      unit: 'varbinds',
      ours: readRows(ours, 'bulk:50', THOUSAND),
      peers: [
        { name: 'snmpd', goal: 10, load: readRows(snmpd, 'bulk:50', THOUSAND) },
        { name: "snmpd's sorted table", load: readRows(snmpd, 'bulk:50', THOUSAND, SORTED_COLUMN) },
      ],
    },
    {
      what: 'GETBULK(50), 10,000 rows',
      unit: 'varbinds',
      ours: readRows(ours10k, 'bulk:50', TEN_THOUSAND),
      peers: [
        { name: 'snmpd', goal: 50, load: readRows(snmpd10k, 'bulk:50', TEN_THOUSAND) },
        { name: "snmpd's sorted table", load: readRows(snmpd10k, 'bulk:50', TEN_THOUSAND, SORTED_COLUMN) },
      ],
    },
    {
      what: 'GETBULK(50), 1,000,000 rows',
      unit: 'varbinds',
      ours: readRows(ours1M, 'bulk:50', MILLION),
      peers: [{ name: 'our own at 1,000', goal: 0.8, load: readRows(ours, 'bulk:50', THOUSAND) }],
    },
    {
      what: 'v3 authPriv (SHA-1, AES-128) GET',
      unit: 'answers',
      ours: await v3(ours, GET, 1),
      peers: [{ name: 'snmpd', goal: 2, load: await v3(snmpd, GET, 1) }],
    },
    {
      what: 'v3 authPriv (SHA-1, AES-128) GETBULK(50)',
      unit: 'answers',
      ours: await v3(ours, GET_BULK, GET_BULK.repetitions),
      peers: [{ name: 'snmpd', goal: 3, load: await v3(snmpd, GET_BULK, GET_BULK.repetitions) }],
    },
  ];
}

function figuresOf({ what, unit, peers }: Comparison, [ours, ...others]: readonly Rates[]): Figure[] {
  if (!ours) return [];
  return peers.flatMap(({ name, goal }, n) => {
    const theirs = others[n];
    if (!theirs) return [];
    const label = `${what} / ${name}`;
    const ratio = ours[unit] / theirs[unit];
    const rates = `${round(ours[unit])} / ${round(theirs[unit])} ${unit} a second`;
    const note = ` (${rates}; ${round(ours.cpu)} / ${round(theirs.cpu)} us CPU an answer)`;
    return goal === undefined ? withoutGoal(label, ratio, 'x', note) : atLeast(label, ratio, goal, 'x', note);
  });
}
