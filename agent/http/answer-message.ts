import type { Kpi1Message, MessageProblem } from '../../messages/message.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';
import type { Log } from '../log.ts';
import type { Found, InstanceService } from '../requests/service.ts';

/** What one message comes to. An empty document: a command that was carried out, which only the status answers. */
export interface Answer {
  readonly status: number;
  /** In XML. */
  readonly document: string;
}

export interface Answering {
  readonly service: InstanceService;
  /** XML namespace of messages and answers. */
  readonly namespace: string;
  readonly log: Log;
}

/** An answer that says why not. */
export function errorAnswer(status: number, problems: readonly MessageProblem[], namespace: string): Answer {
  return { status, document: encodeMessage({ kind: 'KPI1Error', status, problems }, namespace) };
}

export const INTERNAL: MessageProblem = {
  place: '',
  message: 'the instance failed to answer; its log says why',
};

/** Serves one message (KPIinOMA Table 2); `by` is the credential it came with, for the audit. Throws nothing. */
export function answerMessage(message: Kpi1Message, by: string, answering: Answering): Answer {
  const { service, namespace, log } = answering;
  try {
    const reply = serve(message, by, service);
    if (reply === DONE) return { status: 200, document: '' };
    const status = reply.kind === 'KPI1Error' ? reply.status : 200;
    return { status, document: encodeMessage(reply, namespace) };
  } catch (error) {
    log.error({ message: message.kind, err: error }, 'a message could not be answered');
    return errorAnswer(500, [INTERNAL], namespace);
  }
}

/** A command was carried out, which has no message for an answer. */
const DONE = Symbol('done');

type Reply = Kpi1Message | typeof DONE;

function serve(message: Kpi1Message, by: string, service: InstanceService): Reply {
  const { instanceId } = service;
  switch (message.kind) {
    case 'OEPMQueryRequest': {
      const { found, unknown } = service.queryMeasurements(message.identifiers, message.range);
      if (found.length === 0) return nothingFound('PMIdentifier', unknown);
      return { kind: 'OEPMQueryResponse', instanceId, measurements: found, unknown };
    }
    case 'OEConfigQueryRequest': {
      const { found, unknown } = service.queryConfiguration(message.identifiers);
      if (found.length === 0) return nothingFound('ConfigInfoIdentifier', unknown);
      return { kind: 'OEConfigQueryResponse', instanceId, infos: found, unknown };
    }
    case 'OEConfigurationCmd':
      return outcome(400, service.configure(`${by}/${message.oeId}`, message.info));
    case 'OEPMCollectionCmd': {
      const { oeId, configInfoIdentifier, identifiers } = message;
      return outcome(409, service.collect(`${by}/${oeId}`, configInfoIdentifier, identifiers));
    }
    default:
      return refused(400, [wrongDirection(message.kind)]);
  }
}

function refused(status: number, problems: readonly MessageProblem[]): Reply {
  return { kind: 'KPI1Error', status, problems };
}

/** A command is carried out or refused as a whole, with every reason. */
function outcome(status: number, problems: readonly MessageProblem[]): Reply {
  return problems.length === 0 ? DONE : refused(status, problems);
}

function nothingFound(place: string, unknown: Found<unknown>['unknown']): Reply {
  if (unknown.length === 0) {
    const remedy = 'ask for another time, or ask again later';
    return refused(404, [{ place, message: `there is no value yet of what was asked for; ${remedy}` }]);
  }
  const remedy =
    place === 'PMIdentifier'
      ? 'ask for MODULE, Name, MODULE::Name or Name[index], as in the definitions'
      : 'docs/settings.md lists what there is, and * asks for all';
  return refused(
    404,
    unknown.map((identifier) => ({ place, message: `${identifier} is not known here; ${remedy}` })),
  );
}

function wrongDirection(
  kind: 'InstancePMReport' | 'OEConfigQueryResponse' | 'OEPMQueryResponse' | 'KPI1Error',
) {
  const message =
    kind === 'InstancePMReport'
      ? 'a report goes from an instance to the Operational Environment (Table 2), and this is an instance; send it to an OE'
      : 'this is an answer, and goes in the response to a POST (Table 2); send a query or a command';
  return { place: kind, message };
}
