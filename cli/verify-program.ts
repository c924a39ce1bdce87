import { type Command, Option } from 'commander';
import { VERDICT_FORMATS } from '../verify/print/print-verdict.ts';
import { addKeys } from './oe-options.ts';
import type { Terminal } from './terminal.ts';

/** Adds the options of `kpi1 verify`. */
export function defineVerify(command: Command, terminal: Terminal, outcome: { problems: boolean }): void {
  addKeys(
    command
      .option('--model <file>', 'model.json of the definitions (default: agent/generated/model.json)')
      .option(
        '--module <name...>',
        'the modules that the agent is meant to serve (default: all of the model)',
      )
      .option('-c, --community <name>', 'community of SNMPv2c (default: public)')
      .option('--user <name>', 'user of SNMPv3'),
  )
    .option('--timeout <duration>', 'how long to wait for an answer', '10s')
    .option('--listen <address>', 'take its notifications there, such as 0.0.0.0:1162, and check them')
    .option('--for <duration>', 'how long at most (default: until each module has had to report)')
    .option('--no-set', 'do not try SET, which every agent must refuse')
    .addOption(new Option('--format <format>', 'how it is printed').choices(VERDICT_FORMATS).default('text'))
    .addHelpText(
      'after',
      `
Examples:
  kpi1 verify 127.0.0.1:1161
  kpi1 verify 192.0.2.7 --module SIP-KPI-MIB --listen 0.0.0.0:1162 --format junit > verify.xml
  kpi1 verify sip-01 --user noc --auth SHA-256 --auth-file auth.secret --priv AES-128 --priv-file priv.secret

Secrets come from files or from the environment: KPI1_COMMUNITY, KPI1_AUTH_PASSPHRASE, KPI1_PRIV_PASSPHRASE.

Exit codes: 0 it is as the model says; 1 it is not; 2 called wrongly; 3 it does not answer, or refuses the user.`,
    )
    .action(async (address: string, options) => {
      const { verifyAgent } = await import('./verify.ts');
      outcome.problems = await verifyAgent(address, options, terminal);
    });
}
