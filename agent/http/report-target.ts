import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { machine, release, type as system } from 'node:os';
import type { Dispatcher } from 'undici';
import { CODINGS, encodeContent } from '../../messages/content-coding.ts';
import { encodeMessage } from '../../messages/xml/encode.ts';
import { explainNetworkError } from '../collect/fetch/explain-network-error.ts';
import type { HttpCredential, HttpTargetConfig } from '../config/config.ts';
import type { PmReport } from '../report/pm-report.ts';
import { reportMessage } from '../report/report-message.ts';
import type { ReportTarget } from '../report/report-target.ts';
import { explainStatus, MAX_ANSWER, startOfAnswer } from './explain-status.ts';
import { MULTIPART, XML } from './request-form.ts';

/** Whose reports they are. */
export interface ReportingInstance {
  readonly instanceId: string;
  /** Name and version of this program, such as `kpi1 0.1.0`. */
  readonly software: string;
  /** XML namespace of the reports. */
  readonly namespace: string;
}

/** Smaller reports are not worth compressing. */
const MIN_COMPRESSED = 1024;

/**
 * A receiver of InstancePMReport over HTTP (KPIinOMA 8.2.2): one POST a report, over one connection as long as
 * that lasts. Any 2xx acknowledges (8.2.2.1), nothing else does; redirects are not followed.
 */
export function createHttpTarget(config: HttpTargetConfig, instance: ReportingInstance): ReportTarget {
  return new HttpTarget(config, instance);
}

/** What receivers answer to a POST without a message, once it has come to them and they let its sender in. */
const UNDERSTOOD: ReadonlySet<number> = new Set([400, 411, 415]);

/**
 * Tries a receiver by an empty POST, of which nothing can be kept: gives its answer, where that shows that
 * reports would get through to it. Rejects as `deliver` does where they would not.
 */
export async function tryHttpTarget(config: HttpTargetConfig, instance: ReportingInstance): Promise<string> {
  const target = new HttpTarget(config, instance);
  try {
    return `status ${await target.try()} to an empty POST`;
  } finally {
    await target.close();
  }
}

class HttpTarget implements ReportTarget {
  readonly name: string;
  readonly type = 'http';
  readonly #config: HttpTargetConfig;
  readonly #url: URL;
  readonly #instanceId: string;
  readonly #namespace: string;
  readonly #headers: Readonly<Record<string, string>>;
  #connecting: Promise<Dispatcher> | undefined;
  /** Until the receiver refuses it. */
  #compresses = true;

  constructor(config: HttpTargetConfig, { instanceId, software, namespace }: ReportingInstance) {
    this.name = config.name;
    this.#config = config;
    this.#url = new URL(config.url);
    this.#instanceId = instanceId;
    this.#namespace = namespace;
    this.#headers = headersOf(config.credential, software);
  }

  deliver(report: PmReport, signal: AbortSignal): Promise<void> {
    return this.#within(signal, async (either) => {
      const message = reportMessage(report, this.#instanceId);
      const document = Buffer.from(encodeMessage(message, this.#namespace));
      const isCompressed = this.#compresses && document.length >= MIN_COMPRESSED;
      const status = await this.#post(document, isCompressed, either);
      if (status !== 415 || !isCompressed) return;
      this.#compresses = false;
      await this.#post(document, false, either);
    });
  }

  /** The status that an empty POST is answered with, where a report would have got there, too. */
  try(): Promise<number> {
    return this.#within(new AbortController().signal, (signal) =>
      this.#post(Buffer.alloc(0), false, signal, (status) => UNDERSTOOD.has(status)),
    );
  }

  /** Does the work within the timeout; its errors name the receiver. */
  async #within<T>(signal: AbortSignal, work: (either: AbortSignal) => Promise<T>): Promise<T> {
    const either = AbortSignal.any([signal, AbortSignal.timeout(this.#config.timeoutMs)]);
    try {
      return await work(either);
    } catch (error) {
      const reason = either.aborted ? this.#whyAborted(signal) : (error as Error).message;
      throw new Error(`${this.#url.origin}${this.#url.pathname}: ${reason}`);
    }
  }

  async close(): Promise<void> {
    const dispatcher = await this.#connecting?.catch(() => undefined);
    this.#connecting = undefined;
    await dispatcher?.destroy();
  }

  /** Gives the status, which is 2xx, or one that is `fine`, such as 415 where that may be for the compression. */
  async #post(
    document: Buffer,
    isCompressed: boolean,
    signal: AbortSignal,
    fine = (status: number) => status === 415 && isCompressed,
  ): Promise<number> {
    const response = await this.#request({
      path: this.#url.pathname + this.#url.search,
      method: 'POST',
      headers: { ...this.#headers, ...(isCompressed && { 'content-encoding': 'gzip' }) },
      body: await encodeContent(document, isCompressed ? 'gzip' : 'identity'),
      signal,
    });
    const { statusCode, headers, body } = response;
    // An answer that breaks off must not end the process.
    body.on('error', () => {});
    if (statusCode >= 200 && statusCode < 300) {
      // It has acknowledged, however its answer ends.
      await body.dump({ limit: MAX_ANSWER, signal }).catch(() => {});
      return statusCode;
    }
    const start = await startOfAnswer(headers, body, this.#namespace);
    if (fine(statusCode)) return statusCode;
    throw new Error(explainStatus(statusCode, headers, start));
  }

  async #request(options: Omit<Dispatcher.RequestOptions, 'origin'>): Promise<Dispatcher.ResponseData> {
    this.#connecting ??= this.#connect();
    try {
      const dispatcher = await this.#connecting;
      return await dispatcher.request({ ...options, origin: this.#url.origin });
    } catch (error) {
      // The files may have been renewed meanwhile: the next attempt reads them again.
      await this.close();
      throw error instanceof FileError ? error : new Error(explainNetworkError(error));
    }
  }

  async #connect(): Promise<Dispatcher> {
    const { caFile, certFile, keyFile, timeoutMs } = this.#config;
    const [ca, cert, key] = await Promise.all([
      readPem('caFile', caFile),
      readPem('certFile', certFile),
      readPem('keyFile', keyFile),
    ]);
    const { Client } = await import('undici');
    return new Client(this.#url.origin, {
      connect: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }), timeout: timeoutMs },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  #whyAborted(signal: AbortSignal): string {
    if (signal.aborted) return 'the agent stops';
    return `it did not acknowledge within ${this.#config.timeoutMs / 1000} s; is it overloaded? notify[].timeout can be longer`;
  }
}

/** All headers of 8.2.1.2; Host and Content-Length come with the request. */
function headersOf(credential: HttpCredential | undefined, software: string): Record<string, string> {
  return {
    'user-agent': `${system()}-${machine()}/${release()} ${software.replace(' ', '/')}`,
    accept: `${XML}, ${MULTIPART}`,
    'accept-encoding': CODINGS,
    'accept-language': 'en, *;q=0.5',
    'accept-msgsize': String(MAX_ANSWER),
    'content-type': XML,
    ...(credential && { authorization: authorizationOf(credential) }),
  };
}

function authorizationOf(credential: HttpCredential): string {
  if (credential.type === 'bearer') return `Bearer ${credential.token}`;
  return `Basic ${Buffer.from(`${credential.user}:${credential.password}`).toString('base64')}`;
}

/** Its message is a sentence that follows the URL. */
class FileError extends Error {}

async function readPem(setting: string, file: string | undefined): Promise<Buffer | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file);
  } catch (error) {
    throw new FileError(`${setting} cannot be read (${(error as Error).message}); name a file of PEM`);
  }
}
