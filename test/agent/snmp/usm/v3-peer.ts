import { PduType, Tag } from '../../../../agent/snmp/ber.ts';
import {
  createWriter,
  prependHeader,
  prependInteger,
  prependOctets,
} from '../../../../agent/snmp/ber-writer.ts';
import { AuthoritativeEngine } from '../../../../agent/snmp/usm/engine.ts';
import { SaltSource } from '../../../../agent/snmp/usm/priv-protocol.ts';
import { type Envelope, sealMessage } from '../../../../agent/snmp/usm/seal-message.ts';
import { createSecurityStatistics } from '../../../../agent/snmp/usm/statistics.ts';
import {
  deriveUser,
  type LocalizedUser,
  SecurityLevel,
  type UserCredentials,
} from '../../../../agent/snmp/usm/user.ts';
import {
  AUTH_FLAG,
  lengthOf,
  PRIV_FLAG,
  readEncryptedPDU,
  readScopedPDU,
  readUsmParameters,
  readV3Header,
} from '../../../../agent/snmp/usm/v3-message.ts';
import { V3Processor } from '../../../../agent/snmp/usm/v3-processor.ts';

export const ENGINE_ID = Buffer.from('80007ed9050102030405060708', 'hex');
export const BOOTS = 7;

export const OPS: UserCredentials = {
  name: 'ops',
  auth: { protocol: 'SHA-256', passphrase: 'auth passphrase' },
  priv: { protocol: 'AES-128', passphrase: 'priv passphrase' },
};
export const AUTH_ONLY: UserCredentials = {
  name: 'auth-only',
  auth: { protocol: 'SHA-1', passphrase: 'auth passphrase' },
};
export const OPEN: UserCredentials = { name: 'open' };

/** An agent's engine with three users and a clock the test sets, and what a manager would send it. */
export function createPeer({
  engineBoots = BOOTS,
  users = [OPS, AUTH_ONLY, OPEN],
  maxMessageSize = 1472,
  from = {} as Readonly<Record<string, readonly string[]>>,
} = {}) {
  const clock = { seconds: 0 };
  const engine = new AuthoritativeEngine({ engineID: ENGINE_ID, engineBoots }, () => clock.seconds * 1000);
  const statistics = createSecurityStatistics();
  const principals = users.map((credentials) => ({
    credentials,
    access: `view of ${credentials.name}`,
    ...(from[credentials.name] && { from: from[credentials.name] }),
  }));
  const processor = new V3Processor(engine, principals, statistics, maxMessageSize);
  clock.seconds = 1000;
  return { clock, engine, statistics, processor };
}

const salts = new SaltSource();

export const localize = (user: UserCredentials, engineID: Uint8Array = ENGINE_ID): LocalizedUser =>
  deriveUser(user)(engineID);

/** A GET of sysUpTime.0; any other PDU type with the same contents. */
export function pduOf(type: number = PduType.GetRequest, requestId = 4711): Uint8Array {
  const writer = createWriter(100, 0);
  const varbind = Buffer.from('300c06082b060102010103000500', 'hex');
  prependOctets(writer, Tag.Sequence, varbind);
  prependInteger(writer, Tag.Integer, 0);
  prependInteger(writer, Tag.Integer, 0);
  prependInteger(writer, Tag.Integer, requestId);
  prependHeader(writer, type);
  return writer.bytes.slice(writer.start, writer.end);
}

/** What a manager that knows the engine sends, at the highest level of its user; any of it may be changed. */
export function messageOf(
  user: UserCredentials,
  changes: Partial<Envelope> = {},
  pdu: Uint8Array = pduOf(),
): Uint8Array {
  const localized = localize(user, changes.engineID);
  const envelope: Envelope = {
    msgID: 99,
    msgMaxSize: 65_507,
    reportable: true,
    securityLevel: localized.securityLevel,
    user: localized,
    engineID: ENGINE_ID,
    engineBoots: BOOTS,
    engineTime: 1000,
    contextEngineID: ENGINE_ID,
    contextName: new Uint8Array(),
    ...changes,
  };
  const writer = createWriter(400, pdu.length + 8);
  writer.bytes.set(pdu, 400);
  writer.end = 400 + pdu.length;
  sealMessage(writer, envelope, salts);
  return writer.bytes.slice(writer.start, writer.end);
}

/** A message opened by its user: what it says, and whether its digest is right. */
export function open(message: Uint8Array, user?: UserCredentials, engineID?: Uint8Array) {
  const bytes = Buffer.from(message);
  const header = readV3Header(bytes)!;
  const parameters = readUsmParameters(bytes, header.securityParameters)!;
  const localized = user && localize(user, engineID);
  const { authentication, privacy, engineBoots, engineTime } = parameters;
  const signed = (header.msgFlags & AUTH_FLAG) !== 0;
  const authentic =
    signed && localized!.authKey!.verify(bytes, authentication.start, lengthOf(authentication));
  let plain: Uint8Array = bytes;
  let span = header.msgData;
  if (header.msgFlags & PRIV_FLAG) {
    const encrypted = readEncryptedPDU(bytes, header.msgData)!;
    const salt = bytes.subarray(privacy.start, privacy.end);
    const data = bytes.subarray(encrypted.start, encrypted.end);
    plain = localized!.privKey!.decrypt(engineBoots, engineTime, salt, data)!;
    span = { start: 0, end: plain.length };
  }
  const scoped = readScopedPDU(plain, span)!;
  return {
    msgID: header.msgID,
    msgFlags: header.msgFlags,
    msgMaxSize: header.msgMaxSize,
    engineID: bytes.subarray(parameters.engineID.start, parameters.engineID.end),
    engineBoots,
    engineTime,
    userName: bytes.subarray(parameters.userName.start, parameters.userName.end).toString(),
    authentic,
    pdu: Buffer.from(plain.subarray(scoped.pdu.start, scoped.pdu.end)),
  };
}

export { SecurityLevel };
