import { requirePeer } from '../peers.ts';
import { describeZabbix } from './zabbix-templates.ts';

describeZabbix({
  version: '6.0',
  groups: 'groups',
  programs: (context) => ({
    server: requirePeer(context, 'zabbix_server'),
    php: requirePeer(context, 'php'),
    root: '/',
    env: process.env,
  }),
});
