import { setTimeout as wait } from 'node:timers/promises';
import type { SourceCounts } from '../source.ts';
import { BackOff } from './back-off.ts';
import { fetchFile } from './fetch-file.ts';
import { HttpFetcher } from './fetch-http.ts';
import { FetchError, type FetchedText } from './fetched-text.ts';

export interface FetchOptions {
  /** `http:`, `https:` or `file:`. User and password in it are sent as Basic credentials, and never shown. */
  readonly url: string;
  /** Certificates to trust for https, in PEM, instead of the well-known ones. */
  readonly caFile?: string;
  /** Headers of the request beside those that the source itself needs. */
  readonly headers?: ReadonlyMap<string, string>;
  /** How often it is fetched, in seconds. */
  readonly every?: number;
}

export interface FetchedFormat {
  /** The Accept header. */
  readonly accept: string;
  /** Largest body, in octets. */
  readonly maxBytes: number;
  /** Why a Content-Type cannot be what is wanted; undefined where it can. */
  refuse(contentType: string): string | undefined;
}

/** How long to wait before a further try, in milliseconds: together less than the shortest default timeout. */
const WAITS = [100, 400];

/** Fetches one URL again and again, more rarely where it is down. */
export class Fetcher {
  /** The URL as it may stand in logs and answers: without credentials and query. */
  readonly shown: string;
  readonly counts: { retries: number; skipped: number; isBackingOff: boolean } & SourceCounts = {
    ...{ retries: 0, skipped: 0, isBackingOff: false },
  };
  readonly #backOff: BackOff;
  readonly #http: HttpFetcher | undefined;
  readonly #once: (signal: AbortSignal) => Promise<FetchedText>;
  #lastReason = '';

  /** Throws where the URL is none. */
  constructor({ url: text, caFile, headers = new Map(), every = 1 }: FetchOptions, format: FetchedFormat) {
    const url = new URL(text);
    const isFile = url.protocol === 'file:';
    const http = isFile ? undefined : new HttpFetcher({ url, caFile, headers, format });
    this.shown = isFile ? url.pathname : `${url.origin}${url.pathname}`;
    this.#backOff = new BackOff(every);
    this.#http = http;
    this.#once = (signal) => http?.fetch(signal) ?? fetchFile(url, format.maxBytes, signal);
  }

  /**
   * Throws FetchError. What may pass is tried again while the signal has not aborted; where it has been down for
   * some samples, the next ones are left out, each of which throws what the last try did.
   */
  async fetch(signal: AbortSignal): Promise<FetchedText> {
    if (this.#backOff.skip()) {
      this.counts.skipped += 1;
      throw new FetchError(`${this.#lastReason} (found at an earlier sample; it is tried less often now)`);
    }
    try {
      const fetched = await this.#tryAgain(signal);
      this.#backOff.succeeded();
      return fetched;
    } catch (error) {
      this.#backOff.failed();
      this.#lastReason = (error as Error).message;
      throw error;
    } finally {
      this.counts.isBackingOff = this.#backOff.isOn;
    }
  }

  async close(): Promise<void> {
    await this.#http?.close();
  }

  async #tryAgain(signal: AbortSignal): Promise<FetchedText> {
    for (const ms of this.#backOff.isOn ? [] : WAITS) {
      try {
        return await this.#once(signal);
      } catch (error) {
        if (!(error instanceof FetchError) || !error.isPassing || signal.aborted) throw error;
        // The reason for it is better than that time was up while waiting.
        await wait(ms, undefined, { signal }).catch(() => {
          throw error;
        });
        this.counts.retries += 1;
      }
    }
    return await this.#once(signal);
  }
}
