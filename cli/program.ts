import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { DIAGNOSTIC_FORMATS, type DiagnosticFormat } from '../document/formats/format.ts';
import type { AgentCommandOptions } from './agent.ts';
import { isCommandError } from './command-error.ts';
import type { DiffOptions } from './diff.ts';
import type { ImportOptions } from './import.ts';
import type { InitOptions } from './init.ts';
import type { EditOptions } from './rename.ts';
import type { Terminal } from './terminal.ts';
import { readProgramVersion } from './version.ts';

/** Exit codes of every command: done, problems found, called wrongly. */
const EXIT = { done: 0, problems: 1, usage: 2 } as const;

/**
 * Runs `kpi1` with these arguments and gives its exit code. `agent` gives it when the agent has started; the
 * process then goes on until a signal ends it.
 */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<number> {
  const outcome = { problems: false };
  try {
    const program = createProgram(terminal, outcome);
    await defineCalled(program, argv, terminal, outcome);
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!isCommandError(error)) throw error;
    terminal.err(`kpi1: ${error.message}`);
    if (error.remedy !== undefined) terminal.err(`remedy: ${error.remedy}`);
    return error.exitCode ?? EXIT.problems;
  }
  return outcome.problems ? EXIT.problems : EXIT.done;
}

/** Written here, as the agent must not pay for the generator. */
const DIFF_FORMATS: readonly DiffOptions['format'][] = ['text', 'json', 'github', 'sarif', 'markdown'];
const FAIL_ON: readonly DiffOptions['failOn'][] = ['breaking', 'risky', 'safe', 'never'];

const KINDS: readonly NonNullable<EditOptions['kind']>[] = ['module', 'object', 'measurement', 'kpi'];

/** Commands whose many options are known only where they are called. */
const OE = 'oe';
const VERIFY = 'verify';
const SIMULATE = 'simulate';

type Define = (command: Command, terminal: Terminal, outcome: { problems: boolean }) => void;

const DEFINITIONS: Readonly<Record<string, () => Promise<Define>>> = {
  [OE]: async () => (await import('./oe-program.ts')).defineOe,
  [VERIFY]: async () => (await import('./verify-program.ts')).defineVerify,
  [SIMULATE]: async () => (await import('./simulate-program.ts')).defineSimulate,
};

async function defineCalled(
  program: Command,
  argv: readonly string[],
  terminal: Terminal,
  outcome: { problems: boolean },
): Promise<void> {
  for (const command of program.commands) {
    const name = command.name();
    if (argv.includes(name)) (await DEFINITIONS[name]?.())?.(command, terminal, outcome);
  }
}

/** The commands. Each one's code is loaded when it is called: the agent must not pay for the generator. */
function createProgram(terminal: Terminal, outcome: { problems: boolean }): Command {
  const trimmed = (print: (text: string) => void) => (text: string) => print(text.replace(/\n$/, ''));
  const program = new Command('kpi1')
    .description('Turns KPI definitions into SNMP: MIB modules, and an agent that serves the live figures.')
    .version(readProgramVersion())
    .exitOverride()
    .configureOutput({ writeOut: trimmed(terminal.out), writeErr: trimmed(terminal.err) })
    .showHelpAfterError('(kpi1 --help lists the commands)');

  program
    .command('init')
    .description('make a project: definitions, an agent and CI that work at once')
    .argument('<dir>', 'folder of the project; it is made where it is missing')
    .option('--name <name>', 'what module and package are named after (default: the folder)')
    .option('--enterprise <number>', 'your enterprise number, which IANA gave you', '32473')
    .option('--package <file>', 'a packed kpi1 to keep and depend on (default: the version of the registry)')
    .action(async (dir: string, options: InitOptions) => {
      const { init } = await import('./init.ts');
      outcome.problems = init(dir, options, terminal);
    });

  program
    .command('check')
    .description('find every problem in KPI definitions')
    .argument('[dir]', 'folder of the definitions', 'kpi-defs')
    .addOption(formatOption())
    .action(async (dir: string, { format }: { format: DiagnosticFormat }) => {
      const { check } = await import('./check.ts');
      outcome.problems = check(dir, format, terminal);
    });

  program
    .command('build')
    .description('compile KPI definitions into MIB modules, handler contracts and the model of the agent')
    .argument('[dir]', 'folder of the definitions', 'kpi-defs')
    .option('--out <dir>', 'folder that the results go to', '.')
    .option('--check', 'write nothing; fail where what is there is not what would be written', false)
    .addOption(formatOption())
    .action(async (dir: string, options: { out: string; check: boolean; format: DiagnosticFormat }) => {
      const { build } = await import('./build.ts');
      outcome.problems = build(dir, options, terminal);
    });

  program
    .command('diff')
    .description('name what changed in KPI definitions, and what that means to those who poll')
    .argument('[dir]', 'folder of the definitions', 'kpi-defs')
    .requiredOption('--against <dir-or-commit>', 'the definitions before: a folder, or a commit of git')
    .addOption(
      new Option('--fail-on <severity>', 'fail where a change is as grave')
        .choices(FAIL_ON)
        .default('breaking'),
    )
    .addOption(
      new Option('--format <format>', 'how changes are printed').choices(DIFF_FORMATS).default('text'),
    )
    .action(async (dir: string, options: DiffOptions) => {
      const { diff } = await import('./diff.ts');
      outcome.problems = diff(dir, options, terminal);
    });

  program
    .command('rename')
    .description('give something defined another name; its OID and descriptor stay')
    .argument('<name>', 'what it is called, as NAME or MODULE::NAME')
    .argument('<new-name>', 'what it is to be called')
    .argument('[dir]', 'folder of the definitions', 'kpi-defs')
    .addOption(kindOption())
    .addOption(revisionOption())
    .action(async (name: string, newName: string, dir: string, options: EditOptions) => {
      const { rename } = await import('./rename.ts');
      outcome.problems = rename({ name, newName }, dir, options, terminal);
    });

  program
    .command('retire')
    .description('take something out of the definitions; it stays in the MIB as obsolete')
    .argument('<name>', 'what it is called, as NAME or MODULE::NAME')
    .argument('[dir]', 'folder of the definitions', 'kpi-defs')
    .addOption(kindOption())
    .addOption(revisionOption())
    .action(async (name: string, dir: string, options: EditOptions) => {
      const { retire } = await import('./retire.ts');
      outcome.problems = retire(name, dir, options, terminal);
    });

  program
    .command('import')
    .description('make definitions of existing MIB modules; their OIDs stay')
    .argument('<mib-file...>', 'MIB files, with those that they import types or nodes from')
    .requiredOption('--out <dir>', 'new folder of the definitions')
    .addOption(
      new Option('--arc <number>', 'arc below the enterprise number for what is new').argParser(parseArc),
    )
    .action(async (files: string[], options: ImportOptions) => {
      const { importFiles } = await import('./import.ts');
      importFiles(files, options, terminal);
    });

  program
    .command('agent')
    .description('collect, calculate, and answer over SNMP')
    .requiredOption('--config <file>', 'configuration of the agent')
    .option('--check-config', 'check the configuration and end', false)
    .option('--watch', 'print the KPIs at the end of each interval', false)
    .option(
      '--send-test-notification',
      'send a notification to each target, say what became of it and end',
      false,
    )
    .action(async (options: AgentCommandOptions) => {
      const { agent } = await import('./agent.ts');
      outcome.problems = await agent(options, readProgramVersion(), terminal);
    });

  program
    .command(VERIFY)
    .description('walk an agent, ours or another, and compare it with the model')
    .argument('<address>', 'the agent, such as 127.0.0.1:1161');

  program
    .command(SIMULATE)
    .description(
      'serve definitions with values made up, so that dashboards can be built before the service exists',
    )
    .argument('[dir]', 'folder of the definitions (default: kpi-defs)');

  program
    .command(OE)
    .description("the Operational Environment's side: query, configure, collect, receive, calculate");
  return program;
}

function formatOption(): Option {
  return new Option('--format <format>', 'how problems are printed')
    .choices(DIAGNOSTIC_FORMATS)
    .default('text');
}

function kindOption(): Option {
  return new Option('--kind <kind>', 'what it is, where the name does not tell').choices(KINDS);
}

function revisionOption(): Option {
  return new Option('--revision <text>', 'add a revision of today to its module that says this');
}

function parseArc(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('It is a number from 1 on.');
  return Number(text);
}
