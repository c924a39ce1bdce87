import { randomInt } from 'node:crypto';
import { PduType } from '../ber.ts';
import type { Answer, MessageProcessing } from './message-processing.ts';
import {
  DEFAULT_QUEUE_LIMIT,
  DEFAULT_RETRIES,
  DEFAULT_TIMEOUT_MS,
  MAX_TIMEOUT_MS,
  type NotificationTarget,
  nameOfTarget,
} from './notification-target.ts';
import { UdpRoute } from './udp-route.ts';

/** How long a target without address or socket is left alone. */
const REOPEN_MS = 5_000;

/** How often one inform is sent again at once: for the receiver's engine, for its clock, and if it was another. */
const MAX_RESENDS = 3;

const MAX_REQUEST_ID = 2 ** 31 - 1;

/** What became of one notification at one target. A trap is never more than `sent`. */
export type Outcome =
  | { readonly result: 'sent' | 'acknowledged' }
  | { readonly result: 'failed' | 'dropped'; readonly reason: string };

/** Where trouble with a target is told; a pino logger will do. */
export interface NotifierLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/**
 * Counts since the start; `waiting` and `outstanding` are of now. What its sender
 * keeps is not among `failed` and `dropped`.
 */
export interface TargetStatistics {
  sent: number;
  acknowledged: number;
  retried: number;
  failed: number;
  dropped: number;
  waiting: number;
  outstanding: number;
}

interface Entry {
  readonly variableBindings: Uint8Array;
  readonly settle: (outcome: Outcome) => void;
  readonly isKept: boolean;
}

interface Inform extends Entry {
  readonly requestId: number;
  retries: number;
  resends: number;
  /** Why there may be no answer: what the system or the receiver said. */
  hint: string | undefined;
  timer: NodeJS.Timeout | undefined;
}

/**
 * What waits for one target and what is under way to it: bounded, in order of sending, with informs
 * pipelined and matched by request-id (RFC 3416 section 4.2.7). Nothing here keeps the process alive.
 */
export class NotificationQueue {
  readonly target: NotificationTarget;
  readonly messages: MessageProcessing;
  readonly #log: NotifierLog;
  readonly #route: UdpRoute;
  readonly #waiting: Entry[] = [];
  readonly #informs = new Map<number, Inform>();
  readonly #counts = { sent: 0, acknowledged: 0, retried: 0, failed: 0, dropped: 0 };
  #traps = 0;
  #requestId = randomInt(MAX_REQUEST_ID);
  #reopen: NodeJS.Timeout | undefined;
  #whenIdle: (() => void) | undefined;
  /** Why notifications are lost or late; undefined where they are not. */
  #trouble: string | undefined;
  #closed = false;

  constructor(target: NotificationTarget, messages: MessageProcessing, log: NotifierLog) {
    this.target = target;
    this.messages = messages;
    this.#log = log;
    this.#route = new UdpRoute(target.host, target.port, {
      onOpen: () => this.#pump(),
      onOpenFailed: (reason) => this.#waitToReopen(reason),
      onDatagram: (datagram) => this.#receive(datagram),
    });
    this.#route.open();
  }

  get statistics(): TargetStatistics {
    return { ...this.#counts, waiting: this.#waiting.length, outstanding: this.#underWay };
  }

  get #underWay(): number {
    return this.#informs.size + this.#traps;
  }

  /**
   * Takes a notification; `settle` is called once, whatever becomes of it. `isKept`: its sender keeps it until
   * then and sends it again; it is not dropped to make room for others.
   */
  add(variableBindings: Uint8Array, settle: (outcome: Outcome) => void, isKept = false): void {
    this.#waiting.push({ variableBindings, settle, isKept });
    if (!isKept) this.#makeRoom();
    this.#pump();
  }

  /** Whether anything waits or is under way that nobody else keeps. */
  get #hasEvents(): boolean {
    return this.#traps > 0 || this.#waiting.some(isEvent) || [...this.#informs.values()].some(isEvent);
  }

  /** Resolves when nothing waits and nothing is under way but what senders keep. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
      this.#pump();
    });
  }

  /** Gives up what is left. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#reopen);
    this.#route.close();
    const reason = this.#trouble ?? 'the agent stopped';
    for (const inform of this.#informs.values()) {
      clearTimeout(inform.timer);
      this.#drop(inform, inform.hint ?? reason);
    }
    this.#informs.clear();
    for (const entry of this.#waiting.splice(0)) this.#drop(entry, reason);
  }

  #makeRoom(): void {
    const limit = this.target.queueLimit ?? DEFAULT_QUEUE_LIMIT;
    if (this.#waiting.length <= limit || this.#waiting.filter(isEvent).length <= limit) return;
    const [oldest] = this.#waiting.splice(this.#waiting.findIndex(isEvent), 1);
    if (oldest) this.#drop(oldest, 'the queue is full');
  }

  #drop(entry: Entry, reason: string): void {
    if (!entry.isKept) this.#counts.dropped += 1;
    if (!this.#closed) this.#warn(reason);
    entry.settle({ result: 'dropped', reason });
  }

  /** One line when trouble begins, and one when it is over, however many notifications it meets. */
  #warn(reason: string): void {
    if (this.#trouble !== undefined) return;
    this.#trouble = reason;
    this.#log.warn({ target: nameOfTarget(this.target), reason }, 'notifications are lost or late');
  }

  #recover(): void {
    if (this.#trouble === undefined || this.#waiting.length > 0) return;
    this.#trouble = undefined;
    this.#log.info({ target: nameOfTarget(this.target) }, 'notifications go out again');
  }

  #pump(): void {
    while (this.#route.isOpen && this.#underWay < this.messages.window) {
      const entry = this.#waiting.shift();
      if (!entry) break;
      if (this.target.inform) this.#sendInform(this.#newInform(entry));
      else this.#sendTrap(entry);
    }
    if (this.#whenIdle && !this.#hasEvents) this.#whenIdle();
  }

  #nextRequestId(): number {
    this.#requestId = (this.#requestId % MAX_REQUEST_ID) + 1;
    return this.#requestId;
  }

  #sendTrap(entry: Entry): void {
    this.#traps += 1;
    const message = this.messages.encode(PduType.SnmpV2Trap, this.#nextRequestId(), entry.variableBindings);
    this.#route.send(message, (reason) => {
      this.#traps -= 1;
      this.#settle(entry, reason === undefined ? { result: 'sent' } : { result: 'failed', reason });
    });
  }

  #newInform(entry: Entry): Inform {
    const requestId = this.#nextRequestId();
    const inform = { ...entry, requestId, retries: 0, resends: 0, hint: undefined, timer: undefined };
    this.#informs.set(inform.requestId, inform);
    return inform;
  }

  #sendInform(inform: Inform): void {
    const { requestId, variableBindings, retries } = inform;
    const timeoutMs = (this.target.timeoutMs ?? DEFAULT_TIMEOUT_MS) * 2 ** retries;
    clearTimeout(inform.timer);
    inform.timer = setTimeout(() => this.#timeOut(inform), Math.min(timeoutMs, MAX_TIMEOUT_MS));
    inform.timer.unref();
    const message = this.messages.encode(PduType.InformRequest, requestId, variableBindings);
    // A datagram that did not leave is one that was lost: the next try is at its time.
    this.#route.send(message, (reason) => {
      inform.hint ??= reason;
    });
  }

  #timeOut(inform: Inform): void {
    if (inform.retries < (this.target.retries ?? DEFAULT_RETRIES)) {
      inform.retries += 1;
      this.#counts.retried += 1;
      this.#sendInform(inform);
      return;
    }
    // Perhaps the name has another address by now, or the receiver is another engine.
    this.#route.open();
    this.messages.forget();
    const hint = inform.hint === undefined ? '' : ` (${inform.hint})`;
    const tries = inform.retries === 0 ? '1 try' : `${inform.retries + 1} tries`;
    const reason = `no answer to ${tries}${hint}`;
    this.#settleInform(inform, { result: 'failed', reason });
  }

  #receive(datagram: Uint8Array): void {
    const answer = this.messages.decode(datagram, (requestId) => this.#informs.has(requestId));
    // Not found is what a duplicate or a late answer names: it has been settled.
    const inform = answer && this.#informs.get(answer.requestId);
    if (inform) this.#answer(inform, answer);
  }

  #answer(inform: Inform, answer: Answer): void {
    if (answer.kind === 'hint') {
      inform.hint = answer.reason;
    } else if (answer.kind === 'resend') {
      inform.resends += 1;
      if (inform.resends <= MAX_RESENDS) this.#sendInform(inform);
    } else if (answer.errorStatus === 0) {
      this.#settleInform(inform, { result: 'acknowledged' });
    } else {
      const reason = `answered with error-status ${answer.errorStatus}`;
      this.#settleInform(inform, { result: 'failed', reason });
    }
  }

  #settleInform(inform: Inform, outcome: Outcome): void {
    clearTimeout(inform.timer);
    this.#informs.delete(inform.requestId);
    this.#settle(inform, outcome);
  }

  #settle(entry: Entry, outcome: Outcome): void {
    if (!entry.isKept || !('reason' in outcome)) this.#counts[outcome.result] += 1;
    if ('reason' in outcome) this.#warn(outcome.reason);
    else this.#recover();
    entry.settle(outcome);
    this.#pump();
  }

  #waitToReopen(reason: string): void {
    if (this.#closed) return;
    this.#warn(reason);
    clearTimeout(this.#reopen);
    this.#reopen = setTimeout(() => this.#route.open(), REOPEN_MS);
    this.#reopen.unref();
  }
}

/** What is lost where it is not delivered. */
function isEvent({ isKept }: Entry): boolean {
  return !isKept;
}
