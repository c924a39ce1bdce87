import type { Model } from '../../model/model.ts';
import { type SnmpCredentials, toSnmpUser } from '../snmp/access.ts';
import type { BaseOids } from '../snmp/base-oids.ts';
import { octetsToText, readDateAndTime } from '../snmp/figure-text.ts';
import { loadNetSnmp, type Notification, type Varbind } from '../snmp/net-snmp.ts';
import { NotificationDecoder, plainText } from '../snmp/notification-text.ts';
import { HeldAnswers } from './held-answers.ts';
import type { Listener } from './http-listener.ts';
import type { Intake, Tell } from './intake.ts';
import type { PartsJournal } from './parts-journal.ts';
import { RepeatedTexts } from './repeated-texts.ts';
import { type ReportPart, ReportParts, toReport } from './report-parts.ts';

export interface SnmpListenerOptions {
  readonly host: string;
  readonly port: number;
  readonly communities: readonly string[];
  readonly user?: SnmpCredentials;
  /** Names the figures; not given: they are known by their OIDs. */
  readonly model?: Model;
  /** Where parts are kept whose report is not whole yet, as they are acknowledged one by one. */
  readonly journal?: PartsJournal;
  readonly intake: Intake;
  readonly tell: Tell;
}

const SNMP_TRAP_OID = '1.3.6.1.6.3.1.1.4.1.0';
const SYS_UP_TIME = '1.3.6.1.2.1.1.3.0';

/** Takes traps and informs (KPIinOMA 8.3.1), v2c and v3; rejects where the address cannot be listened on. */
export async function listenSnmp(options: SnmpListenerOptions): Promise<Listener> {
  const { host, port, communities, user, journal, tell } = options;
  const snmp = loadNetSnmp();
  const answers = new HeldAnswers();
  const reception = new Reception(options);
  const refusals = new RepeatedTexts(tell);
  const transport = host.includes(':') ? 'udp6' : 'udp4';
  const settings = { port, address: host, transport, dgramModule: answers.dgramModule };
  const receiver = snmp.createReceiver(settings, (error, notification) => {
    if (error) {
      const { rinfo } = error as { rinfo?: Notification['rinfo'] };
      if (rinfo) refusals.tell(`${rinfo.address}: a notification is not taken: ${error.message}`);
      return;
    }
    const acknowledge = answers.claim();
    reception.take(notification).then(acknowledge, (reason: Error) => {
      tell(`a report of ${notification.rinfo.address} cannot be kept: ${reason.message}`);
    });
  });
  for (const community of communities) receiver.getAuthorizer().addCommunity(community);
  if (user) receiver.getAuthorizer().addUser(toSnmpUser(snmp, user));
  const bound = await answers.bound();
  for (const part of journal?.parts ?? []) await reception.takePart(part);
  return {
    place: `udp:${host}:${bound}`,
    port: bound,
    close() {
      receiver.close();
      reception.close();
      return Promise.resolve();
    },
  };
}

/** What is done with notifications: reports are put together and kept, the others are told. */
class Reception {
  readonly #options: SnmpListenerOptions;
  readonly #decoder: NotificationDecoder;
  readonly #parts: ReportParts;

  constructor(options: SnmpListenerOptions) {
    this.#options = options;
    this.#decoder = new NotificationDecoder(options.model);
    this.#parts = new ReportParts(options.tell);
  }

  /** Resolves when the notification may be acknowledged. */
  async take({ pdu: { varbinds }, rinfo }: Notification): Promise<void> {
    const objects = (varbinds ?? []).filter(({ oid }) => oid !== SNMP_TRAP_OID && oid !== SYS_UP_TIME);
    const trapOid = String(varbinds?.find(({ oid }) => oid === SNMP_TRAP_OID)?.value ?? '');
    const base = this.#decoder.baseOf(trapOid);
    const name = base?.notification(trapOid);
    if (base && name === 'kpi1PmReport') {
      const part = readPart(objects, base, this.#decoder, rinfo.address);
      if (part) {
        await this.takePart(part);
        return;
      }
    }
    const said = objects.map(({ oid, value }) => `${base?.nameOf(oid) ?? oid} = ${plainText(value)}`);
    this.#options.tell(`${rinfo.address}: ${name ?? trapOid}: ${said.join(', ')}`);
  }

  /** Resolves when the part is kept: in the report that it completes, or until the others come. */
  async takePart(part: ReportPart): Promise<void> {
    const { intake, journal } = this.#options;
    const known = toReport([part]);
    if (intake.has(known)) {
      // A report comes again: it is noted once, with its first part.
      if (part.part === 1) await intake.take(known);
      return;
    }
    const report = this.#parts.add(part);
    if (!report) {
      await journal?.add(part);
      return;
    }
    await intake.take(report);
    this.#parts.finish(part);
    if (!this.#parts.hasUnfinished) journal?.clear();
  }

  close(): void {
    this.#parts.close();
  }
}

/** A kpi1PmReport; undefined where it lacks one of its objects. */
function readPart(
  objects: readonly Varbind[],
  base: BaseOids,
  decoder: NotificationDecoder,
  from: string,
): ReportPart | undefined {
  const values = new Map(objects.map(({ oid, value }) => [base.nameOf(oid), value]));
  const number = (name: string) => Number(values.get(name) ?? Number.NaN);
  const begin = readDateAndTime(values.get('kpi1ReportBegin'));
  const end = readDateAndTime(values.get('kpi1ReportEnd'));
  const [sequence, part, parts] = ['kpi1ReportSequence', 'kpi1ReportPart', 'kpi1ReportParts'].map(number);
  if (!sequence || !part || !parts || begin === undefined || end === undefined) return undefined;
  return {
    ...{ from, sequence, part, parts },
    instanceId: octetsToText(values.get('kpi1InstanceId')),
    identifier: octetsToText(values.get('kpi1ReportIdentifier')),
    begin: new Date(begin).toISOString(),
    end: new Date(end).toISOString(),
    items: objects
      .filter(({ oid }) => base.nameOf(oid) === undefined)
      .map((varbind) => decoder.item(varbind)),
  };
}
