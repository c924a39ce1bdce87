import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { formatAddress } from '../agent/config/address.ts';
import type { AgentConfig, SnmpConfig } from '../agent/config/config.ts';
import type { Agent } from '../agent/main.ts';
import type { Endpoint } from '../agent/snmp/udp-listener.ts';
import { BASE_MIB_NAME } from '../model/base-mib.ts';
import type { ModelModule } from '../model/model.ts';
import { count } from './count.ts';
import type { Terminal } from './terminal.ts';

/** The community that everybody knows; any other is a secret, and not printed. */
const WELL_KNOWN = 'public';

/** Prints what an agent serves and the line that reads it. */
export function printBanner(
  config: AgentConfig,
  modules: readonly ModelModule[],
  { endpoints, httpEndpoint }: Pick<Agent, 'endpoints' | 'httpEndpoint'>,
  terminal: Terminal,
): void {
  const addresses = endpoints.map(
    (endpoint) => `${endpoint.host.includes(':') ? 'udp6:' : ''}${formatAddress(endpoint)}`,
  );
  const answers = [
    ...(addresses.length > 0 ? [`SNMP on ${addresses.join(', ')}`] : []),
    ...(httpEndpoint ? [`KPI-1 at ${urlOf(config, httpEndpoint)}`] : []),
  ];
  const lines = [
    `${config.instanceId} ${answers.length > 0 ? `answers ${answers.join(', ')} and serves` : 'reports on'}`,
    ...modules.map(
      ({ name, kpis, measurements }) =>
        `  ${name}: ${count(kpis.length, 'KPI')} from ${count(measurements.length, 'measurement')}`,
    ),
  ];
  const identity = identityOf(config.snmp);
  const [first] = modules;
  if (identity && first && addresses.length > 0) {
    const names = [...modules.map(({ name }) => name), BASE_MIB_NAME].join(':');
    // A walk of the scalars alone would find nothing where all KPIs are columns.
    const subtree = first.kpis.some(({ per }) => per === undefined) ? 'Kpis' : 'Objects';
    const access = `${identity} -M ${mibPath(config.model)} -m ${names} ${addresses[0]}`;
    lines.push('Read it with', `  snmpwalk ${access} ${first.prefix}${subtree}`);
  }
  terminal.out(lines.join('\n'));
}

/** As whom Net-SNMP's tools ask: the first community, or else the first user; never with what is secret of it. */
function identityOf({ communities: [community], users: [user] }: SnmpConfig): string | undefined {
  if (community) return `-v2c -c ${community.name === WELL_KNOWN ? WELL_KNOWN : 'COMMUNITY'}`;
  if (!user) return undefined;
  const { name, auth, priv } = user;
  return [
    ...['-v3', '-u', name, '-l', priv ? 'authPriv' : auth ? 'authNoPriv' : 'noAuthNoPriv'],
    ...(auth ? ['-a', auth.protocol === 'SHA-1' ? 'SHA' : auth.protocol, '-A', 'AUTH_PASSPHRASE'] : []),
    ...(priv ? ['-x', priv.protocol, '-X', 'PRIV_PASSPHRASE'] : []),
  ].join(' ');
}

function urlOf({ http }: AgentConfig, endpoint: Endpoint): string {
  return `${http?.tls ? 'https' : 'http'}://${formatAddress(endpoint)}/kpi1`;
}

/** Folders of the MIB modules: ours beside the model, and the standard ones they import. */
function mibPath(model: string): string {
  const own = join(dirname(model), '..', '..', 'mibs');
  const standard = join(
    dirname(createRequire(import.meta.url).resolve('net-snmp/package.json')),
    'lib',
    'mibs',
  );
  return [own, standard]
    .filter((folder) => existsSync(folder))
    .map(fromHere)
    .join(':');
}

/** A path as one would type it: whole where it is not below the current folder. */
function fromHere(folder: string): string {
  const path = relative('.', folder) || '.';
  return path.startsWith('..') ? folder : path;
}
