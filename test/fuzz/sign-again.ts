import { deriveUser, type UserCredentials } from '../../agent/snmp/usm/user.ts';
import { AUTH_FLAG, lengthOf, readUsmParameters, readV3Header } from '../../agent/snmp/usm/v3-message.ts';

/**
 * Makes what puts the right digest into a message of one of these users, where it still has room for one: what
 * was changed in it then passes for what its sender meant.
 */
export function signer(users: readonly UserCredentials[], engineID: Uint8Array): (packet: Buffer) => Buffer {
  const keys = new Map(users.map((user) => [user.name, deriveUser(user)(engineID).authKey]));
  return (packet) => {
    const header = readV3Header(packet);
    const parameters = header && readUsmParameters(packet, header.securityParameters);
    if (!header || !parameters || (header.msgFlags & AUTH_FLAG) === 0) return packet;
    const { userName, authentication } = parameters;
    const key = keys.get(packet.toString('utf8', userName.start, userName.end));
    if (key && lengthOf(authentication) === key.protocol.digestLength) key.sign(packet, authentication.start);
    return packet;
  };
}
