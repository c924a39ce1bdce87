#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { CommandError } from './command-error.ts';
import { readProgramVersion } from './version.ts';

/** Exit codes of every command: done, problems found, called wrongly. */
const EXIT = { done: 0, problems: 1, usage: 2 } as const;

const program = new Command('kpi1')
  .description('Turns KPI definitions into SNMP: MIB modules, and an agent that serves the live figures.')
  .version(readProgramVersion())
  .exitOverride()
  .showHelpAfterError('(kpi1 --help lists the commands)');

const FORMATS = ['text', 'json', 'github', 'sarif'];
const format = () =>
  new Option('--format <format>', 'how problems are printed').choices(FORMATS).default('text');

// Each command's code is loaded when it is called: the agent must not pay for the generator.
program
  .command('check')
  .description('find every problem in KPI definitions')
  .argument('[dir]', 'folder of the definitions', 'kpi-defs')
  .addOption(format())
  .action(async (dir: string, options: { format: string }) => {
    const { check } = await import('./check.ts');
    finish(check(dir, options.format));
  });

program
  .command('build')
  .description('compile KPI definitions into MIB modules, handler contracts and the model of the agent')
  .argument('[dir]', 'folder of the definitions', 'kpi-defs')
  .option('--out <dir>', 'folder that the results go to', '.')
  .option('--check', 'write nothing; fail where what is there is not what would be written')
  .addOption(format())
  .action(async (dir: string, options: { out: string; check?: boolean; format: string }) => {
    const { build } = await import('./build.ts');
    finish(build(dir, { out: options.out, check: options.check ?? false, format: options.format }));
  });

program
  .command('agent')
  .description('collect, calculate, and answer over SNMP')
  .requiredOption('--config <file>', 'configuration of the agent')
  .option('--check-config', 'check the configuration and end')
  .option('--watch', 'print the KPIs at the end of each interval')
  .action(async (options: { config: string; checkConfig?: boolean; watch?: boolean }) => {
    const { agent } = await import('./agent.ts');
    const { checkConfig = false, watch = false } = options;
    finish(await agent(options.config, { checkConfig, watch }, readProgramVersion()));
  });

/** Sets the exit code; open sockets keep an agent running. */
function finish(problems: boolean): void {
  process.exitCode = problems ? EXIT.problems : EXIT.done;
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  } else if (error instanceof CommandError) {
    console.error(`kpi1: ${error.message}${error.remedy === undefined ? '' : `\nremedy: ${error.remedy}`}`);
    process.exitCode = EXIT.problems;
  } else {
    throw error;
  }
}
