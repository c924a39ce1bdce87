import { join } from 'node:path';
import { requirePeer, requireUnpacked } from '../peers.ts';
import { unpackedEnvironment } from '../unpacked-peers.ts';
import { describeZabbix } from './zabbix-templates.ts';

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
});
