import { suggest } from '../../document/did-you-mean.ts';
import type { Path } from '../../document/locations.ts';
import { isLoopback, parseAddress } from './address.ts';
import type { UserConfig } from './config.ts';
import type { RawConfig } from './raw-config.ts';
import type { Tell } from './tell.ts';

/** Checks who may read, and what. */
export function checkPrincipals({ snmp = {} }: RawConfig, tell: Tell): void {
  const { communities = [], users = [], listen = [] } = snmp;
  const views = Object.keys(snmp.views ?? {});
  const exposed = listen.find((text) => !isLoopback(parseAddress(text)?.host ?? 'localhost'));
  communities.forEach(({ view }, i) => {
    checkView(view, views, ['snmp', 'communities', i, 'view'], tell);
    if (exposed === undefined) return;
    const message = `A community travels unencrypted, and ${exposed} can be reached from other machines.`;
    tell('CONFIG-EXPOSED', ['snmp', 'communities', i], message, 'Keep `from` to the managers that need it.');
  });
  users.forEach((user, i) => {
    checkView(user.view, views, ['snmp', 'users', i, 'view'], tell);
    checkProtocols(user, ['snmp', 'users', i], tell);
  });
  const answers = snmp.listen?.length !== 0;
  if (answers && communities.length === 0 && users.length === 0) {
    const message = 'No community and no user is configured: every SNMP request is refused.';
    const remedy = 'Add one: snmp.communities: [{ name: public, from: [127.0.0.0/8], view: all }].';
    tell('CONFIG-UNREADABLE', [], message, remedy);
  }
}

function checkView(view: string, views: readonly string[], path: Path, tell: Tell): void {
  if (views.includes(view)) return;
  const meant = suggest(view, views);
  const remedy =
    meant === undefined
      ? `Define it under snmp.views: { ${view}: { include: [1.3.6.1] } }.`
      : `Did you mean ${meant}?`;
  tell('CONFIG-VIEW', path, `There is no view ${view}.`, remedy);
}

function checkProtocols({ name, auth, priv }: UserConfig, path: Path, tell: Tell): void {
  if (priv && !auth) {
    const message = `${name} has privacy without authentication (RFC 3411 section 3.4.3).`;
    tell('CONFIG-USER', [...path, 'priv'], message, 'Give it auth as well.');
  }
  if (!auth) {
    const message = `${name} needs no password: anyone who knows the name can read.`;
    tell('CONFIG-WEAK', path, message, 'Give it auth and priv.');
  }
  if (auth?.protocol === 'MD5')
    tell('CONFIG-WEAK', [...path, 'auth', 'protocol'], 'MD5 is broken.', 'Take SHA-256.');
  if (priv?.protocol === 'DES')
    tell('CONFIG-WEAK', [...path, 'priv', 'protocol'], 'DES is broken.', 'Take AES-128.');
}
