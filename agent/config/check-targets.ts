import type { Path } from '../../document/locations.ts';
import type { RawConfig, RawSnmpTarget } from './raw-config.ts';
import type { Tell } from './tell.ts';

/** Checks where notifications go. */
export function checkTargets({ notify = [], snmp = {} }: RawConfig, tell: Tell): void {
  const users = (snmp.users ?? []).map(({ name }) => name);
  notify.forEach((target, i) => {
    if (target.type === 'snmp') checkCredentials(target, users, ['notify', i], tell);
  });
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
