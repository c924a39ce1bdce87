import { type Command, Option } from 'commander';
import { ANSWER_FORMATS } from '../oe/print/print-answers.ts';
import { addAccess, addKeys, namespaceOption } from './oe-options.ts';
import type { Terminal } from './terminal.ts';

/** Adds the commands of `kpi1 oe`. */
export function defineOe(oe: Command, terminal: Terminal, outcome: { problems: boolean }): void {
  const commands: OeCommands = { oe, terminal, outcome };
  oe.addHelpText('after', EXIT_CODES);
  defineQuery(commands);
  defineConfig(commands);
  defineCollect(commands);
  defineListen(commands);
  defineCalculate(commands);
}

interface OeCommands {
  readonly oe: Command;
  readonly terminal: Terminal;
  readonly outcome: { problems: boolean };
}

const EXIT_CODES = `
Exit codes: 0 all is well; 1 something is unknown, refused or different; 2 called wrongly; 3 nobody answers.`;
const SECRETS = `
Secrets come from files or from the environment: KPI1_PASSWORD, KPI1_BEARER, KPI1_AUTH_PASSPHRASE,
KPI1_PRIV_PASSPHRASE, KPI1_COMMUNITY.`;

const MODEL = [
  '--model <file>',
  'model.json of the definitions (default: agent/generated/model.json)',
] as const;

function defineQuery({ oe, terminal, outcome }: OeCommands): void {
  const query = oe
    .command('query')
    .description('ask an instance for KPIs, measurements and configuration (OEPMQueryRequest)')
    .argument('[identifier...]', 'MODULE, Name, MODULE::Name or Name[index]')
    .option('--data-source <name>', 'all KPIs of this data source as well, such as CPM')
    .option('--config <info...>', 'configuration information to ask for as well')
    .option('--history', 'what the values were, instead of the latest ones: the last hour, or', false)
    .option('--from <time>', 'from then on: 2026-11-21T12:00:00Z, or a duration ago such as 1h')
    .option('--to <time>', 'before then')
    .addOption(new Option('--format <format>', 'how it is printed').choices(ANSWER_FORMATS).default('table'))
    .option(...MODEL);
  addAccess(query, 'both').addHelpText(
    'after',
    `
Examples:
  kpi1 oe query "Session Establishment Ratio" --url http://127.0.0.1:8161/kpi1
  kpi1 oe query SIP-KPI-MIB --snmp 127.0.0.1:1161 -c public
  kpi1 oe query "Trunk Load[carrier-a]" --history --from 1d --url https://sip-01:8161/kpi1 \\
    --ca ca.pem --user noc --password-file noc.password --format csv
${SECRETS}
${EXIT_CODES}`,
  );
  query.action(async (identifiers: string[], options) => {
    const { query } = await import('./oe-query.ts');
    outcome.problems = await query(identifiers, options, terminal);
  });
}

function defineConfig({ oe, terminal, outcome }: OeCommands): void {
  const config = oe.command('config').description('read or change the configuration of an instance');
  const get = config
    .command('get')
    .description('print configuration information (OEConfigQueryRequest)')
    .argument('[info...]', 'identifiers (default: all there is)')
    .addOption(new Option('--format <format>', 'how it is printed').choices(ANSWER_FORMATS).default('table'))
    .option(...MODEL);
  addAccess(get, 'both').addHelpText(
    'after',
    `
Examples:
  kpi1 oe config get collection --url http://127.0.0.1:8161/kpi1
  kpi1 oe config get --snmp 127.0.0.1:1161 --format json
${SECRETS}
${EXIT_CODES}`,
  );
  get.action(async (infos: string[], options) => {
    const { getConfiguration } = await import('./oe-config.ts');
    outcome.problems = await getConfiguration(infos, options, terminal);
  });

  const set = config
    .command('set')
    .description('change items, all of them or none (OEConfigurationCmd)')
    .argument('<info>', 'identifier of the configuration information')
    .argument('<name=value...>', 'items and their new values');
  addAccess(set, 'http').addHelpText(
    'after',
    `
Example:
  kpi1 oe config set collection autostart=true --url http://127.0.0.1:8161/kpi1
${SECRETS}
${EXIT_CODES}`,
  );
  set.action(async (info: string, items: string[], options) => {
    const { setConfiguration } = await import('./oe-config.ts');
    await setConfiguration(info, items, options, terminal);
  });
}

function defineCollect({ oe, terminal }: OeCommands): void {
  const collect = oe
    .command('collect')
    .description('have an instance collect measurements (OEPMCollectionCmd)')
    .argument('<identifier...>', 'measurements: MODULE, Name or MODULE::Name')
    .requiredOption('--config <info>', 'configuration information to collect by');
  addAccess(collect, 'http').addHelpText(
    'after',
    `
Example:
  kpi1 oe collect SIP-KPI-MIB --config collection --url http://127.0.0.1:8161/kpi1
${SECRETS}
${EXIT_CODES}`,
  );
  collect.action(async (identifiers: string[], options) => {
    const { collect } = await import('./oe-collect.ts');
    await collect(identifiers, options, terminal);
  });
}

function defineListen({ oe, terminal, outcome }: OeCommands): void {
  addKeys(
    oe
      .command('listen')
      .description('receive reports (InstancePMReport) until SIGINT or SIGTERM, as JSON lines')
      .option('--snmp <address>', 'take traps and informs there, such as 0.0.0.0:1162')
      .option('--http <address>', 'take POSTs to /kpi1 there, such as 127.0.0.1:8080')
      .option('--ftp-dir <dir>', 'read the files that instances append to there')
      .option(
        '--append <file>',
        'append to a file, instead of printing; each report is on disk before it is acknowledged',
      )
      .option(...MODEL)
      .option('-c, --community <name...>', 'communities whose notifications are taken (default: public)')
      .option('--user <name>', 'user of SNMPv3; of HTTP Basic')
      .option('--password-file <file>', "the HTTP user's password")
      .option('--bearer-file <file>', 'token that HTTP senders must have')
      .option('--cert <file>', 'serve https: certificate in PEM form')
      .option('--key <file>', 'its key')
      .option('--ca <file>', 'https: senders must have a certificate that this one signs'),
  )
    .addOption(namespaceOption())
    .option('--max-size <octets>', 'largest body taken over HTTP', '8388608')
    .addHelpText(
      'after',
      `
Examples:
  kpi1 oe listen --snmp 0.0.0.0:1162 --http 127.0.0.1:8080 --append reports.jsonl
  kpi1 oe listen --ftp-dir /srv/ftp/reports
${SECRETS}

A report that comes again (instance and sequence number) is acknowledged and not written again; repeats and
gaps in the sequence are told on standard error.`,
    )
    .action(async (options) => {
      const { listen } = await import('./oe-listen.ts');
      outcome.problems = await listen(options, terminal);
    });
}

function defineCalculate({ oe, terminal, outcome }: OeCommands): void {
  const calculate = oe
    .command('calculate')
    .description(
      'calculate KPIs from received measurements, and compare them with those the instance reports',
    )
    .argument('[kpi...]', 'names of KPIs or modules (default: all)')
    .option('--reports <file>', 'JSON lines that kpi1 oe listen has written; or ask an instance:')
    .option('--from <time>', 'over history from then on (default: 1h)')
    .option('--to <time>', 'before then')
    .option('--tolerance <n>', 'how many units of its last decimal a KPI may differ', '1')
    .option('--all', 'print what is equal, too', false)
    .addOption(new Option('--format <format>', 'how it is printed').choices(ANSWER_FORMATS).default('table'))
    .option(...MODEL);
  addAccess(calculate, 'both').addHelpText(
    'after',
    `
Examples:
  kpi1 oe calculate --reports reports.jsonl
  kpi1 oe calculate SIP-KPI-MIB --from 1d --url http://127.0.0.1:8161/kpi1
${SECRETS}
${EXIT_CODES}`,
  );
  calculate.action(async (names: string[], options) => {
    const { calculate } = await import('./oe-calculate.ts');
    outcome.problems = await calculate(names, options, terminal);
  });
}
