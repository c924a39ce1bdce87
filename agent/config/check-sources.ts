import { fileURLToPath } from 'node:url';
import { parseDuration } from '../../model/duration.ts';
import type { RawConfig } from './raw-config.ts';
import type { Tell } from './tell.ts';

/** Checks where samples come from and how long they may take. */
export function checkSources({ sources }: RawConfig, tell: Tell): void {
  sources.forEach((source, i) => {
    // A URL may hold credentials: it is never shown.
    if (source.type === 'prometheus' && !isUsable(source.url)) {
      const remedy = 'Write http://127.0.0.1:9980/metrics, or file:///run/metrics.prom with three slashes.';
      tell('CONFIG-URL', ['sources', i, 'url'], `The URL of ${source.name} cannot be read.`, remedy);
    }
    const { every, timeout } = source;
    if (timeout !== undefined && seconds(timeout) > seconds(every)) {
      const message = `A sample of ${source.name} may take ${timeout}, and the next one begins after ${every}.`;
      const remedy = `Write ${every} or less, or leave it out.`;
      tell('CONFIG-TIMEOUT', ['sources', i, 'timeout'], message, remedy);
    }
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
