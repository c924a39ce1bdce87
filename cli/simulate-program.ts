import type { Command } from 'commander';
import { addKeys } from './oe-options.ts';
import type { Terminal } from './terminal.ts';

/** Adds the options of `kpi1 simulate`. */
export function defineSimulate(command: Command, terminal: Terminal, outcome: { problems: boolean }): void {
  addKeys(
    command
      .option('--model <file>', 'model.json, instead of definitions')
      .option('--module <name...>', 'modules to serve (default: all)')
      .option('--listen <address>', 'where it answers SNMP', '127.0.0.1:1161')
      .option('-c, --community <name>', 'community of SNMPv2c (default: public, where there is no --user)')
      .option('--user <name>', 'user of SNMPv3'),
  )
    .option('--from <block...>', 'who may ask (default: 127.0.0.0/8 and ::1)')
    .option('--http <address>', 'where it answers KPI-1 over HTTP, such as 127.0.0.1:8161')
    .option('--notify <address...>', 'where traps and reports go, such as 127.0.0.1:1162')
    .option('--instance-id <id>', 'what the instance is called', 'simulation')
    .option('--every <duration>', 'how often values change', '5s')
    .option('--rows <n>', 'rows of each table', '3')
    .option('--seed <n>', 'the same number gives the same values at the same time', '1')
    .option('--speed <n>', 'how many times as fast as real ones days pass', '1')
    .option('--fault <file>', 'script of faults, as YAML')
    .option('--watch', 'print the KPIs at the end of each interval', false)
    .addHelpText(
      'after',
      `
Examples:
  kpi1 simulate
  kpi1 simulate --model agent/generated/model.json --module SIP-KPI-MIB --rows 8 --notify 127.0.0.1:1162
  kpi1 simulate kpi-defs --fault faults.yaml --watch
  kpi1 simulate --user noc --auth SHA-256 --auth-file auth.secret --priv AES-128 --priv-file priv.secret

Passphrases come from files or from the environment: KPI1_AUTH_PASSPHRASE, KPI1_PRIV_PASSPHRASE.`,
    )
    .action(async (dir: string | undefined, options) => {
      const { simulate } = await import('./simulate.ts');
      outcome.problems = await simulate(dir, options, terminal);
    });
}
