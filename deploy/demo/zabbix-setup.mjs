/**
 * Imports a template that `kpi1 build` wrote into Zabbix 7.0 and adds the agent as a host that has it:
 *   ZABBIX_USER=Admin ZABBIX_PASSWORD=zabbix node zabbix-setup.mjs API-URL AGENT-IP:PORT TEMPLATE-FILE
 * Waits until Zabbix answers. What is there already is brought up to date.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const [api, agent, file] = process.argv.slice(2);
const [ip, port] = agent.split(':');
const template = basename(file, '.yaml');
const HOST = 'shop-01.example';
const GROUP = 'KPI1';
const BETWEEN_TRIES_MS = 2000;
const TRIES = 90;

let token;

async function call(method, params) {
  const answer = await fetch(api, {
    method: 'POST',
    headers: {
      'content-type': 'application/json-rpc',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = await answer.json();
  if (error) throw new Error(`${method}: ${error.message} ${error.data}`);
  return result;
}

/** The database is filled and the web server started after this program. */
async function logIn() {
  const { ZABBIX_USER: username, ZABBIX_PASSWORD: password } = process.env;
  for (let left = TRIES; ; left -= 1) {
    try {
      return await call('user.login', { username, password });
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
    }
  }
}

function importTemplate() {
  const all = { createMissing: true, updateExisting: true };
  const some = { createMissing: true };
  const rules = {
    ...{ template_groups: all, templates: all, items: all, discoveryRules: all, triggers: all },
    ...{ graphs: all, valueMaps: all, templateDashboards: all, templateLinkage: some },
  };
  return call('configuration.import', { format: 'yaml', source: readFileSync(file, 'utf8'), rules });
}

async function addHost() {
  const [known] = await call('host.get', { filter: { host: [HOST] } });
  if (known) return;
  const [group] = await call('hostgroup.get', { filter: { name: [GROUP] } });
  const groupid = group?.groupid ?? (await call('hostgroup.create', { name: GROUP })).groupids[0];
  const [{ templateid }] = await call('template.get', { filter: { host: [template] } });
  const details = { version: 2, bulk: 1, community: 'public' };
  await call('host.create', {
    host: HOST,
    groups: [{ groupid }],
    templates: [{ templateid }],
    interfaces: [{ type: 2, main: 1, useip: 1, ip, dns: '', port, details }],
  });
}

token = await logIn();
await importTemplate();
await addHost();
process.stdout.write(`Zabbix polls ${agent} by ${template}: look at Monitoring > Latest data.\n`);
