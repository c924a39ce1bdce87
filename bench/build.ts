import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDefinitions } from './definitions.ts';
import { type Cost, costOf, costsInTurn } from './process.ts';
import { atMost, type Figure, round } from './report.ts';

const CLI = 'dist/cli/main.js';
const RUNS = 3;
const PARSE =
  "import { parse } from 'yaml'; import { readFileSync } from 'node:fs'; parse(readFileSync(process.argv[1], 'utf8'));";

/**
 * `kpi1 build` against what the yaml package alone needs to parse the same text; whole processes, CPU time. From
 * definitions to MIB modules, model and handlers, and the same with the files of all management systems.
 */
export function benchBuild(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-bench-'));
  try {
    const small = prepare(folder, 1_000, 'nms: []\n');
    const large = prepare(folder, 10_000, 'nms: []\n');
    const whole = prepare(folder, 10_000, '');
    const [parse, build, buildWhole] = costsInTurn(
      RUNS,
      () => parseOnly(large.file),
      () => buildAnew(large),
      () => buildAnew(whole),
    ) as [Cost, Cost, Cost];
    const [rebuild] = costsInTurn(RUNS, () => buildAgain(large)) as [Cost];
    const [parseSmall, buildSmall] = costsInTurn(
      RUNS,
      () => parseOnly(small.file),
      () => buildAnew(small),
    ) as [Cost, Cost];
    const growth = build.cpu / buildSmall.cpu;
    return [
      atMost(
        'build of 10,000 KPIs over 20,000 measurements / yaml.parse of it',
        build.cpu / parse.cpu,
        2.5,
        'x',
        ` (${round(build.cpu / 1000)} s / ${round(parse.cpu / 1000)} s)`,
      ),
      atMost('its memory', build.memory, 1024, ' MiB'),
      atMost(
        '1,000 -> 10,000 KPIs, growth of its time',
        growth,
        10,
        'x',
        ` (yaml.parse: ${round(parse.cpu / parseSmall.cpu)}x)`,
      ),
      atMost(
        'unchanged input built again / first build',
        rebuild.cpu / build.cpu,
        1 / 3,
        'x',
        ` (${round(rebuild.cpu / 1000)} s)`,
      ),
      atMost(
        'build with the files of all management systems / yaml.parse',
        buildWhole.cpu / parse.cpu,
        4.5,
        'x',
        ` (${round(buildWhole.cpu / 1000)} s)`,
      ),
      atMost('its memory', buildWhole.memory, 1536, ' MiB'),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Case {
  readonly folder: string;
  readonly definitions: string;
  /** The large definition file. */
  readonly file: string;
}

function prepare(parent: string, kpis: number, field: string): Case {
  const folder = mkdtempSync(join(parent, 'build-'));
  const definitions = join(folder, 'kpi-defs');
  mkdirSync(definitions, { recursive: true });
  for (const [name, text] of writeDefinitions(kpis, 2 * kpis)) writeFileSync(join(definitions, name), text);
  appendFileSync(join(definitions, 'project.yaml'), field);
  return { folder, definitions, file: join(definitions, 'bench.yaml') };
}

function parseOnly(file: string): Cost {
  return costOf('--input-type=module', '--eval', PARSE, file);
}

function buildAnew(each: Case): Cost {
  for (const made of ['mibs', 'agent', 'nms', 'kpi-defs/oid.lock.yaml'])
    rmSync(join(each.folder, made), { recursive: true, force: true });
  return buildAgain(each);
}

function buildAgain({ folder, definitions }: Case): Cost {
  return costOf(CLI, 'build', definitions, '--out', folder);
}
