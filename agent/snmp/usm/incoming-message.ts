import type { SecurityCounter } from './statistics.ts';
import { type LocalizedUser, SecurityLevel } from './user.ts';
import {
  AUTH_FLAG,
  PRIV_FLAG,
  readEncryptedPDU,
  readScopedPDU,
  readUsmParameters,
  readV3Header,
  type ScopedPDU,
  USM,
  type UsmParameters,
  type V3Header,
} from './v3-message.ts';

/** A USM message as far as it can be read without keys. */
export interface IncomingMessage {
  readonly bytes: Uint8Array;
  readonly header: V3Header;
  readonly parameters: UsmParameters;
  readonly securityLevel: SecurityLevel;
}

/** A scopedPDU in the message itself, or in what it decrypts to. */
export interface PlainScopedPDU extends ScopedPDU {
  readonly bytes: Uint8Array;
}

/** Reads a message, or says what to count: a parse error, or what RFC 3412 section 7.2 (4) and (5) d name. */
export function readIncoming(bytes: Uint8Array): IncomingMessage | SecurityCounter | 'parseError' {
  const header = readV3Header(bytes);
  if (!header) return 'parseError';
  if (header.msgSecurityModel !== USM) return 'snmpUnknownSecurityModels';
  const securityLevel = securityLevelOf(header.msgFlags);
  if (securityLevel === undefined) return 'snmpInvalidMsgs';
  const parameters = readUsmParameters(bytes, header.securityParameters);
  return parameters ? { bytes, header, parameters, securityLevel } : 'parseError';
}

/** Undefined for privacy without authentication. */
function securityLevelOf(msgFlags: number): SecurityLevel | undefined {
  const isPrivate = (msgFlags & PRIV_FLAG) !== 0;
  if ((msgFlags & AUTH_FLAG) === 0) return isPrivate ? undefined : SecurityLevel.noAuthNoPriv;
  return isPrivate ? SecurityLevel.authPriv : SecurityLevel.authNoPriv;
}

/** Decrypts where the message says so (RFC 3414 section 3.2 (8)), and reads the scopedPDU. */
export function readPlain(
  { bytes, header, parameters, securityLevel }: IncomingMessage,
  { privKey }: LocalizedUser,
): PlainScopedPDU | 'usmStatsDecryptionErrors' | 'parseError' {
  if (!privKey || securityLevel < SecurityLevel.authPriv) return readScoped(bytes, header.msgData);
  const encrypted = readEncryptedPDU(bytes, header.msgData);
  if (!encrypted) return 'parseError';
  const { engineBoots, engineTime, privacy } = parameters;
  const plain = privKey.decrypt(
    engineBoots,
    engineTime,
    bytes.subarray(privacy.start, privacy.end),
    bytes.subarray(encrypted.start, encrypted.end),
  );
  return plain ? readScoped(plain, { start: 0, end: plain.length }) : 'usmStatsDecryptionErrors';
}

function readScoped(bytes: Uint8Array, span: { start: number; end: number }): PlainScopedPDU | 'parseError' {
  const scoped = readScopedPDU(bytes, span);
  return scoped ? { bytes, ...scoped } : 'parseError';
}
