import { createWriter, resetWriter } from '../ber-writer.ts';
import type { Oid, Varbind } from '../mib-view.ts';
import type { AuthoritativeEngine } from '../usm/engine.ts';
import { appendVarbind } from '../varbind.ts';
import { communityMessages } from './community-messages.ts';
import type { MessageProcessing } from './message-processing.ts';
import {
  type EncodedPart,
  type Notification,
  type NotificationInParts,
  splitBySize,
} from './notification.ts';
import {
  NotificationQueue,
  type NotifierLog,
  type Outcome,
  type TargetStatistics,
} from './notification-queue.ts';
import type { NotificationTarget } from './notification-target.ts';
import { UsmInforms, usmTraps } from './usm-messages.ts';

/** Octets that a message has at most, so that no network on the way has to fragment it (O26). */
export const MAX_MESSAGE_SIZE = 1_400;

/** What a UDP datagram holds over IPv4. */
const MAX_DATAGRAM_SIZE = 65_507;

/** Room for the largest varbind: 128 sub-identifiers of five octets, a value of 65,535, their headers. */
const MAX_VARBIND_SIZE = 66_200;

const LONGEST_TIME_TICKS = 2 ** 32 - 1;

/** Items encoded before others may have their turn. */
const STEP = 256;

const SYS_UP_TIME: Oid = [1, 3, 6, 1, 2, 1, 1, 3, 0];
const SNMP_TRAP_OID: Oid = [1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0];
const SNMP_TRAP_ADDRESS: Oid = [1, 3, 6, 1, 6, 3, 18, 1, 3, 0];

export interface NotifierOptions {
  /** sysUpTime.0 of now, in hundredths of a second. */
  sysUpTime(): number;
  readonly log: NotifierLog;
  /** This SNMP engine; v3 targets need it. */
  readonly engine?: AuthoritativeEngine;
  /** The four octets of the address that receivers are to know this agent by; not given: that of the sender. */
  readonly trapAddress?: Uint8Array;
  /** Called once for each target that `notify` tells. */
  onOutcome?(target: NotificationTarget, outcome: Outcome): void;
}

/** The notification originator (RFC 3413 section 3.3): tells every target, and waits for none. */
export class Notifier {
  readonly #queues: readonly NotificationQueue[];
  readonly #options: NotifierOptions;
  readonly #overhead: number;
  readonly #writer = createWriter(0, MAX_VARBIND_SIZE);
  #closing = false;

  /** Throws an Error for a v3 target where there is no engine. */
  constructor(targets: readonly NotificationTarget[], options: NotifierOptions) {
    this.#queues = targets.map((target) => {
      return new NotificationQueue(target, messagesFor(target, options.engine), options.log);
    });
    this.#options = options;
    this.#overhead = Math.max(0, ...this.#queues.map(({ messages }) => messages.overhead));
  }

  /** In the order of the targets. */
  get statistics(): readonly TargetStatistics[] {
    return this.#queues.map((queue) => queue.statistics);
  }

  /**
   * Tells every target, in one message. Throws a RangeError, with nothing sent, for a value that its type
   * does not hold; what goes wrong on the network is an outcome.
   */
  notify({ trapOid, varbinds }: Notification): void {
    const about = identity(trapOid, this.#options.sysUpTime());
    const variableBindings = Buffer.concat(this.#encode([...about, ...varbinds, ...this.#origin()]));
    if (this.#closing) return;
    for (const queue of this.#queues) {
      queue.add(variableBindings, (outcome) => this.#options.onOutcome?.(queue.target, outcome));
    }
  }

  /**
   * Encodes a notification as messages of at most 1,400 octets, whichever target they go to: as many as it
   * takes, step by step, so that a large one holds nothing up. An item that is too large for that goes alone,
   * in a larger message; one that no datagram holds is left out. Throws as `notify` does.
   */
  *encodeInParts(notification: NotificationInParts): Generator<void, EncodedPart[]> {
    const { trapOid, items } = notification;
    // There are at most as many parts as items, and a smaller number is no longer than a larger one.
    const most = Math.max(1, items.length);
    const around = [...identity(trapOid, LONGEST_TIME_TICKS), ...this.#origin()];
    const taken = this.#overhead + sizeOf(this.#encode([...around, ...notification.fixed(most, most)]));
    const encoded: Uint8Array[] = [];
    for (let at = 0; at < items.length; at += STEP) {
      for (const varbind of this.#encode(items.slice(at, at + STEP))) {
        if (taken + varbind.length <= MAX_DATAGRAM_SIZE) encoded.push(varbind);
      }
      yield;
    }
    const ends = splitBySize(
      encoded.map(({ length }) => length),
      MAX_MESSAGE_SIZE - taken,
    );
    return ends.map((end, i) => {
      const fixed = this.#encode(notification.fixed(i + 1, ends.length));
      return { trapOid, varbinds: Buffer.concat([...fixed, ...encoded.slice(ends[i - 1] ?? 0, end)]) };
    });
  }

  /**
   * Sends one part to the target at this position, and resolves with what became of it there. Whoever asks has
   * to keep it until then: it is not dropped for others, and not counted as lost.
   */
  send(position: number, { trapOid, varbinds }: EncodedPart): Promise<Outcome> {
    const queue = this.#queues[position];
    if (!queue) throw new RangeError(`there is no target ${position}`);
    if (this.#closing) return Promise.resolve({ result: 'dropped', reason: 'the agent stopped' });
    const variableBindings = Buffer.concat([
      ...this.#encode(identity(trapOid, this.#options.sysUpTime())),
      varbinds,
      ...this.#encode(this.#origin()),
    ]);
    return new Promise((resolve) => queue.add(variableBindings, resolve, true));
  }

  /** Takes no more, waits until all is acknowledged or sent, at most `graceMs`, and drops the rest. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([Promise.all(this.#queues.map((queue) => queue.idle())), grace]);
    clearTimeout(timer);
    for (const queue of this.#queues) queue.close();
  }

  /** What every notification ends with where it may seem to come from elsewhere (RFC 3584 section 3.1 (4)). */
  #origin(): Varbind[] {
    const { trapAddress } = this.#options;
    return trapAddress ? [{ oid: SNMP_TRAP_ADDRESS, value: { type: 'IpAddress', value: trapAddress } }] : [];
  }

  #encode(varbinds: readonly Varbind[]): Uint8Array[] {
    const writer = this.#writer;
    return varbinds.map(({ oid, value }) => {
      resetWriter(writer, 0);
      appendVarbind(writer, oid, value);
      return writer.bytes.slice(writer.start, writer.end);
    });
  }
}

/** What every notification begins with (RFC 3416 section 4.2.6); `sysUpTime` in hundredths of a second. */
function identity(trapOid: Oid, sysUpTime: number): Varbind[] {
  return [
    { oid: SYS_UP_TIME, value: { type: 'TimeTicks', value: sysUpTime % 2 ** 32 } },
    { oid: SNMP_TRAP_OID, value: { type: 'OBJECT IDENTIFIER', value: trapOid.join('.') } },
  ];
}

function messagesFor(target: NotificationTarget, engine: AuthoritativeEngine | undefined): MessageProcessing {
  if (target.version === 'v2c') return communityMessages(target.community);
  if (!engine) throw new Error('SNMPv3 notifications need an engine.');
  return target.inform ? new UsmInforms(engine, target.user, target.engineID) : usmTraps(engine, target.user);
}

function sizeOf(varbinds: readonly Uint8Array[]): number {
  return varbinds.reduce((total, { length }) => total + length, 0);
}
