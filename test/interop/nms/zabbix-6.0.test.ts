import { requirePeer, requireVersion } from '../peers.ts';
import { describeZabbix } from './zabbix-templates.ts';

describeZabbix({
  version: '6.0',
  groups: 'groups',
  programs: (context) => ({
    server: requireVersion(context, 'zabbix_server', '6.0', '-V'),
    php: requirePeer(context, 'php'),
    root: '/',
    env: process.env,
  }),
});
