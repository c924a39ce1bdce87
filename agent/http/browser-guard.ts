import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { type Refusal, refusal } from './refusal.ts';

/**
 * Keeps web pages from using the browser of somebody who may ask to ask in their stead: pages of another origin
 * (RFC 6454), and, where everybody on this machine may ask, names that were made to point to it (DNS
 * rebinding). Programs that are no browsers send no Origin and ask by address or `localhost`.
 */
export function refuseForeignPage(headers: IncomingHttpHeaders, isOpen: boolean): Refusal | undefined {
  const { origin, host = '' } = headers;
  if (origin !== undefined && hostOf(origin) !== host.toLowerCase()) {
    return refusal(403, 'Origin', 'pages of other origins may not ask; send no Origin, or ask from this one');
  }
  if (isOpen && !isLocalName(host)) {
    const remedy = 'ask by 127.0.0.1 or localhost, or write http.credentials into the configuration';
    return refusal(403, 'Host', `without credentials only this machine's own address is served; ${remedy}`);
  }
  return undefined;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function isLocalName(host: string): boolean {
  const name = host.replace(/:\d*$/, '').toLowerCase();
  return name === '' || name === 'localhost' || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
}
