import { type Command, Option } from 'commander';
import { KPI1_NAMESPACE } from '../messages/xml/element-rules.ts';
import { AUTH_PROTOCOLS, PRIV_PROTOCOLS } from '../oe/snmp/access.ts';

/** The options that say which instance is asked, and as whom. */
export function addAccess(command: Command, bindings: 'both' | 'http'): Command {
  command.option('--url <url>', 'ask over HTTP, such as http://127.0.0.1:8161/kpi1');
  if (bindings === 'both') {
    command
      .option('--snmp <address>', 'ask over SNMP, such as 127.0.0.1:1161')
      .option('-c, --community <name>', 'community of SNMPv2c (default: public)');
  }
  command
    .option('--user <name>', bindings === 'both' ? 'user of HTTP Basic, or of SNMPv3' : 'user of HTTP Basic')
    .option('--password-file <file>', "the HTTP user's password")
    .option('--bearer-file <file>', 'HTTP bearer token');
  if (bindings === 'both') addKeys(command);
  return command
    .addOption(namespaceOption())
    .option('--ca <file>', 'certificate in PEM form of the authority to trust')
    .option('--cert <file>', 'own certificate, where the instance asks for one')
    .option('--key <file>', 'its key')
    .option('--timeout <duration>', 'how long to wait for an answer', '10s')
    .option('--max-size <octets>', 'largest answer taken over HTTP (Accept-MsgSize)', '67108864')
    .option('--oe-id <id>', 'what the instance knows you by', 'kpi1-oe');
}

/** For instances that have another `xmlNamespace`. */
export function namespaceOption(): Option {
  return new Option('--namespace <uri>', 'XML namespace of the messages').default(KPI1_NAMESPACE);
}

/** The keys of an SNMPv3 user, of the protocols that net-snmp has. */
export function addKeys(command: Command): Command {
  const auth = new Option('--auth <protocol>', 'authentication protocol of the SNMPv3 user');
  const priv = new Option('--priv <protocol>', 'its privacy protocol');
  return command
    .addOption(auth.choices(Object.keys(AUTH_PROTOCOLS)))
    .option('--auth-file <file>', 'authentication passphrase of the SNMPv3 user')
    .addOption(priv.choices(Object.keys(PRIV_PROTOCOLS)))
    .option('--priv-file <file>', 'privacy passphrase of the SNMPv3 user');
}
