import { Agent, type Dispatcher, request } from 'undici';
import { CODINGS, CodingError } from '../../messages/content-coding.ts';
import type { Kpi1Message } from '../../messages/message.ts';
import type { OnProgress } from '../instance-client.ts';
import { OeError } from '../oe-error.ts';
import { decodeBody, encodeBody, printProblems, undoCoding } from './body.ts';
import { explainTransport } from './transport-error.ts';

export type HttpCredential =
  | { readonly type: 'basic'; readonly user: string; readonly password: string }
  | { readonly type: 'bearer'; readonly token: string };

/** How an instance is asked over HTTP. */
export interface HttpAccess {
  readonly url: URL;
  readonly credential?: HttpCredential;
  /** PEM texts: whom to trust, and the own certificate and key where the instance asks for one. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly timeoutMs: number;
  /** Largest answer, in octets (Accept-MsgSize). */
  readonly maxSize: number;
  /** XML namespace of the messages; not given: that of this project. */
  readonly namespace?: string;
  /** Such as `kpi1/0.1.0`. */
  readonly software: string;
}

/** POSTs messages to one instance (KPIinOMA 8.2). */
export class HttpExchange {
  readonly #access: HttpAccess;
  readonly #agent: Agent;
  readonly #onProgress: OnProgress;

  constructor(access: HttpAccess, onProgress: OnProgress = () => {}) {
    const { ca, cert, key, timeoutMs } = access;
    this.#access = access;
    this.#onProgress = onProgress;
    this.#agent = new Agent({
      connect: { timeout: timeoutMs, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  /** What these messages are answered; of a command that was carried out, nothing. Rejects with an OeError. */
  async post(messages: readonly Kpi1Message[]): Promise<readonly Kpi1Message[]> {
    const { url, maxSize, namespace } = this.#access;
    const body = encodeBody(messages, namespace);
    try {
      const response = await request(url, {
        method: 'POST',
        headers: this.#headers(body.contentType),
        body: body.octets,
        dispatcher: this.#agent,
      });
      const { statusCode, headers } = response;
      const octets = await this.#read(response);
      const plain = await undoCoding(octets, String(headers['content-encoding'] ?? ''), maxSize);
      return this.#accept(statusCode, headers['content-type']?.toString(), plain);
    } catch (error) {
      if (error instanceof OeError) throw error;
      if (error instanceof CodingError) throw this.#unusable(error.message);
      throw explainTransport(error as Error, url);
    }
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  /** KPIinOMA 8.2.1.2; Host and Content-Length come from undici. */
  #headers(contentType: string): Record<string, string> {
    const { credential, maxSize, software } = this.#access;
    const authorization =
      credential?.type === 'basic'
        ? `Basic ${Buffer.from(`${credential.user}:${credential.password}`).toString('base64')}`
        : credential && `Bearer ${credential.token}`;
    return {
      'user-agent': `kpi1-oe/${software.replace(/^.*[ /]/, '')} ${software.replace(' ', '/')}`,
      accept: 'application/xml, multipart/mixed',
      'accept-encoding': CODINGS,
      'accept-language': 'en, *',
      'accept-msgsize': String(maxSize),
      'content-type': contentType,
      ...(authorization !== undefined && { authorization }),
    };
  }

  async #read({ body }: Dispatcher.ResponseData): Promise<Buffer> {
    const { maxSize } = this.#access;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += (chunk as Buffer).length;
      if (size > maxSize) {
        body.destroy();
        throw this.#unusable(`it is larger than the ${maxSize} octets of --max-size`);
      }
      chunks.push(chunk as Buffer);
      this.#onProgress(`${Math.ceil(size / 1024)} kB`);
    }
    return Buffer.concat(chunks);
  }

  #accept(status: number, contentType: string | undefined, octets: Buffer): readonly Kpi1Message[] {
    const isSuccess = status >= 200 && status < 300;
    if (isSuccess && octets.length === 0) return [];
    const { maxSize: limit, namespace } = this.#access;
    const decoded = decodeBody(contentType, octets, { limit, namespace });
    if (isSuccess && !decoded.ok) {
      throw this.#unusable(`it is no KPI-1 message.\n  ${printProblems(decoded.problems)}`);
    }
    if (!decoded.ok) throw this.#refusal(status, isXml(contentType) ? decoded.problems : []);
    const errors = decoded.messages.flatMap((message) => (message.kind === 'KPI1Error' ? [message] : []));
    if (isSuccess && errors.length === 0) return decoded.messages;
    throw this.#refusal(
      status,
      errors.flatMap(({ problems }) => problems),
    );
  }

  #refusal(status: number, problems: Parameters<typeof printProblems>[0]): OeError {
    const { url, credential } = this.#access;
    const said = problems.length > 0 ? `:\n  ${printProblems(problems)}` : '.';
    const remedies: Readonly<Record<number, string>> = {
      ...(OTHER_NAMESPACE.test(said) && {
        400: 'Give the XML namespace of the instance: --namespace, as its xmlNamespace is.',
      }),
      401: credential
        ? 'Compare the user and password, or the token, with the credentials in the agent (http.credentials).'
        : 'Give credentials: --user with --password-file, or --bearer-file.',
      403: 'These credentials may not do that; use others.',
      ...(problems.length === 0 && {
        404: `See that ${url.pathname} is the path of KPI-1: agents have /kpi1.`,
      }),
      405: `See that ${url.pathname} is the path of KPI-1: agents have /kpi1.`,
      413: 'Ask for less at a time, or raise --max-size.',
      415: 'See that the address is of a KPIinOMA-enabled Instance.',
      429: 'Ask again later, and less often.',
      503: 'Ask again later.',
    };
    const remedy =
      remedies[status] ?? (status >= 500 ? 'See the log of the instance, and ask again.' : undefined);
    return new OeError('refused', `${place(url)} answers ${status}${said}`, remedy);
  }

  #unusable(why: string): OeError {
    return new OeError(
      'refused',
      `The answer of ${place(this.#access.url)} cannot be used: ${why}`,
      'See that the address is of a KPIinOMA-enabled Instance: agents serve /kpi1.',
    );
  }
}

const OTHER_NAMESPACE = /is of the namespace /;

function isXml(contentType = ''): boolean {
  return contentType.startsWith('application/xml');
}

/** A URL without what it may hold of credentials. */
function place({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}
