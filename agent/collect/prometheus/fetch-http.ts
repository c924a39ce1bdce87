import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { explainNetworkError } from './explain-network-error.ts';
import { FetchError, type FetchedText, tooLarge } from './fetched-text.ts';

const ACCEPT = 'text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5, */*;q=0.1';
const NO_EXPOSITION = /^(text\/(html|xml|css)|application\/(json|xml|xhtml\+xml))\b/;
const gunzipWhole = promisify(gunzip);

/** Scrapes one http: or https: URL. */
export class HttpFetcher {
  readonly #url: URL;
  readonly #authorization: string | undefined;
  readonly #caFile: string | undefined;
  readonly #maxBytes: number;
  #connecting: Promise<Dispatcher> | undefined;

  constructor(url: URL, caFile: string | undefined, maxBytes: number) {
    this.#authorization = basicAuthorization(url);
    this.#url = new URL(url);
    this.#url.username = '';
    this.#url.password = '';
    this.#caFile = caFile;
    this.#maxBytes = maxBytes;
  }

  /** Throws FetchError. Redirects are not followed: the URL is to be the real one. */
  async fetch(signal: AbortSignal): Promise<FetchedText> {
    try {
      this.#connecting ??= this.#connect();
      const dispatcher = await this.#connecting;
      const { origin, pathname, search } = this.#url;
      const headers = {
        accept: ACCEPT,
        'accept-encoding': 'gzip',
        ...(this.#authorization !== undefined && { authorization: this.#authorization }),
      };
      const response = await dispatcher.request({
        origin,
        path: pathname + search,
        method: 'GET',
        headers,
        signal,
      });
      return await this.#readResponse(response);
    } catch (error) {
      if (signal.aborted) throw new FetchError((signal.reason as Error).message);
      if (error instanceof FetchError) throw error;
      throw new FetchError(explainNetworkError(error));
    }
  }

  async close(): Promise<void> {
    const dispatcher = await this.#connecting?.catch(() => undefined);
    await dispatcher?.destroy();
  }

  async #connect(): Promise<Dispatcher> {
    try {
      const ca = this.#caFile === undefined ? {} : { ca: await readFile(this.#caFile) };
      const { Agent } = await import('undici');
      // A connection a scrape: one that the service closed while idle cannot fail the next.
      return new Agent({ connect: ca, pipelining: 0, headersTimeout: 0, bodyTimeout: 0 });
    } catch (error) {
      this.#connecting = undefined;
      throw new FetchError(`caFile cannot be read: ${(error as Error).message}`);
    }
  }

  async #readResponse({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<FetchedText> {
    try {
      if (statusCode !== 200) throw new FetchError(explainStatus(statusCode, headers));
      const type = String(headers['content-type'] ?? '').toLowerCase();
      if (NO_EXPOSITION.test(type)) throw new FetchError(`it is ${type}, no Prometheus text; check the path`);
      const octets = await this.#readBody(body);
      const text = (await this.#decode(octets, String(headers['content-encoding'] ?? 'identity'))).toString(
        'utf8',
      );
      return { text, openMetrics: type.startsWith('application/openmetrics-text') };
    } finally {
      body.on('error', () => {}).destroy();
    }
  }

  async #readBody(body: Dispatcher.ResponseData['body']): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of body) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > this.#maxBytes) throw tooLarge(this.#maxBytes);
    }
    return Buffer.concat(chunks);
  }

  async #decode(octets: Buffer, encoding: string): Promise<Buffer> {
    if (encoding === 'identity') return octets;
    if (encoding !== 'gzip') throw new FetchError(`its Content-Encoding ${encoding} was not asked for`);
    try {
      return await gunzipWhole(octets, { maxOutputLength: this.#maxBytes });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(this.#maxBytes);
      throw new FetchError(`its gzip coding is broken: ${(error as Error).message}`);
    }
  }
}

function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`;
}

const STATUS_REMEDIES: Readonly<Record<number, string>> = {
  401: 'it wants credentials: write them into the URL, http://user:password@…',
  403: 'it does not let this address in',
  404: 'there is nothing at this path',
  503: 'the service is overloaded or starting',
};

function explainStatus(status: number, headers: IncomingHttpHeaders): string {
  if (status >= 300 && status < 400) {
    return `status ${status}: it has moved to ${headers.location ?? 'another address'}; redirects are not followed, put that address into the configuration`;
  }
  const remedy = STATUS_REMEDIES[status] ?? 'look into the log of the service';
  return `status ${status}: ${remedy}`;
}
