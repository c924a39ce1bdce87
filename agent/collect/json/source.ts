import { inSlices } from '../../slices.ts';
import { type FetchedFormat, Fetcher, type FetchOptions } from '../fetch/fetcher.ts';
import type { Sample, Source } from '../source.ts';
import { mapDocument } from './map-document.ts';
import type { JsonMapping } from './mapping.ts';
import { type Json, parseJson } from './parse-json.ts';

export interface JsonSourceOptions extends FetchOptions {
  readonly name: string;
  /** Readings name measurements by their position here. */
  readonly mappings: readonly JsonMapping[];
}

/** Parsing cannot be interrupted, and answers wait for it: some 50 ms for a document of this size. */
const MAX_BYTES = 4 * 2 ** 20;
const FORMAT: FetchedFormat = {
  ...{ accept: 'application/json, */*;q=0.1', maxBytes: MAX_BYTES },
  refuse: (type) => (/^text\/(html|xml)\b/.test(type) ? `it is ${type}, no JSON; check the path` : undefined),
};

/** A service or file that speaks JSON. Throws where the URL is none. */
export function createJsonSource({ name, mappings, ...where }: JsonSourceOptions): Source {
  const fetcher = new Fetcher(where, FORMAT);
  const { shown, counts } = fetcher;
  return {
    ...{ name, counts },
    async read(signal): Promise<Sample> {
      try {
        const { text } = await fetcher.fetch(signal);
        const mapped = await inSlices(mapDocument(mappings, readDocument(text)), signal);
        return { ok: true, ...mapped };
      } catch (error) {
        return { ok: false, reason: `${shown}: ${(error as Error).message}` };
      }
    },
    close: () => fetcher.close(),
  };
}

function readDocument(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new Error(`it cannot be read as JSON: ${(error as Error).message}`);
  }
}
