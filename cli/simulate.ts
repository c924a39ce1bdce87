import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { AgentConfig } from '../agent/config/config.ts';
import { loadConfig } from '../agent/config/load.ts';
import { CONFIG_RULES } from '../agent/config/rules.ts';
import { startAgent } from '../agent/main.ts';
import { DOCUMENT_RULES } from '../document/rules.ts';
import { generate } from '../generator/generate.ts';
import { RULES } from '../generator/rules.ts';
import { parseDuration } from '../model/duration.ts';
import type { Model, ModelModule } from '../model/model.ts';
import { bindSimulation } from '../simulate/bind-simulation.ts';
import { type Fault, Faults } from '../simulate/faults/faults.ts';
import { readFaults } from '../simulate/faults/read-faults.ts';
import { FAULT_RULES } from '../simulate/faults/rules.ts';
import { Simulation } from '../simulate/simulation.ts';
import { printBanner } from './banner.ts';
import { CommandError, readFile } from './command-error.ts';
import { readDefinitionFiles } from './definition-files.ts';
import { LazyLog } from './log.ts';
import { loadModel, snmpUser } from './oe-access.ts';
import { printProblems } from './problems.ts';
import { supervise } from './supervise.ts';
import type { Terminal } from './terminal.ts';
import { readProgramVersion } from './version.ts';
import { intervalPrinter } from './watch.ts';

export interface SimulateOptions {
  readonly model?: string;
  readonly module?: readonly string[];
  readonly listen: string;
  readonly community?: string;
  readonly user?: string;
  readonly auth?: string;
  readonly authFile?: string;
  readonly priv?: string;
  readonly privFile?: string;
  readonly from?: readonly string[];
  readonly http?: string;
  readonly notify?: readonly string[];
  readonly instanceId: string;
  readonly every: string;
  readonly rows: string;
  readonly seed: string;
  readonly speed: string;
  readonly fault?: string;
  readonly watch: boolean;
}

const USAGE = 2;
const DEFINITIONS = 'kpi-defs';

/** `kpi1 simulate`: true where definitions or faults have an error; otherwise it runs until a signal ends it. */
export async function simulate(
  folder: string | undefined,
  options: SimulateOptions,
  terminal: Terminal,
): Promise<boolean> {
  const model = readModel(folder, options, terminal);
  if (!model) return true;
  const dataDir = join(tmpdir(), `kpi1-simulate-${randomUUID()}`);
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const config = configOf(options, dataDir, terminal);
  const begin = Date.now();
  const simulations = simulationsOf(model, options);
  const script = scriptOf(simulations, begin, options, terminal);
  if (!config || !script) return true;
  const now = () => Date.now();
  const bound = bindSimulation({
    ...{ simulations, now, faults: new Faults(script, begin) },
    every: parseDuration(options.every) as number,
  });
  const log = new LazyLog('warn');
  const onInterval = intervalPrinter(terminal);
  const start = async () => {
    // Not earlier: a signal that comes before `supervise` takes it would leave the folder there.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const software = `${readProgramVersion()} simulation`;
    const running = await startAgent({
      ...{ config, bound, model, software, log },
      ...(options.watch && { onInterval }),
    });
    printBanner(config, bound.modules, running, terminal);
    return running;
  };
  await supervise(start, () => start, log).catch((error: Error) => {
    throw new CommandError(error.message.replace(/[.]?$/, '.'));
  });
  return false;
}

/** The model that is named, or what the definitions come to; undefined where they have an error. */
function readModel(
  folder: string | undefined,
  { model }: SimulateOptions,
  terminal: Terminal,
): Model | undefined {
  if (model !== undefined && folder !== undefined) {
    throw new CommandError(
      'Both definitions and a model are named.',
      'Give a folder or --model, not both.',
      USAGE,
    );
  }
  if (model !== undefined) return loadModel(model, true);
  const { sources, lock } = readDefinitionFiles(folder ?? DEFINITIONS);
  const generator = readProgramVersion();
  const generated = generate({ sources, ...(lock && { lock }), handlers: new Map(), generator });
  const errors = generated.diagnostics.filter(({ severity }) => severity === 'error');
  printProblems(errors, 'text', RULES, generated.sourceTexts, terminal);
  return generated.output?.model;
}

/** The configuration of an agent that these options come to; undefined where one has an error. */
function configOf(options: SimulateOptions, dataDir: string, terminal: Terminal): AgentConfig | undefined {
  const { instanceId, model, listen, from = ['127.0.0.0/8', '::1'], http, notify = [], every } = options;
  const user = snmpUser(options);
  const community = options.community ?? (user ? undefined : 'public');
  const target = user ? { version: 'v3', user: user.name, inform: true } : { version: 'v2c', community };
  const configuration = {
    ...{ instanceId, dataDir, ...(model !== undefined && { model }) },
    snmp: {
      listen: [listen],
      communities: community === undefined ? [] : [{ name: community, from, view: 'all' }],
      users: user ? [{ ...user, from, view: 'all' }] : [],
      views: { all: { include: ['1.3.6.1'] } },
    },
    notify: notify.map((to) => ({ type: 'snmp', to, ...target })),
    ...(http !== undefined && { http: { listen: http } }),
    // Its place is taken by simulated ones.
    sources: [{ name: 'simulation', type: 'handler', module: 'simulation', handler: 'simulation', every }],
  };
  // What options say has no variables: $$ is a plain $.
  const text = Buffer.from(stringify(configuration).replaceAll('$', '$$$$'));
  const { config, diagnostics, document } = loadConfig('options', text, {});
  const told = diagnostics.filter(({ severity }) => severity === 'error' || from !== options.from);
  printProblems(
    told,
    'text',
    { ...DOCUMENT_RULES, ...CONFIG_RULES },
    new Map([['options', document.source]]),
    terminal,
  );
  return config;
}

function simulationsOf(model: Model, { module: names, rows, seed, speed }: SimulateOptions): Simulation[] {
  const wanted = {
    rows: wholeNumber(rows, '--rows', 1, 10_000),
    seed: wholeNumber(seed, '--seed', 0, 2 ** 32 - 1),
  };
  const settings = { ...wanted, speed: wholeNumber(speed, '--speed', 1, 100_000) };
  return modulesOf(model, names).map((module) => new Simulation(module, settings));
}

function modulesOf({ modules }: Model, names: readonly string[] | undefined): readonly ModelModule[] {
  const known = modules.map(({ name }) => name);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new CommandError(`There is no module ${unknown}.`, `There is ${known.join(', ')}.`, USAGE);
  }
  return names ? modules.filter(({ name }) => names.includes(name)) : modules;
}

function wholeNumber(text: string, option: string, min: number, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  throw new CommandError(`${option} ${text} is none.`, `Write a whole number from ${min} to ${max}.`, USAGE);
}

/** The faults of a script; undefined where it has an error. */
function scriptOf(
  simulations: readonly Simulation[],
  begin: number,
  { fault: file }: SimulateOptions,
  terminal: Terminal,
): readonly Fault[] | undefined {
  if (file === undefined) return [];
  const content = readFile(file, 'docs/simulate.md has the form of a script of faults.');
  const { faults, document, diagnostics } = readFaults(file, content, simulations, begin);
  const texts = new Map([[file, document.source]]);
  const failed = printProblems(diagnostics, 'text', { ...DOCUMENT_RULES, ...FAULT_RULES }, texts, terminal);
  return failed ? undefined : faults;
}
