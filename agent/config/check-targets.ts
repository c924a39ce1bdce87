import { isIP } from 'node:net';
import type { Path } from '../../document/locations.ts';
import { isLoopback, parseAddress } from './address.ts';
import type { RawConfig, RawFtpTarget, RawHttpTarget, RawSnmpTarget } from './raw-config.ts';
import { nameOfTarget } from './read-targets.ts';
import type { Tell } from './tell.ts';

/** Checks where notifications and reports go. */
export function checkTargets({ notify = [], snmp = {} }: RawConfig, tell: Tell): void {
  const users = (snmp.users ?? []).map(({ name }) => name);
  const names = new Set<string>();
  notify.forEach((target, i) => {
    const path = ['notify', i];
    if (target.type === 'snmp') {
      checkReceiver(target, path, tell);
      checkCredentials(target, users, path, tell);
      return;
    }
    const isSound =
      target.type === 'http' ? checkHttpTarget(target, path, tell) : checkFtpTarget(target, path, tell);
    if (isSound) checkName(target, names, path, tell);
  });
}

function checkReceiver({ to }: RawSnmpTarget, path: Path, tell: Tell): void {
  if ((parseAddress(to)?.port ?? 0) > 0) return;
  const remedy = 'Write 192.0.2.1:162, [2001:db8::1]:162 or nms.example:162; ports are 1 to 65535.';
  tell('CONFIG-ADDRESS', [...path, 'to'], `${to} is no address and port.`, remedy);
}

function checkCredentials(
  { version = 'v2c', community, user, engineId, inform = false }: RawSnmpTarget,
  users: readonly string[],
  path: Path,
  tell: Tell,
): void {
  if (version === 'v2c') {
    if (community === undefined)
      tell('CONFIG-TARGET', path, 'A v2c target needs a community.', 'Add community: public.');
    if (user !== undefined)
      tell('CONFIG-TARGET', [...path, 'user'], 'A v2c target has no user.', 'Write version: v3.');
    if (engineId !== undefined)
      tell('CONFIG-TARGET', [...path, 'engineId'], 'A v2c target has no engine ID.', 'Write version: v3.');
    return;
  }
  if (user === undefined)
    tell('CONFIG-TARGET', path, 'A v3 target needs a user.', 'Add user, the name of one of snmp.users.');
  else if (!users.includes(user))
    tell('CONFIG-TARGET', [...path, 'user'], `There is no user ${user} in snmp.users.`, 'Define it there.');
  if (community !== undefined)
    tell('CONFIG-TARGET', [...path, 'community'], 'A v3 target has no community.', 'Write version: v2c.');
  if (engineId !== undefined && !inform) {
    const message = "A trap has the engine ID of its sender (RFC 3414 section 1.5.1), not its receiver's.";
    tell('CONFIG-TARGET', [...path, 'engineId'], message, 'Write inform: true, or leave it out.');
  }
}

/** Where a target has come to is kept under its name. */
function checkName(target: RawHttpTarget | RawFtpTarget, names: Set<string>, path: Path, tell: Tell): void {
  const name = nameOfTarget(target);
  const message = `A second target is called ${name}.`;
  const place = target.name === undefined ? path : [...path, 'name'];
  if (names.has(name)) tell('CONFIG-DUPLICATE', place, message, 'Give each a `name` of its own.');
  names.add(name);
}

/** Whether it has a URL that can be read. No message shows the URL: it may hold secrets. */
function checkHttpTarget(target: RawHttpTarget, path: Path, tell: Tell): boolean {
  const url = URL.canParse(target.url) ? new URL(target.url) : undefined;
  if (!url) {
    const remedy = 'Write http://192.0.2.1:8080/kpi1 or https://oe.example/kpi1.';
    tell('CONFIG-URL', [...path, 'url'], 'The URL cannot be read.', remedy);
    return false;
  }
  if (url.username !== '' || url.password !== '') {
    const remedy = 'Write basic: { user: …, password: … } instead.';
    tell('CONFIG-URL', [...path, 'url'], 'User and password do not belong into the URL.', remedy);
  }
  checkAuthorization(target, url, path, tell);
  checkCertificates(target, url, path, tell);
  return true;
}

function checkAuthorization({ basic, bearer }: RawHttpTarget, url: URL, path: Path, tell: Tell): void {
  if (basic && bearer !== undefined) {
    const message = 'A request has one Authorization: basic or bearer.';
    tell('CONFIG-TARGET', [...path, 'bearer'], message, 'Leave one of them out.');
  }
  const isExposed = url.protocol === 'http:' && !isLoopback(url.hostname.replace(/^\[|\]$/g, ''));
  if (isExposed && (basic || bearer !== undefined)) {
    const message = `The credentials go to ${url.hostname} unencrypted.`;
    tell('CONFIG-CLEARTEXT', path, message, 'Write https: in the URL.');
  }
}

function checkCertificates(
  { caFile, certFile, keyFile }: RawHttpTarget,
  url: URL,
  path: Path,
  tell: Tell,
): void {
  if ((certFile === undefined) !== (keyFile === undefined)) {
    const message = 'A certificate and its private key are needed together.';
    tell('CONFIG-TARGET', path, message, `Add ${certFile === undefined ? 'certFile' : 'keyFile'}.`);
  }
  const useless = Object.entries({ caFile, certFile, keyFile }).find(([, file]) => file !== undefined);
  if (url.protocol === 'http:' && useless) {
    const message = `There are no certificates over http, so ${useless[0]} would be of no use.`;
    tell('CONFIG-TARGET', [...path, useless[0]], message, 'Write https: in the URL, or leave it out.');
  }
}

/** Whether its address can be read. */
function checkFtpTarget(target: RawFtpTarget, path: Path, tell: Tell): boolean {
  const { FTPServerIP, FTPServerPort, tls = false, caFile } = target;
  if (Number(FTPServerPort) > 65535) {
    tell('CONFIG-ADDRESS', [...path, 'FTPServerPort'], `${FTPServerPort} is no port.`, 'Ports end at 65535.');
  }
  const isName = /^(?![\d.]+$)[\w-]+(\.[\w-]+)*\.?$/.test(FTPServerIP);
  if (isIP(FTPServerIP) === 0 && !isName) {
    const message = `${FTPServerIP} is no address.`;
    tell('CONFIG-ADDRESS', [...path, 'FTPServerIP'], message, 'Write 192.0.2.1, 2001:db8::1 or ftp.example.');
    return false;
  }
  if (caFile !== undefined && !tls) {
    const message = 'There are no certificates over plain FTP, so caFile would be of no use.';
    tell('CONFIG-TARGET', [...path, 'caFile'], message, 'Write tls: true, or leave it out.');
  }
  if (!tls && !isLoopback(FTPServerIP)) {
    const message = `User, password and reports go to ${FTPServerIP} unencrypted.`;
    tell('CONFIG-CLEARTEXT', path, message, 'Write tls: true where the server knows FTPS (RFC 4217).');
  }
  return true;
}
