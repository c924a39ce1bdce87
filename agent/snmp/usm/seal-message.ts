import { Tag } from '../ber.ts';
import { type BerWriter, prependHeader, prependInteger, prependOctets } from '../ber-writer.ts';
import { SALT_LENGTH, type SaltSource } from './priv-protocol.ts';
import { type LocalizedUser, SecurityLevel } from './user.ts';
import { AUTH_FLAG, PRIV_FLAG, REPORTABLE_FLAG, SNMP_V3, USM } from './v3-message.ts';

/** What a v3 message says around its PDU (RFC 3412 section 6, RFC 3414 section 2.4). */
export interface Envelope {
  readonly msgID: number;
  /** The largest message that the sender takes. */
  readonly msgMaxSize: number;
  readonly reportable: boolean;
  /** At most that of the user. */
  readonly securityLevel: SecurityLevel;
  readonly user: LocalizedUser;
  /** Of the authoritative engine, as are boots and time. */
  readonly engineID: Uint8Array;
  readonly engineBoots: number;
  readonly engineTime: number;
  readonly contextEngineID: Uint8Array;
  readonly contextName: Uint8Array;
}

/** Octets around the PDU, but for engine IDs, names and the digest: headers, numbers, salt and padding. */
const FIXED_OVERHEAD = 82;

const NOTHING = new Uint8Array();
const ZEROS = new Uint8Array(64);

/** The octet string of each value of msgFlags. */
const FLAGS = Array.from({ length: 8 }, (_, flags) => Uint8Array.of(flags));

/** Octets that sealing adds to a PDU, at most. */
export function sealOverhead(envelope: Envelope): number {
  const { user, engineID, contextEngineID, contextName } = envelope;
  const digest = user.authKey?.protocol.digestLength ?? 0;
  return (
    FIXED_OVERHEAD +
    engineID.length +
    user.nameOctets.length +
    digest +
    contextEngineID.length +
    contextName.length
  );
}

/**
 * Makes the PDU that the writer holds a message: a scopedPDU, encrypted and signed as the security level says
 * (RFC 3414 section 3.1). Where it does not fit, `overflow` is set and nothing of it is to be sent.
 */
export function sealMessage(writer: BerWriter, envelope: Envelope, salts: SaltSource): void {
  const { securityLevel, user, engineBoots } = envelope;
  prependOctets(writer, Tag.OctetString, envelope.contextName);
  prependOctets(writer, Tag.OctetString, envelope.contextEngineID);
  prependHeader(writer, Tag.Sequence);

  const authKey = securityLevel >= SecurityLevel.authNoPriv ? user.authKey : undefined;
  const privKey = securityLevel >= SecurityLevel.authPriv ? user.privKey : undefined;
  let salt = NOTHING;
  if (privKey) {
    salt = new Uint8Array(SALT_LENGTH);
    salts.next(privKey.protocol, engineBoots, salt);
    const plain = writer.bytes.subarray(writer.start, writer.end);
    const encrypted = privKey.encrypt(engineBoots, envelope.engineTime, salt, plain);
    replaceContents(writer, encrypted);
    prependHeader(writer, Tag.OctetString);
  }

  const parametersEnd = writer.start;
  prependOctets(writer, Tag.OctetString, salt);
  const digestEnd = writer.start;
  const digestLength = authKey ? authKey.protocol.digestLength : 0;
  prependOctets(writer, Tag.OctetString, ZEROS.subarray(0, digestLength));
  prependOctets(writer, Tag.OctetString, user.nameOctets);
  prependInteger(writer, Tag.Integer, envelope.engineTime);
  prependInteger(writer, Tag.Integer, engineBoots);
  prependOctets(writer, Tag.OctetString, envelope.engineID);
  prependHeader(writer, Tag.Sequence, parametersEnd);
  prependHeader(writer, Tag.OctetString, parametersEnd);

  prependGlobalData(writer, envelope, flagsOf(envelope));
  prependInteger(writer, Tag.Integer, SNMP_V3);
  prependHeader(writer, Tag.Sequence);
  if (authKey && !writer.overflow) {
    const message = writer.bytes.subarray(writer.start, writer.end);
    authKey.sign(message, digestEnd - digestLength - writer.start);
  }
}

/** msgGlobalData (RFC 3412 section 6). */
function prependGlobalData(writer: BerWriter, { msgID, msgMaxSize }: Envelope, flags: number): void {
  const end = writer.start;
  prependInteger(writer, Tag.Integer, USM);
  prependOctets(writer, Tag.OctetString, FLAGS[flags] ?? NOTHING);
  prependInteger(writer, Tag.Integer, msgMaxSize);
  prependInteger(writer, Tag.Integer, msgID);
  prependHeader(writer, Tag.Sequence, end);
}

function flagsOf({ securityLevel, reportable }: Envelope): number {
  const auth = securityLevel >= SecurityLevel.authNoPriv ? AUTH_FLAG : 0;
  const priv = securityLevel >= SecurityLevel.authPriv ? PRIV_FLAG : 0;
  return auth | priv | (reportable ? REPORTABLE_FLAG : 0);
}

/** Puts other contents in the place of what was written; they may be longer by a cipher's padding. */
function replaceContents(writer: BerWriter, contents: Uint8Array): void {
  if (writer.start + contents.length > writer.bytes.length) {
    writer.overflow = true;
    return;
  }
  writer.bytes.set(contents, writer.start);
  writer.end = writer.start + contents.length;
}
