import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { createManager, type Manager } from '../agent/running/manager.ts';
import { Folder } from '../cli/folder.ts';
import { eventually } from '../interop/eventually.ts';
import { freePort } from '../interop/free-port.ts';
import { startKpi1 } from '../interop/kpi1.ts';
import { type PeerProcess, startPeer } from '../interop/peer-process.ts';
import { compose, instruction, ROOT, readDeployed } from './deployed.ts';

/** What the image's HEALTHCHECK gives its command. */
const HEALTH_MS = 5000;

describe('The demonstration of deploy/compose.yaml', function () {
  this.timeout(60_000);
  const folder = new Folder();
  let shop: PeerProcess;
  let agent: PeerProcess;
  let manager: Manager;
  let http: number;
  before(async () => {
    const [web, snmp] = [await freePort('tcp'), await freePort('udp')];
    http = await freePort('tcp');
    const configuration = readDeployed('demo/agent.yaml')
      .replace('/opt/kpi1/', ROOT)
      .replace('/var/lib/kpi1', folder.at('data'))
      .replace('172.30.0.10:1161', `127.0.0.1:${snmp}`)
      .replace('172.30.0.0/24', '127.0.0.0/8')
      .replace('shop:9100', `127.0.0.1:${web}`)
      .replace('127.0.0.1:8161', `127.0.0.1:${http}`)
      .replace('every: 5s', 'every: 1s');
    shop = startPeer(process.execPath, [join(ROOT, 'deploy/demo/shop.mjs'), String(web)]);
    agent = startKpi1('agent', '--config', folder.write('agent.yaml', configuration));
    manager = createManager(snmp);
  });
  after(async () => {
    manager?.close();
    await agent?.stop();
    await shop?.stop();
    folder.remove();
  });

  const ask = (path: string) => fetch(`http://127.0.0.1:${http}${path}`);
  /** The health check of the image, in its environment. */
  const checkHealth = (url: string) => {
    const [program = '', ...args] = JSON.parse(
      /CMD (\[.*\])$/.exec(instruction('HEALTHCHECK'))?.[1] ?? '',
    ) as string[];
    expect(program).to.equal('node');
    return spawnSync(process.execPath, args, {
      env: { ...process.env, KPI1_HEALTH: url },
      timeout: HEALTH_MS,
    }).status;
  };

  it('serves the figures of the shop', async () => {
    const text = await eventually(
      'the agent is ready',
      async () => ((await ask('/-/ready')).status === 200 ? (await ask('/metrics')).text() : undefined),
      30_000,
    ).catch((error: Error) => {
      throw new Error(`${error.message}\n${agent.output()}`, { cause: error });
    });
    expect(text).to.contain('kpi1_source_up{source="shop"} 1\n');
    const sysName = await manager.get('1.3.6.1.4.1.32473.1.1.1.1.0');
    expect(String(sysName.value)).to.equal('shop-01.example');
  });

  it('is healthy by the image, and is not where nobody answers', async () => {
    expect(checkHealth(`http://127.0.0.1:${http}/-/healthy`)).to.equal(0);
    expect(checkHealth(`http://127.0.0.1:${await freePort('tcp')}/-/healthy`)).to.equal(1);
  });

  it('is not healthy where it listens and does not answer, and the check does not hang there', async () => {
    const hung = createServer().listen(0, '127.0.0.1');
    try {
      await once(hung, 'listening');
      expect(checkHealth(`http://127.0.0.1:${(hung.address() as AddressInfo).port}/-/healthy`)).to.equal(1);
    } finally {
      hung.close();
    }
  });

  it('is added to Zabbix by its API', async () => {
    const calls: { method: string; params: Record<string, unknown>; authorization: string | undefined }[] =
      [];
    const answers: Record<string, unknown> = {
      'user.login': 'token-1',
      'configuration.import': true,
      'host.get': [],
      'hostgroup.get': [],
      'hostgroup.create': { groupids: ['7'] },
      'template.get': [{ templateid: '11' }],
      'host.create': { hostids: ['13'] },
    };
    const zabbix = createServer(async (request, response) => {
      const { method, params } = JSON.parse(Buffer.concat(await request.toArray()).toString());
      calls.push({ method, params, authorization: request.headers.authorization });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: answers[method] }));
    }).listen(0, '127.0.0.1');
    await eventually('it listens', async () => zabbix.listening || undefined);
    const { command, environment } = compose().services['zabbix-setup'];
    expect(command.slice(0, 2)).to.deep.equal(['node', '/demo/zabbix-setup.mjs']);
    const [, address, template] = command.slice(2) as string[];
    const setup = startPeer(
      process.execPath,
      [
        join(ROOT, 'deploy/demo/zabbix-setup.mjs'),
        `http://127.0.0.1:${(zabbix.address() as AddressInfo).port}/api_jsonrpc.php`,
        address as string,
        (template as string).replace('/nms/', join(ROOT, 'nms/')),
      ],
      { env: { ...process.env, ...environment } },
    );
    expect(await setup.exited, setup.output()).to.equal(0);
    zabbix.close();
    expect(calls.map(({ method }) => method)).to.deep.equal(Object.keys(answers));
    const parameters = (method: string) => calls.find((call) => call.method === method)?.params;
    expect(parameters('user.login')).to.deep.equal({ username: 'Admin', password: 'zabbix' });
    expect(parameters('configuration.import')?.['source']).to.contain('template: "WEB-KPI-MIB"');
    expect(parameters('template.get')).to.deep.equal({ filter: { host: ['WEB-KPI-MIB'] } });
    expect(parameters('host.create')).to.deep.include({
      groups: [{ groupid: '7' }],
      templates: [{ templateid: '11' }],
    });
    expect(new Set(calls.slice(1).map(({ authorization }) => authorization))).to.deep.equal(
      new Set(['Bearer token-1']),
    );
  });
});
