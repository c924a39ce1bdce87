import { createWriter, resetWriter } from '../ber-writer.ts';
import type { Oid, Varbind } from '../mib-view.ts';
import type { AuthoritativeEngine } from '../usm/engine.ts';
import { appendVarbind } from '../varbind.ts';
import { communityMessages } from './community-messages.ts';
import type { MessageProcessing } from './message-processing.ts';
import { type Notification, type NotificationInParts, splitBySize } from './notification.ts';
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

/** Room for the largest varbind: 128 sub-identifiers of five octets, a value of 65,535, their headers. */
const MAX_VARBIND_SIZE = 66_200;

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
  /** Called once for each target and each message: a part, where there are several. */
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
    this.#send(this.#encode([...this.#identity(trapOid), ...varbinds, ...this.#origin()]));
  }

  /**
   * Tells every target in as many messages of at most 1,400 octets as it takes, and returns how many they
   * are. An item that is too large for that goes alone, in a larger one. Throws as `notify` does.
   */
  notifyInParts(notification: NotificationInParts): number {
    const steps = this.notifyByParts(notification);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** Does so step by step, so that a large report holds nothing up; all is encoded before the first part is sent. */
  *notifyByParts(notification: NotificationInParts): Generator<void, number> {
    const { trapOid, items } = notification;
    const identity = this.#encode(this.#identity(trapOid));
    const origin = this.#encode(this.#origin());
    const encoded: Uint8Array[] = [];
    for (let at = 0; at < items.length; at += STEP) {
      for (const varbind of this.#encode(items.slice(at, at + STEP))) encoded.push(varbind);
      yield;
    }
    // There are at most as many parts as items, and a smaller number is no longer than a larger one.
    const most = Math.max(1, items.length);
    const taken = sizeOf([...identity, ...this.#encode(notification.fixed(most, most)), ...origin]);
    const ends = splitBySize(
      encoded.map(({ length }) => length),
      MAX_MESSAGE_SIZE - this.#overhead - taken,
    );
    for (const [i, end] of ends.entries()) {
      const fixed = this.#encode(notification.fixed(i + 1, ends.length));
      this.#send([...identity, ...fixed, ...encoded.slice(ends[i - 1] ?? 0, end), ...origin]);
      yield;
    }
    return ends.length;
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

  #send(varbinds: readonly Uint8Array[]): void {
    if (this.#closing) return;
    const variableBindings = Buffer.concat(varbinds);
    for (const queue of this.#queues) {
      queue.add(variableBindings, (outcome) => this.#options.onOutcome?.(queue.target, outcome));
    }
  }

  /** What every notification begins with (RFC 3416 section 4.2.6). */
  #identity(trapOid: Oid): Varbind[] {
    return [
      { oid: SYS_UP_TIME, value: { type: 'TimeTicks', value: this.#options.sysUpTime() } },
      { oid: SNMP_TRAP_OID, value: { type: 'OBJECT IDENTIFIER', value: trapOid.join('.') } },
    ];
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

function messagesFor(target: NotificationTarget, engine: AuthoritativeEngine | undefined): MessageProcessing {
  if (target.version === 'v2c') return communityMessages(target.community);
  if (!engine) throw new Error('SNMPv3 notifications need an engine.');
  return target.inform ? new UsmInforms(engine, target.user, target.engineID) : usmTraps(engine, target.user);
}

function sizeOf(varbinds: readonly Uint8Array[]): number {
  return varbinds.reduce((total, { length }) => total + length, 0);
}
