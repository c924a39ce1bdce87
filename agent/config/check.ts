import type { Diagnostic } from '../../document/diagnostic.ts';
import { suggest } from '../../document/did-you-mean.ts';
import type { Path } from '../../document/locations.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import { isAddressBlock, isLoopback, parseAddress } from './address.ts';
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
  for (const [i, { view }] of (snmp.users ?? []).entries()) checkView(view, ['snmp', 'users', i, 'view']);
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

function checkServed({ http, snmp, notify = [] }: RawConfig, tell: Tell): void {
  const remedy = 'Nothing is sent or answered there; leave it or take it out.';
  if (snmp?.users) tell('CONFIG-UNSERVED', ['snmp', 'users'], 'This version does not serve SNMPv3.', remedy);
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
