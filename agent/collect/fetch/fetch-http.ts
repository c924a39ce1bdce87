import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { explainNetworkError, isPassing } from './explain-network-error.ts';
import { FetchError, type FetchedText, tooLarge } from './fetched-text.ts';
import type { FetchedFormat } from './fetcher.ts';

const gunzipWhole = promisify(gunzip);

export interface HttpFetcherOptions {
  readonly url: URL;
  readonly caFile: string | undefined;
  readonly headers: ReadonlyMap<string, string>;
  readonly format: FetchedFormat;
}

/** Fetches one http: or https: URL. */
export class HttpFetcher {
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #caFile: string | undefined;
  readonly #format: FetchedFormat;
  #connecting: Promise<Dispatcher> | undefined;

  constructor({ url, caFile, headers, format }: HttpFetcherOptions) {
    const authorization = basicAuthorization(url);
    this.#headers = {
      accept: format.accept,
      ...(authorization !== undefined && { authorization }),
      ...Object.fromEntries([...headers].map(([name, value]) => [name.toLowerCase(), value])),
      'accept-encoding': 'gzip',
    };
    this.#url = new URL(url);
    this.#url.username = '';
    this.#url.password = '';
    this.#caFile = caFile;
    this.#format = format;
  }

  /** Throws FetchError. Redirects are not followed: the URL is to be the real one. */
  async fetch(signal: AbortSignal): Promise<FetchedText> {
    try {
      this.#connecting ??= this.#connect();
      const dispatcher = await this.#connecting;
      const { origin, pathname, search } = this.#url;
      const path = pathname + search;
      const response = await dispatcher.request({
        ...{ origin, path, method: 'GET', headers: this.#headers, signal },
      });
      return await this.#readResponse(response);
    } catch (error) {
      if (signal.aborted) throw new FetchError((signal.reason as Error).message);
      if (error instanceof FetchError) throw error;
      throw new FetchError(explainNetworkError(error), isPassing(error));
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
      // A connection a request: one that the service closed while idle cannot fail the next.
      return new Agent({ connect: ca, pipelining: 0, headersTimeout: 0, bodyTimeout: 0 });
    } catch (error) {
      this.#connecting = undefined;
      throw new FetchError(`caFile cannot be read: ${(error as Error).message}`);
    }
  }

  async #readResponse({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<FetchedText> {
    try {
      if (statusCode !== 200)
        throw new FetchError(explainStatus(statusCode, headers), PASSING_STATUS.has(statusCode));
      const contentType = String(headers['content-type'] ?? '').toLowerCase();
      const refused = this.#format.refuse(contentType);
      if (refused !== undefined) throw new FetchError(refused);
      const octets = await this.#readBody(body);
      const text = (await this.#decode(octets, String(headers['content-encoding'] ?? 'identity'))).toString(
        'utf8',
      );
      return { text, contentType };
    } finally {
      body.on('error', () => {}).destroy();
    }
  }

  async #readBody(body: Dispatcher.ResponseData['body']): Promise<Buffer> {
    const { maxBytes } = this.#format;
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of body) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > maxBytes) throw tooLarge(maxBytes);
    }
    return Buffer.concat(chunks);
  }

  async #decode(octets: Buffer, encoding: string): Promise<Buffer> {
    if (encoding === 'identity') return octets;
    if (encoding !== 'gzip') throw new FetchError(`its Content-Encoding ${encoding} was not asked for`);
    const { maxBytes } = this.#format;
    try {
      return await gunzipWhole(octets, { maxOutputLength: maxBytes });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
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

const PASSING_STATUS: ReadonlySet<number> = new Set([429, 502, 503, 504]);

function explainStatus(status: number, headers: IncomingHttpHeaders): string {
  if (status >= 300 && status < 400) {
    return `status ${status}: it has moved to ${headers.location ?? 'another address'}; redirects are not followed, put that address into the configuration`;
  }
  const remedy = STATUS_REMEDIES[status] ?? 'look into the log of the service';
  return `status ${status}: ${remedy}`;
}
