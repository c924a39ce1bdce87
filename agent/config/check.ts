import { isIP } from 'node:net';
import type { Diagnostic } from '../../document/diagnostic.ts';
import type { Path } from '../../document/locations.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import { isAddressBlock, parseAddress } from './address.ts';
import { checkHttp } from './check-http.ts';
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
  checkHttp(raw, tell);
  checkTargets(raw, tell);
  checkSources(raw, tell);
  checkNames(raw, tell);
  checkBindings(raw, tell);
  return diagnostics;
}

function checkAddresses({ snmp = {}, http }: RawConfig, tell: Tell): void {
  const checkListen = (text: string, path: Path, port: number) => {
    const address = parseAddress(text);
    if (address && isIP(address.host) !== 0) return;
    const what = address ? `${address.host} is a name, not an address` : `${text} is no address and port`;
    const remedy = `Write 127.0.0.1:${port} or [::1]:${port}; ports end at 65535.`;
    tell('CONFIG-ADDRESS', path, `${what}.`, remedy);
  };
  snmp.listen?.forEach((text, i) => {
    checkListen(text, ['snmp', 'listen', i], 1161);
  });
  if (http) checkListen(http.listen, ['http', 'listen'], 8161);
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

/** KPIinOMA 8.1: at least one of HTTP, SNMP and FTP. */
function checkBindings({ http, notify = [], snmp = {} }: RawConfig, tell: Tell): void {
  if (http || notify.length > 0 || snmp.listen?.length !== 0) return;
  const message = 'The agent answers nowhere and reports nowhere (KPIinOMA section 8.1).';
  const remedy = 'Add an address here, serve http, or add a target to notify.';
  tell('CONFIG-BINDING', ['snmp', 'listen'], message, remedy);
}
