import type {
  ConfigurationInfo,
  Kpi1Message,
  OeConfigQueryResponse,
  OePmQueryResponse,
  PerformanceMeasurement,
  TimeRange,
} from '../../messages/message.ts';
import type { Answer, InstanceClient, OnProgress } from '../instance-client.ts';
import { OeError } from '../oe-error.ts';
import { type HttpAccess, HttpExchange } from './http-exchange.ts';

/** An instance over HTTP (KPIinOMA 8.2). `oeId`: what it knows this Operational Environment by. */
export class HttpInstance implements InstanceClient {
  readonly #exchange: HttpExchange;
  readonly #oeId: string;

  constructor(access: HttpAccess, oeId: string, onProgress?: OnProgress) {
    this.#exchange = new HttpExchange(access, onProgress);
    this.#oeId = oeId;
  }

  async queryMeasurements(
    identifiers: readonly string[],
    range?: TimeRange,
  ): Promise<Answer<PerformanceMeasurement>> {
    const query = {
      kind: 'OEPMQueryRequest',
      oeId: this.#oeId,
      identifiers,
      ...(range && { range }),
    } as const;
    const response = await this.#ask(query, isMeasurements);
    return { instanceId: response.instanceId, found: response.measurements, unknown: response.unknown };
  }

  async queryConfiguration(identifiers: readonly string[]): Promise<Answer<ConfigurationInfo>> {
    const query = { kind: 'OEConfigQueryRequest', oeId: this.#oeId, identifiers } as const;
    const response = await this.#ask(query, isConfiguration);
    return { instanceId: response.instanceId, found: response.infos, unknown: response.unknown };
  }

  async configure(info: ConfigurationInfo): Promise<void> {
    await this.#exchange.post([{ kind: 'OEConfigurationCmd', oeId: this.#oeId, info }]);
  }

  async collect(configInfoIdentifier: string, identifiers: readonly string[]): Promise<void> {
    const oeId = this.#oeId;
    await this.#exchange.post([{ kind: 'OEPMCollectionCmd', oeId, configInfoIdentifier, identifiers }]);
  }

  async close(): Promise<void> {
    await this.#exchange.close();
  }

  async #ask<T extends Kpi1Message>(
    query: Kpi1Message,
    isAnswer: (message: Kpi1Message) => message is T,
  ): Promise<T> {
    const [answer, ...more] = await this.#exchange.post([query]);
    if (answer && more.length === 0 && isAnswer(answer)) return answer;
    const said = answer ? `${more.length + 1} messages, ${answer.kind} first` : 'nothing';
    throw new OeError(
      'refused',
      `The instance answers ${query.kind} with ${said}.`,
      'See that the address is of a KPIinOMA-enabled Instance, not of an Operational Environment.',
    );
  }
}

function isMeasurements(message: Kpi1Message): message is OePmQueryResponse {
  return message.kind === 'OEPMQueryResponse';
}

function isConfiguration(message: Kpi1Message): message is OeConfigQueryResponse {
  return message.kind === 'OEConfigQueryResponse';
}
