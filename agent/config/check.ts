import type { Diagnostic } from '../../document/diagnostic.ts';
import { suggest } from '../../document/did-you-mean.ts';
import type { Path } from '../../document/locations.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import { isAddressBlock, isLoopback, parseAddress } from './address.ts';
import type { UserConfig } from './config.ts';
import type { RawConfig } from './raw-config.ts';
import { type CONFIG_RULES, diagnoseConfig } from './rules.ts';

type Tell = (rule: keyof typeof CONFIG_RULES, path: Path, message: string, remedy?: string) => void;

/** Finds what the schema cannot say of a configuration that it accepts. */
export function checkConfig(document: YamlDocument): Diagnostic[] {
  const raw = document.data as RawConfig;
  const diagnostics: Diagnostic[] = [];
  const tell: Tell = (rule, path, message, remedy) => {
    const place = document.source.place(document.locations.rangeAt(document.data, path));
    diagnostics.push(diagnoseConfig(rule, place, message, remedy));
  };
  checkAddresses(raw, tell);
  checkPrincipals(raw, tell);
  checkTargets(raw, tell);
  checkNames(raw, tell);
  checkServed(raw, tell);
  return diagnostics;
}

function checkAddresses({ snmp = {}, notify = [] }: RawConfig, tell: Tell): void {
  const check = (text: string, path: Path) => {
    if (parseAddress(text)) return;
    tell(
      'CONFIG-ADDRESS',
      path,
      `${text} is no address and port.`,
      'Write 127.0.0.1:1161 or [::1]:1161; ports end at 65535.',
    );
  };
  for (const [i, text] of (snmp.listen ?? []).entries()) check(text, ['snmp', 'listen', i]);
  notify.forEach((target, i) => {
    if (target.type === 'snmp') check(target.to, ['notify', i, 'to']);
  });
  snmp.communities?.forEach(({ from }, i) => {
    from.forEach((block, j) => {
      if (isAddressBlock(block)) return;
      const remedy = 'Write 127.0.0.0/8, 10.1.2.3/32 or ::1/128.';
      tell('CONFIG-ADDRESS', ['snmp', 'communities', i, 'from', j], `${block} is no address block.`, remedy);
    });
  });
}

function checkPrincipals({ snmp = {} }: RawConfig, tell: Tell): void {
  const views = Object.keys(snmp.views ?? {});
  const checkView = (view: string, path: Path) => {
    if (views.includes(view)) return;
    const meant = suggest(view, views);
    const remedy =
      meant === undefined
        ? `Define it under snmp.views: { ${view}: { include: [1.3.6.1] } }.`
        : `Did you mean ${meant}?`;
    tell('CONFIG-VIEW', path, `There is no view ${view}.`, remedy);
  };
  const exposed = (snmp.listen ?? []).find((text) => !isLoopback(parseAddress(text)?.host ?? 'localhost'));
  snmp.communities?.forEach(({ view }, i) => {
    checkView(view, ['snmp', 'communities', i, 'view']);
    if (exposed === undefined) return;
    const message = `A community travels unencrypted, and ${exposed} can be reached from other machines.`;
    tell('CONFIG-EXPOSED', ['snmp', 'communities', i], message, 'Keep `from` to the managers that need it.');
  });
  for (const [i, user] of (snmp.users ?? []).entries()) {
    checkView(user.view, ['snmp', 'users', i, 'view']);
    checkProtocols(user, ['snmp', 'users', i], tell);
  }
  if ((snmp.communities ?? []).length === 0 && (snmp.users ?? []).length === 0) {
    const remedy = 'Add one: snmp.communities: [{ name: public, from: [127.0.0.0/8], view: all }].';
    tell(
      'CONFIG-UNREADABLE',
      [],
      'No community and no user is configured: every request is refused.',
      remedy,
    );
  }
}

function checkProtocols({ name, auth, priv }: UserConfig, path: Path, tell: Tell): void {
  if (priv && !auth) {
    tell(
      'CONFIG-USER',
      [...path, 'priv'],
      `${name} has privacy without authentication (RFC 3411 section 3.4.3).`,
      'Give it auth as well.',
    );
  }
  if (!auth)
    tell(
      'CONFIG-WEAK',
      path,
      `${name} needs no password: anyone who knows the name can read.`,
      'Give it auth and priv.',
    );
  if (auth?.protocol === 'MD5')
    tell('CONFIG-WEAK', [...path, 'auth', 'protocol'], 'MD5 is broken.', 'Take SHA-256.');
  if (priv?.protocol === 'DES')
    tell('CONFIG-WEAK', [...path, 'priv', 'protocol'], 'DES is broken.', 'Take AES-128.');
}

function checkTargets({ notify = [], snmp = {} }: RawConfig, tell: Tell): void {
  const users = (snmp.users ?? []).map(({ name }) => name);
  for (const [i, target] of notify.entries()) {
    if (target.type !== 'snmp') continue;
    const { version = 'v2c', community, user } = target;
    if (version === 'v2c') {
      if (community === undefined)
        tell('CONFIG-TARGET', ['notify', i], 'A v2c target needs a community.', 'Add community: public.');
      if (user !== undefined)
        tell('CONFIG-TARGET', ['notify', i, 'user'], 'A v2c target has no user.', 'Write version: v3.');
    } else {
      if (user === undefined)
        tell(
          'CONFIG-TARGET',
          ['notify', i],
          'A v3 target needs a user.',
          'Add user, the name of one of snmp.users.',
        );
      else if (!users.includes(user))
        tell(
          'CONFIG-TARGET',
          ['notify', i, 'user'],
          `There is no user ${user} in snmp.users.`,
          'Define it there.',
        );
      if (community !== undefined)
        tell(
          'CONFIG-TARGET',
          ['notify', i, 'community'],
          'A v3 target has no community.',
          'Write version: v2c.',
        );
    }
  }
}

function checkNames({ sources, snmp = {} }: RawConfig, tell: Tell): void {
  const check = (items: readonly { name: string }[], path: Path, what: string) => {
    const seen = new Set<string>();
    items.forEach(({ name }, i) => {
      if (seen.has(name))
        tell(
          'CONFIG-DUPLICATE',
          [...path, i, 'name'],
          `A second ${what} is called the same.`,
          'Give each a name of its own.',
        );
      seen.add(name);
    });
  };
  check(sources, ['sources'], 'source');
  check(snmp.communities ?? [], ['snmp', 'communities'], 'community');
  check(snmp.users ?? [], ['snmp', 'users'], 'user');
}

function checkServed({ http, notify = [] }: RawConfig, tell: Tell): void {
  const remedy = 'Nothing is sent or answered there; leave it or take it out.';
  if (http) tell('CONFIG-UNSERVED', ['http'], 'This version does not serve HTTP.', remedy);
  notify.forEach(({ type }, i) => {
    if (type !== 'snmp')
      tell(
        'CONFIG-UNSERVED',
        ['notify', i],
        `This version does not report over ${type.toUpperCase()}.`,
        remedy,
      );
  });
}
