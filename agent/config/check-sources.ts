import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Path } from '../../document/locations.ts';
import { parseDuration } from '../../model/duration.ts';
import { isAddressBlock, isLoopback, parseAddress } from './address.ts';
import type { RawConfig } from './raw-config.ts';
import type { RawListener, RawSource } from './raw-sources.ts';
import type { Tell } from './tell.ts';

/** Checks where samples come from and how long they may take. */
export function checkSources({ sources }: RawConfig, tell: Tell): void {
  const taken = new Map<string, string>();
  sources.forEach((source, i) => {
    const path = ['sources', i];
    checkUrl(source, path, tell);
    checkTimes(source, path, tell);
    if (source.type !== 'statsd' && source.type !== 'otlp') return;
    checkListener(source, path, tell);
    const transport = source.type === 'statsd' ? 'udp' : 'tcp';
    const other = taken.get(`${transport} ${source.listen}`);
    taken.set(`${transport} ${source.listen}`, source.name);
    if (other === undefined) return;
    const message = `${other} listens on ${source.listen} already.`;
    tell(
      'CONFIG-ADDRESS',
      [...path, 'listen'],
      message,
      'Give each a port of its own, or map both in one source.',
    );
  });
}

function checkUrl(source: RawSource, path: Path, tell: Tell): void {
  // A URL may hold credentials: it is never shown.
  if (!('url' in source) || isUsable(source.url)) return;
  const remedy = 'Write http://127.0.0.1:9980/metrics, or file:///run/metrics.prom with three slashes.';
  tell('CONFIG-URL', [...path, 'url'], `The URL of ${source.name} cannot be read.`, remedy);
}

function checkTimes(source: RawSource, path: Path, tell: Tell): void {
  const { name, every, timeout } = source;
  if (timeout !== undefined && seconds(timeout) > seconds(every)) {
    const message = `A sample of ${name} may take ${timeout}, and the next one begins after ${every}.`;
    tell('CONFIG-TIMEOUT', [...path, 'timeout'], message, `Write ${every} or less, or leave it out.`);
  }
  const { expire } = source as { expire?: string };
  if (expire !== undefined && seconds(expire) < seconds(every)) {
    const message = `${name} forgets after ${expire} what it is asked for every ${every}.`;
    tell('CONFIG-EXPIRE', [...path, 'expire'], message, `Write ${every} or more, or leave it out.`);
  }
}

function checkListener({ listen, from }: RawListener, path: Path, tell: Tell): void {
  const address = parseAddress(listen);
  if (!address || isIP(address.host) === 0) {
    const what = address ? `${address.host} is a name, not an address` : `${listen} is no address and port`;
    const remedy = 'Write 127.0.0.1:8125 or [::1]:8125; ports end at 65535.';
    tell('CONFIG-ADDRESS', [...path, 'listen'], `${what}.`, remedy);
  } else if (from === undefined && !isLoopback(address.host)) {
    const message = `${listen} can be reached from other machines, and it is not said which of them may send.`;
    tell('CONFIG-SENDERS', [...path, 'listen'], message, 'Add the senders: from: [192.0.2.0/24].');
  }
  from?.forEach((block, i) => {
    if (isAddressBlock(block)) return;
    const remedy = 'Write 127.0.0.0/8, 10.1.2.3/32 or ::1/128.';
    tell('CONFIG-ADDRESS', [...path, 'from', i], `${block} is no address block.`, remedy);
  });
}

function isUsable(text: string): boolean {
  try {
    const url = new URL(text);
    return url.protocol === 'file:' ? fileURLToPath(url) !== '/' : url.hostname !== '';
  } catch {
    return false;
  }
}

/** A duration that the schema found to be one. */
function seconds(text: string): number {
  return parseDuration(text) as number;
}
