import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from '../free-port.ts';
import { startPeer } from '../peer-process.ts';
import { requirePeer, requireUnpacked } from '../peers.ts';
import { unpackedEnvironment } from '../unpacked-peers.ts';
import { describeZabbix } from './zabbix-templates.ts';

const ROOT = join(import.meta.dirname, '../../..');

describeZabbix({
  version: '7.0',
  groups: 'template_groups',
  programs: (context) => {
    const root = requireUnpacked(context, 'zabbix-7.0');
    return {
      server: join(root, 'usr/sbin/zabbix_server'),
      php: requirePeer(context, 'php'),
      root,
      env: unpackedEnvironment(root),
    };
  },
  also(zabbix) {
    it('is set up by the demonstration in deploy/, also where it is set up already', async () => {
      const agent = `127.0.0.1:${await freePort('udp')}`;
      for (const time of ['first', 'second']) {
        const setup = startPeer(
          process.execPath,
          [
            join(ROOT, 'deploy/demo/zabbix-setup.mjs'),
            zabbix().url,
            agent,
            join(ROOT, 'nms/zabbix-7.0/WEB-KPI-MIB.yaml'),
          ],
          { env: { ...process.env, ZABBIX_USER: 'Admin', ZABBIX_PASSWORD: 'zabbix' } },
        );
        expect(await setup.exited, `the ${time} time: ${setup.output()}`).to.equal(0);
      }
      const hosts = await zabbix().call<{ parentTemplates: { host: string }[] }[]>('host.get', {
        filter: { host: ['shop-01.example'] },
        selectParentTemplates: ['host'],
      });
      expect(hosts.map(({ parentTemplates }) => parentTemplates[0]?.host)).to.deep.equal(['WEB-KPI-MIB']);
    });
  },
});
