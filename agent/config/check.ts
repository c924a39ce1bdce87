import { isIP } from 'node:net';
import type { Diagnostic } from '../../document/diagnostic.ts';
import type { Path } from '../../document/locations.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import { isAddressBlock, parseAddress } from './address.ts';
import { checkPrincipals } from './check-principals.ts';
import { checkSources } from './check-sources.ts';
import { checkTargets } from './check-targets.ts';
import type { RawConfig } from './raw-config.ts';
import { diagnoseConfig } from './rules.ts';
import type { Tell } from './tell.ts';

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
  checkSources(raw, tell);
  checkNames(raw, tell);
  checkServed(raw, tell);
  return diagnostics;
}

function checkAddresses({ snmp = {}, notify = [] }: RawConfig, tell: Tell): void {
  snmp.listen?.forEach((text, i) => {
    const address = parseAddress(text);
    if (address && isIP(address.host) !== 0) return;
    const what = address ? `${address.host} is a name, not an address` : `${text} is no address and port`;
    const remedy = 'Write 127.0.0.1:1161 or [::1]:1161; ports end at 65535.';
    tell('CONFIG-ADDRESS', ['snmp', 'listen', i], `${what}.`, remedy);
  });
  notify.forEach((target, i) => {
    if (target.type !== 'snmp' || (parseAddress(target.to)?.port ?? 0) > 0) return;
    const remedy = 'Write 192.0.2.1:162, [2001:db8::1]:162 or nms.example:162; ports are 1 to 65535.';
    tell('CONFIG-ADDRESS', ['notify', i, 'to'], `${target.to} is no address and port.`, remedy);
  });
  if (snmp.trapAddress !== undefined && isIP(snmp.trapAddress) !== 4) {
    const message = `${snmp.trapAddress} is no IPv4 address, and snmpTrapAddress can be no other.`;
    tell('CONFIG-ADDRESS', ['snmp', 'trapAddress'], message, 'Write 192.0.2.1, or leave it out.');
  }
  checkBlocks(snmp.limits?.trusted, ['snmp', 'limits', 'trusted'], tell);
  for (const key of ['communities', 'users'] as const) {
    snmp[key]?.forEach(({ from }, i) => {
      checkBlocks(from, ['snmp', key, i, 'from'], tell);
    });
  }
}

function checkBlocks(blocks: readonly string[] | undefined, path: Path, tell: Tell): void {
  blocks?.forEach((block, i) => {
    if (isAddressBlock(block)) return;
    const remedy = 'Write 127.0.0.0/8, 10.1.2.3/32 or ::1/128.';
    tell('CONFIG-ADDRESS', [...path, i], `${block} is no address block.`, remedy);
  });
}

function checkNames({ sources, snmp = {} }: RawConfig, tell: Tell): void {
  const check = (items: readonly { name: string }[], path: Path, what: string) => {
    const seen = new Set<string>();
    items.forEach(({ name }, i) => {
      // Without the name: that of a community is a secret.
      const message = `A second ${what} is called the same.`;
      if (seen.has(name))
        tell('CONFIG-DUPLICATE', [...path, i, 'name'], message, 'Give each a name of its own.');
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
    const message = `This version does not report over ${type.toUpperCase()}.`;
    if (type !== 'snmp') tell('CONFIG-UNSERVED', ['notify', i], message, remedy);
  });
}
